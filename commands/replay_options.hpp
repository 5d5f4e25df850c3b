#pragma once

#include <optional>
#include <string>

#include "commands/moment_options.hpp"
#include "commands/printing.hpp"
#include "commands/reducing.hpp"
#include "commands/resuming.hpp"
#include "core/state/replay.hpp"
#include "core/store.hpp"

namespace evs {

class Session;

struct ReplayOptions {
  std::string stream;
  bool all = false;
  std::string category;
  ReducerOptions reducer;
  ResumingOptions resuming;
  bool trace = false;
  bool check = false;
  bool raw_history = false;
  MomentOptions at;

  /// Throws [usage] if the options contradict each other.
  void require_sense() const;
  [[nodiscard]] Moment moment() const { return at.moment(); }
  /// Of the streams where not one is named.
  [[nodiscard]] StreamSelection selection() const;
  /// The one stream that is named. Throws [usage] if that is no name of a stream.
  [[nodiscard]] StreamName stream_name() const;
};

/// Throws [not-found] if a fold of one stream ended before what was asked for: at no event, or before --at-seq.
void require_reached(Session& session, const ReplayOptions& options, const std::optional<Seq>& last);

/// Of several streams: says so if a category has no events at the moment.
void say_nothing_selected(const ReplayOptions& options, Session& session);

/// Prints the state of one stream.
void print_state(Session& session, const std::string& state);
/// The line of a stream among several.
Record record_of(const StreamState& state);

/// replay --raw-history: states that are folded by the rules of the past.
int replay_history(const ReplayOptions& options, const Reducing& reducing, Session& session);

/// replay --trace: what every event did to the state.
int replay_trace(const ReplayOptions& options, const Reducing& reducing, Session& session);

/// replay --check: whether the invariants hold after every event.
int replay_check(const ReplayOptions& options, const Reducing& reducing, Session& session);

}  // namespace evs
