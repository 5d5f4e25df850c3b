#include "core/model/lua/upcast_results.hpp"

#include <algorithm>
#include <new>
#include <utility>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

std::string text_on_top(lua_State* lua, std::string_view field) {
  if (lua_type(lua, -1) != LUA_TSTRING) throw NotEvents{"'" + std::string(field) + "' is no string"};
  return std::string(text_at(lua, -1));
}

std::int64_t number_on_top(lua_State* lua, std::string_view field) {
  if (lua_isinteger(lua, -1) == 0) throw NotEvents{"'" + std::string(field) + "' is no whole number"};
  return lua_tointeger(lua, -1);
}

/// The event around it is the first level.
std::string json_on_top(lua_State* lua, std::string_view field) {
  std::string out;
  try {
    append_json(out, lua, -1, {json::max_length, 2});
  } catch (const NotJson& fault) {
    throw NotEvents{"'" + std::string(field) + "' is no JSON" + (fault.pointer.empty() ? "" : " at " + fault.pointer) +
                    ": " + fault.reason};
  }
  return out;
}

void read_field(lua_State* lua, std::string_view field, EventFields& fields) {
  if (field == "data") {
    fields.data = json_on_top(lua, field);
  } else if (field == "meta") {
    fields.meta = json_on_top(lua, field);
    if (fields.meta->front() != '{') throw NotEvents{"'meta' is no object"};
  } else if (field == "type") {
    fields.type = text_on_top(lua, field);
  } else if (field == "schema") {
    fields.schema = number_on_top(lua, field);
  } else if (field == "id") {
    fields.id = text_on_top(lua, field);
  } else if (field == "stream") {
    fields.stream = text_on_top(lua, field);
  } else if (field == "time") {
    fields.time = text_on_top(lua, field);
  } else if (field == "seq") {
    fields.seq = number_on_top(lua, field);
  } else if (field == "position") {
    fields.position = number_on_top(lua, field);
  } else {
    throw NotEvents{"'" + std::string(field) +
                    "' is no field of an event; what is to be added belongs into data or meta"};
  }
}

void require(bool is_same, const char* field, const char* who) {
  if (!is_same) throw NotEvents{"'" + std::string(field) + "' is changed, which " + who + " cannot do"};
}

/// What makes an event the one that was stored is not a rule's to change.
void require_unchanged(const EventFields& fields, const EventView& event, const char* who) {
  const auto check = [&](const char* field, bool is_same) { require(is_same, field, who); };
  check("id", !fields.id || *fields.id == event.id);
  check("stream", !fields.stream || *fields.stream == event.stream);
  check("seq", !fields.seq || *fields.seq == event.seq.value);
  check("position", !fields.position || *fields.position == event.position.value);
  check("time", !fields.time || *fields.time == to_string(event.time));
}

UpcastedEvent made_of(EventFields fields, const UpcastDeclaration& upcaster, const EventView& event) {
  require_unchanged(fields, event, "an upcaster");
  UpcastedEvent made;
  made.type = fields.type && *fields.type != upcaster.type ? *fields.type : upcaster.to_type;
  try {
    check_type_name(made.type);
  } catch (const Error& error) {
    throw NotEvents{error.message()};
  }
  if (made.type.starts_with('$')) throw NotEvents{"types that start with $ are evs's own"};
  if (made.type != upcaster.to_type)
    made.schema = fields.schema.value_or(1);
  else
    made.schema = fields.schema && *fields.schema != upcaster.from ? *fields.schema : upcaster.to;
  if (made.schema < 1) throw NotEvents{"'schema' is less than 1"};
  made.data = std::move(fields.data);
  made.meta = std::move(fields.meta);
  return made;
}

UpcastedEvent result_at(lua_State* lua, int index, const UpcastDeclaration& upcaster, const EventView& event) {
  if (is_event(lua, index) && !Machine::of(lua).event.is_at_hand(lua, index)) {
    throw NotEvents{"an event of an earlier call was returned"};
  }
  return made_of(fields_at(lua, index), upcaster, event);
}

std::vector<UpcastedEvent> list_at(lua_State* lua, int index, const UpcastDeclaration& upcaster,
                                   const EventView& event) {
  const auto length = static_cast<lua_Integer>(lua_rawlen(lua, index));
  if (length > most_upcasted_events) {
    throw NotEvents{"it returned " + std::to_string(length) + " events; at most " +
                    std::to_string(most_upcasted_events) + " can come of one"};
  }
  std::vector<UpcastedEvent> made;
  std::vector<const void*> tables;
  std::size_t bytes = 0;
  for (lua_Integer i = 1; i <= length; ++i) {
    const std::string which = "event " + std::to_string(i) + " of the list: ";
    lua_rawgeti(lua, index, i);
    if (lua_type(lua, -1) != LUA_TTABLE) throw NotEvents{which + "it is no event but a " + type_name(lua, -1)};
    const void* table = lua_topointer(lua, -1);
    if (std::find(tables.begin(), tables.end(), table) != tables.end()) {
      throw NotEvents{which + "it is the same table as an event before it; make another with copy(e)"};
    }
    tables.push_back(table);
    try {
      made.push_back(result_at(lua, lua_gettop(lua), upcaster, event));
    } catch (const NotEvents& fault) {
      throw NotEvents{which + fault.reason};
    }
    bytes += made.back().data.value_or("").size() + made.back().meta.value_or("").size();
    if (bytes > most_upcasted_bytes) throw NotEvents{which + "with it, the events are longer than 64 MiB together"};
    lua_pop(lua, 1);
  }
  return made;
}

/// Whether all keys of the table are the numbers of items; so those of an empty one.
bool is_list(lua_State* lua, int index) {
  lua_Integer items = 0;
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    if (lua_isinteger(lua, -2) == 0) {
      lua_pop(lua, 2);
      return false;
    }
    ++items;
  }
  return items == static_cast<lua_Integer>(lua_rawlen(lua, index));
}

}  // namespace

EventFields fields_at(lua_State* lua, int index) {
  if (lua_checkstack(lua, 10) == 0) throw std::bad_alloc();
  EventFields fields;
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    if (lua_type(lua, -2) != LUA_TSTRING) {
      throw NotEvents{std::string("an event has the names of its fields as keys, not a ") + type_name(lua, -2)};
    }
    read_field(lua, text_at(lua, -2), fields);
  }
  return fields;
}

std::vector<UpcastedEvent> results_at(lua_State* lua, int index, const UpcastDeclaration& upcaster,
                                      const EventView& event) {
  if (lua_checkstack(lua, 10) == 0) throw std::bad_alloc();
  if (lua_type(lua, index) == LUA_TNIL) {
    throw NotEvents{"it returned nothing; it must return the event, a list of events, or {} to drop it"};
  }
  if (lua_type(lua, index) != LUA_TTABLE) {
    throw NotEvents{std::string("it returned no event and no list of events, but a ") + type_name(lua, index)};
  }
  std::vector<UpcastedEvent> made;
  if (!is_event(lua, index) && is_list(lua, index))
    made = list_at(lua, index, upcaster, event);
  else
    made.push_back(result_at(lua, index, upcaster, event));
  if (made.empty() && upcaster.reason.empty()) {
    throw NotEvents{"it drops an event, but no reason is declared: reason = \"why\""};
  }
  return made;
}

std::optional<UpcastedEvent> merged_at(lua_State* lua, int index, const EventView& first) {
  if (lua_checkstack(lua, 10) == 0) throw std::bad_alloc();
  if (lua_type(lua, index) == LUA_TBOOLEAN && lua_toboolean(lua, index) == 0) return std::nullopt;
  if (lua_type(lua, index) != LUA_TTABLE) {
    throw NotEvents{std::string("it returned no event but a ") + type_name(lua, index) +
                    "; it must return the first event, or false to keep the two apart"};
  }
  EventFields fields = fields_at(lua, index);
  const char* const who = "a merge";
  require_unchanged(fields, first, who);
  require(!fields.type || *fields.type == first.type, "type", who);
  require(!fields.schema || *fields.schema == first.schema, "schema", who);
  return UpcastedEvent{std::string(first.type), first.schema, std::move(fields.data), std::move(fields.meta)};
}

}  // namespace evs::lua
