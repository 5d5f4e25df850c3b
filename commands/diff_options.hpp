#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "commands/reducing.hpp"
#include "commands/resuming.hpp"
#include "core/state/replay.hpp"
#include "core/store.hpp"

namespace evs {

/// A moment as the command line names it.
struct MomentOptions {
  std::optional<std::int64_t> seq;
  std::optional<std::int64_t> position;
  std::optional<Timestamp> time;

  [[nodiscard]] bool is_given() const { return seq || position || time; }
  [[nodiscard]] Moment moment() const;
};

struct DiffOptions {
  std::vector<std::string> streams;
  bool all = false;
  std::string category;
  MomentOptions from;
  MomentOptions to;
  ReducerOptions reducer;
  ResumingOptions resuming;
  std::optional<std::string> against;  // a model
  std::string other;                   // a store

  /// Throws [usage] if the options contradict each other.
  void require_sense() const;
  /// By name. Throws [usage] for what is no name of a stream.
  [[nodiscard]] std::vector<StreamName> stream_names() const;
  [[nodiscard]] StreamSelection selection() const;
};

void add_diff_options(Command& command, DiffOptions& options);

}  // namespace evs
