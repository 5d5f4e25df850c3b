#include "core/model/lua/event_table.hpp"

#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

constexpr std::string_view fields[] = {"id", "stream", "seq", "position", "type", "schema", "time", "data", "meta"};

void push_text(lua_State* lua, std::string_view text) { lua_pushlstring(lua, text.data(), text.size()); }

}  // namespace

void EventTable::set(const EventView& event) {
  event_ = &event;
  table_ = nullptr;
}

void EventTable::push(lua_State* lua) {
  lua_newtable(lua);
  lua::push(lua, Machine::of(lua).event_mark);
  lua_setmetatable(lua, -2);
  table_ = lua_topointer(lua, -1);
}

void EventTable::push_json(lua_State* lua, JsonText& text, std::string_view json) {
  if (!text.open(json)) luaL_error(lua, "stored data is not valid JSON, or too large for the memory");
  text.push(lua);
}

void EventTable::push_data(lua_State* lua) { push_json(lua, data_, event_->data); }

bool EventTable::push_field(lua_State* lua, std::string_view name) {
  if (name == "data") {
    push_data(lua);
  } else if (name == "meta") {
    push_json(lua, meta_, event_->meta.empty() ? "{}" : event_->meta);
  } else if (name == "type") {
    push_text(lua, event_->type);
  } else if (name == "seq") {
    lua_pushinteger(lua, event_->seq.value);
  } else if (name == "position") {
    lua_pushinteger(lua, event_->position.value);
  } else if (name == "schema") {
    lua_pushinteger(lua, event_->schema);
  } else if (name == "stream") {
    push_text(lua, event_->stream);
  } else if (name == "id") {
    push_text(lua, event_->id);
  } else if (name == "time") {
    record_or_raise(lua, [&] { time_ = to_string(event_->time); });
    push_text(lua, time_);
  } else {
    return false;
  }
  return true;
}

int EventTable::read_field(lua_State* lua) {
  EventTable& event = Machine::of(lua).event;
  if (lua_topointer(lua, 1) != event.table_) {
    return luaL_error(lua, "this event is over; what is kept of an event must be a copy(e)");
  }
  if (lua_type(lua, 2) != LUA_TSTRING) return 0;
  std::size_t length = 0;
  const char* name = lua_tolstring(lua, 2, &length);
  const std::string_view field(name, length);
  if (!event.push_field(lua, field)) return 0;
  if (field != "data" && field != "meta" && field != "time") return 1;  // what costs nothing to convert again
  lua_pushvalue(lua, 2);
  lua_pushvalue(lua, -2);
  lua_rawset(lua, 1);
  return 1;
}

void EventTable::complete(lua_State* lua, int index) {
  index = lua_absindex(lua, index);
  luaL_checkstack(lua, 4, "too many values");
  for (const std::string_view name : fields) {
    push_text(lua, name);
    lua_pushvalue(lua, -1);
    lua_gettable(lua, index);
    lua_rawset(lua, index);
  }
}

std::string EventTable::take_rounded() {
  std::string number = data_.take_rounded();
  return number.empty() ? meta_.take_rounded() : number;
}

}  // namespace evs::lua
