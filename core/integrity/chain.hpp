#pragma once

#include "core/integrity/evidence.hpp"

namespace evs {

/// Recomputes every digest of a store from its events. Throws [damaged] with the first commit that does not fit.
/// `on_progress` is told the position before which all is checked, and may throw to give up.
void check_chain(Evidence& evidence, const std::function<void(Position)>& on_progress);

}  // namespace evs
