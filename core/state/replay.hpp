#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/state/reducer.hpp"
#include "core/store.hpp"

namespace evs {

/// The moment whose state is asked for; nothing set means now.
struct Moment {
  std::optional<Seq> seq;            // one stream: up to this event
  std::optional<Position> position;  // up to this position of the log
  std::optional<Timestamp> time;     // the longest prefix whose last event is not later
};

struct StreamState {
  std::string stream;
  Seq seq;  // of the last event that was folded in
  std::string state;
};

/// Folds one stream up to a moment; nothing if it had no event by then. Throws [bad-input] if `moment` names a seq
/// that the stream has not reached.
std::optional<StreamState> replay_stream(Reader& reader, const StreamName& name, Reducers& reducers,
                                         const Moment& moment);

/// Folds every selected stream that has events by `moment`, on `threads` threads, and visits their states by name.
/// Memory holds the states of at most 100,000 streams at a time, however many events there are; of a log file, one
/// state a stream. What is visited, and what is thrown if a fold fails, do not depend on the number of threads.
using StateVisitor = std::function<bool(const StreamState&)>;
void replay_all(Reader& reader, const StreamSelection& selection, Reducers& reducers, const Moment& moment, int threads,
                const StateVisitor& visit);

}  // namespace evs
