#pragma once

#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/state/json_patch.hpp"

namespace evs {

class Session;
struct BrokenInvariant;

/// The text in a colour of the terminal, named by its code, such as "31"; as it is without colour.
std::string painted(const std::string& text, const char* code, bool colour);

/// Changes as people read them, a line each: "+ /a  1", "- /b  2", "~ /c  3 -> 4". Safe for a terminal; colours on
/// demand.
std::string changes_text(const std::vector<Change>& changes, bool colour);

/// Whether a step is printed as people read it: on a terminal, unless -o says otherwise.
bool is_for_people(const Session& session);

/// Prints an event in one line and what it changed.
void print_step(Session& session, const EventView& event, const std::vector<Change>& changes);

/// Prints an event in one line and why upcasters drop it.
void print_dropped(Session& session, const EventView& event, const std::string& reason);

/// Prints the event after which something does not hold, who did it and why, and the states around it. `what` is the
/// key of what does not hold: "invariant" or "condition".
void print_broken(Session& session, const BrokenInvariant& broken, const char* what);

}  // namespace evs
