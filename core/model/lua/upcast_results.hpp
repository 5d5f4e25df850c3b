#pragma once

// Private to core/model/lua: events that stand in Lua tables, as upcasters return them and tests describe them. The
// functions here call nothing that raises, and throw.

#include <cstdint>
#include <lua.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/model/engine.hpp"

namespace evs::lua {

/// Why a value is no event, or no list of events.
struct NotEvents {
  std::string reason;
};

/// The fields that stand in a table that describes an event; JSON as models print it.
struct EventFields {
  std::optional<std::string> id;
  std::optional<std::string> stream;
  std::optional<std::int64_t> seq;
  std::optional<std::int64_t> position;
  std::optional<std::string> type;
  std::optional<std::int64_t> schema;
  std::optional<std::string> time;
  std::optional<std::string> data;
  std::optional<std::string> meta;
};

/// Throws NotEvents.
EventFields fields_at(lua_State* lua, int index);

/// What an upcaster makes of `event` if it returns the value at `index`: one event, a list of events, or an empty list.
/// Throws NotEvents.
std::vector<UpcastedEvent> results_at(lua_State* lua, int index, const UpcastDeclaration& upcaster,
                                      const EventView& event);

/// What a merge rule makes of `first` and the event behind it if it returns the value at `index`: an event, or false,
/// which keeps them apart and is nothing here. Throws NotEvents.
std::optional<UpcastedEvent> merged_at(lua_State* lua, int index, const EventView& first);

}  // namespace evs::lua
