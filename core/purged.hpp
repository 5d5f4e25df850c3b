#pragma once

#include <string>

#include "core/event.hpp"

namespace evs {

/// Whether a purge has taken something of an event: its meta says purged.
bool is_purged(const EventView& event);

/// Whether a purge has taken all of an event's data: they are null. What reads a certain
/// shape must pass over such an event.
bool is_emptied(const EventView& event);

/// A meta, which may have a member of that name, as it says that something of the event is gone.
std::string marked_as_purged(const std::string& meta);

}  // namespace evs
