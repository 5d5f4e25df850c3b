#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "commands/confirming.hpp"
#include "commands/reducing.hpp"
#include "core/state/snapshots.hpp"

namespace evs {

class Session;

struct SnapshotOptions {
  std::string action;
  std::vector<std::string> streams;
  std::string category;
  bool all = false;
  std::optional<std::int64_t> every;
  std::optional<std::int64_t> keep;
  bool stale = false;
  ConfirmingOptions confirming;
  ReducerOptions reducer;

  /// Throws [usage] if the options contradict each other or do not belong to the action.
  void require_sense() const;
  /// What STREAM, --category and --all say. Throws [usage] if a name is none.
  [[nodiscard]] SnapshotSelection selection() const;
};

/// The snapshots of the store that is read. Throws [usage] if it keeps none, [not-found] if a selected stream is not
/// there.
Snapshots& snapshots_of(Session& session, const SnapshotSelection& selection);

int snapshot_take(const SnapshotOptions& options, Session& session);
int snapshot_list(const SnapshotOptions& options, Session& session);
int snapshot_drop(const SnapshotOptions& options, Session& session);
int snapshot_check(const SnapshotOptions& options, Session& session);

}  // namespace evs
