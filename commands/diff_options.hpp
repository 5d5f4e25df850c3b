#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/moment_options.hpp"
#include "commands/reducing.hpp"
#include "commands/resuming.hpp"
#include "core/store.hpp"

namespace evs {

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
