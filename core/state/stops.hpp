#pragma once

#include <functional>
#include <optional>
#include <span>

#include "core/state/reducer.hpp"
#include "core/state/snapshot.hpp"
#include "core/store.hpp"

namespace evs {

/// A fold on its way through a stream, at one of the places where it was to stop.
struct Stop {
  Seq wanted;         // the place
  Seq seq;            // of the last event that was folded in: the same, unless upcasters left nothing of that event
  Position position;  // of that event
  const Folding& folding;
};

/// Folds a stream, from a snapshot or from its first event, and visits it at each of `stops`, which increase and lie
/// behind the snapshot: as soon as all events up to there are folded in, or at the end of the stream. Stops before the
/// first event are not visited. The visitor must not call `reader`.
void fold_to_stops(Reader& reader, const StreamName& name, Reducers& reducers, const std::optional<Snapshot>& from,
                   std::span<const Seq> stops, const std::function<void(const Stop&)>& visit);

}  // namespace evs
