#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/state/replay.hpp"
#include "core/state/value.hpp"

namespace evs {

/// One event of a stream and the states around it.
struct Step {
  const EventView& event;
  const Value& before;
  const Value& after;
};

/// Folds a stream up to a moment and visits every step. Returns the last seq, 0 if there was no event by then. Throws
/// as replay_stream does; a state that is not JSON is found at the event that made it. A moment that is a time takes a
/// reader that can read again.
Seq trace_stream(Reader& reader, const StreamName& name, Reducers& reducers, const Moment& moment,
                 const std::function<void(const Step&)>& visit);

/// The same for every selected stream, in the order of the log; returns how many events there were. Memory holds the
/// states of `most_states` streams: one that has been without an event for longest is made again when it has another.
/// Of a log file, it holds one state a stream.
std::int64_t trace_all(Reader& reader, const StreamSelection& selection, Reducers& reducers, const Moment& moment,
                       const std::function<void(const Step&)>& visit, std::size_t most_states = 100'000);

/// An event after which something that is declared to hold always does not.
struct BrokenInvariant {
  std::string invariant;
  Event event;
  std::string before;  // the states around it
  std::string after;
};

/// How a check ended. Its counts are of all that was checked, and 0 if it stopped at a broken invariant.
struct Checked {
  std::int64_t streams = 0;
  std::int64_t events = 0;
  std::optional<BrokenInvariant> broken;  // the first in the log
};

/// Where the state before a broken invariant comes from: the stream is folded again, or every state is printed before
/// the next event is folded, so that none is folded twice. What cannot be read again is folded once in any case. With a
/// resumption, the second fold begins at the snapshot that it finds; the first never does, since it asks after every
/// event.
enum class StateBefore { fold_again, keep };

/// Folds a stream up to a moment and evaluates its invariants after every event. Throws as trace_stream does.
Checked check_stream(Reader& reader, const StreamName& name, Reducers& reducers, const Moment& moment,
                     StateBefore before = StateBefore::fold_again, Resumption* resumption = nullptr);

/// The same for every selected stream, on `threads` threads.
Checked check_all(Reader& reader, const StreamSelection& selection, Reducers& reducers, const Moment& moment,
                  int threads, StateBefore before = StateBefore::fold_again, Resumption* resumption = nullptr);

}  // namespace evs
