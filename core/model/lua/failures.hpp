#pragma once

// Private to core/model/lua: how errors say where a model's function failed.

#include <string>

#include "core/error.hpp"
#include "core/event.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {

/// "event 3 of stream 'order-7' (OrderPaid, position 12)".
std::string place_of(const EventView& event);

/// Adds the stream, seq, position and type of the event to what a script is told.
void add_facts(Error& error, const EventView& event);

/// A message of Lua's, with `place` in front if it names none itself.
std::string with_place(const std::string& message, const std::string& place);

/// That a function failed at an event. `declared` is where its declaration stands, for messages of Lua's that name no
/// line; `in` says which function it is: "rule 'ItemAdded' of reducer 'order'".
Error function_error(const Failure& failure, const std::string& declared, const std::string& in,
                     const EventView& event);

}  // namespace evs::lua
