#pragma once

#include <string>
#include <string_view>

#include "core/event.hpp"

namespace evs {

/// Whether a purge has taken something of an event: its meta says purged.
bool is_purged(const EventView& event);

/// Whether a purge has taken all of an event's data: they are null. What reads a certain shape must pass over such an
/// event.
bool is_emptied(const EventView& event);

/// A meta with the mark of a purge, "purged":true; it may have a member of that name.
std::string marked_as_purged(std::string_view meta);

/// The meta that is left of one that held nothing else, or nothing that could stay.
inline constexpr std::string_view only_purged = R"({"purged":true})";

}  // namespace evs
