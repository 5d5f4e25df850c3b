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

/// Visits the selected streams, and shows how far it got; the session's reader may be used meanwhile.
void each_stream(Session& session, const SnapshotSelection& selection,
                 const std::function<void(const StreamInfo&)>& visit);

/// A selected stream or category that a program folds is refused, because of `why`; among all streams it is passed
/// over.
void refuse_programs(const SnapshotSelection& selection, const FingerprintOf& fingerprint_of, const std::string& why);

/// Says what was passed over: states that are unfit, of which `first_unfit` is one, and streams that programs fold.
/// Throws the former if streams are named.
struct PassedOver {
  std::int64_t streams = 0;  // that were looked at
  std::int64_t programs = 0;
  std::int64_t unfit = 0;
  std::optional<Error> first_unfit;
};
void report(const PassedOver& passed_over, const SnapshotSelection& selection, Session& session);

int snapshot_baseline(const SnapshotOptions& options, Session& session);
int snapshot_take(const SnapshotOptions& options, Session& session);
int snapshot_list(const SnapshotOptions& options, Session& session);
int snapshot_drop(const SnapshotOptions& options, Session& session);
int snapshot_check(const SnapshotOptions& options, Session& session);

}  // namespace evs
