#include "core/model/lua/rule_tests.hpp"

#include <new>
#include <optional>

#include "core/error.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/stack.hpp"
#include "core/model/lua/upcast_results.hpp"

namespace evs::lua {
namespace {

/// What a test at this index calls itself; nothing if it does not.
std::optional<std::string> name_of(lua_State* lua, int test, const std::string& items) {
  std::optional<std::string> name;
  for (lua_pushnil(lua); lua_next(lua, test) != 0; lua_pop(lua, 1)) {
    if (lua_isinteger(lua, -2) == 1) continue;
    if (lua_type(lua, -2) != LUA_TSTRING || text_at(lua, -2) != "name" || lua_type(lua, -1) != LUA_TSTRING) {
      throw NotEvents{"besides " + items + ", a test has only a name"};
    }
    name = text_at(lua, -1);
  }
  return name;
}

}  // namespace

void each_test(lua_State* lua, const KeptTests& tests, const std::string& rule,
               const std::function<void(int index, const std::string& name)>& visit) {
  if (tests.list == LUA_NOREF) return;
  const StackKept kept(lua);
  if (lua_checkstack(lua, 20) == 0) throw std::bad_alloc();
  lua_rawgeti(lua, LUA_REGISTRYINDEX, tests.list);
  const int list = lua_gettop(lua);
  for (lua_Integer i = 1; i <= static_cast<lua_Integer>(tests.count); ++i) {
    const std::string place = "test " + std::to_string(i);
    lua_rawgeti(lua, list, i);
    try {
      visit(list + 1, name_of(lua, list + 1, tests.items).value_or(place));
    } catch (const NotEvents& fault) {
      throw Error(ErrorKind::bad_input, rule + ", " + place + ": " + fault.reason);
    }
    lua_settop(lua, list);
  }
}

Event test_event(lua_State* lua, int test, lua_Integer item, std::string_view type, std::int64_t schema) {
  lua_rawgeti(lua, test, item);
  if (lua_type(lua, -1) != LUA_TTABLE) throw NotEvents{"its event is no table"};
  const EventFields fields = fields_at(lua, lua_gettop(lua));
  Event event;
  event.id = fields.id.value_or("test-" + std::to_string(item));
  event.stream = fields.stream.value_or("test-1");
  event.seq = Seq{fields.seq.value_or(item)};
  event.position = Position{fields.position.value_or(item)};
  event.type = fields.type.value_or(std::string(type));
  event.schema = fields.schema.value_or(schema);
  event.data = fields.data.value_or("{}");
  event.meta = fields.meta.value_or("{}");
  if (fields.time) event.time = parse_timestamp(*fields.time);
  return event;
}

}  // namespace evs::lua
