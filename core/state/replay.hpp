#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/state/moment.hpp"
#include "core/state/reducer.hpp"
#include "core/store.hpp"

namespace evs {

class Resumption;

struct StreamState {
  std::string stream;
  Seq seq;  // of the last event that was folded in
  std::string state;
};

/// Folds one stream up to a moment; nothing if it had no event by then. A stream that ends before the seq of a moment
/// is folded to its end. With a resumption, the fold begins at the snapshot that it finds.
std::optional<StreamState> replay_stream(Reader& reader, const StreamName& name, Reducers& reducers,
                                         const Moment& moment, Resumption* resumption = nullptr);

/// Return false to end the visit.
using StateVisitor = std::function<bool(const StreamState&)>;

/// Folds every selected stream that has events by `moment`, on `threads` threads, and visits their states by name.
/// Memory holds the states of at most 100,000 streams at a time, however many events there are; of a log file, one
/// state a stream. What is visited, and what is thrown if a fold fails, do not depend on the number of threads; what is
/// visited does not depend on the snapshots that a resumption finds either.
void replay_all(Reader& reader, const StreamSelection& selection, Reducers& reducers, const Moment& moment, int threads,
                const StateVisitor& visit, Resumption* resumption = nullptr);

}  // namespace evs
