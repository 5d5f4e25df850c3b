#pragma once

#include "core/event.hpp"

namespace evs {

/// Whether events of this type are evs's own, in whatever stream they stand: they speak of the stream, not of its
/// aggregate. No reducer is given them, no upcaster, no schema and no personal rule is for them.
inline bool is_own_type(std::string_view type) { return type.starts_with("$evs."); }

/// Whether an event says something to evs itself: its type is evs's own, or its stream.
inline bool is_own(const EventView& event) { return event.stream.starts_with('$') || is_own_type(event.type); }

}  // namespace evs
