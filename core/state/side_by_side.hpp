#pragma once

#include <functional>
#include <optional>

#include "core/state/replay.hpp"

namespace evs {

/// A replay that hands the states of streams to a visitor, by name.
using Replay = std::function<void(const StateVisitor&)>;
using PairVisitor = std::function<void(std::optional<StreamState> left, std::optional<StreamState> right)>;

/// Runs two replays at the same time, each in a thread of its own, and visits every stream, by name, with its state in
/// either; nothing where one has none. The replays must share nothing that is not safe for two threads. Throws what
/// they throw, and what the visitor throws once they have ended.
void replay_side_by_side(const Replay& left, const Replay& right, const PairVisitor& visit);

}  // namespace evs
