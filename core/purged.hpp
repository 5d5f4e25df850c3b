#pragma once

#include "core/event.hpp"

namespace evs {

/// Whether a purge has taken all of an event's data: they are null, and its meta says purged. What reads a certain
/// shape must pass over such an event.
bool is_emptied(const EventView& event);

}  // namespace evs
