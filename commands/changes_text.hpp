#pragma once

#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/state/json_patch.hpp"

namespace evs {

/// Changes as people read them, a line each: "+ /a  1", "- /b  2", "~ /c  3 -> 4". Safe for a terminal; colours on
/// demand.
std::string changes_text(const std::vector<Change>& changes, bool colour);

/// The event in one line: where it is, its type, its time, and who did it if its meta says so. Safe for a terminal.
std::string event_heading(const EventView& event, bool colour);

/// A text member of an event's meta, such as its actor; empty if there is none.
std::string meta_text(const EventView& event, std::string_view name);

}  // namespace evs
