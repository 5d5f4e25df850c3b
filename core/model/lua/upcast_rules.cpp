#include <algorithm>
#include <cstdlib>

#include "core/event.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

UpcastRules& latest(lua_State* lua) { return Machine::of(lua).upcasters.back(); }

[[noreturn]] void refuse(lua_State* lua, const char* reason) {
  luaL_error(lua, "upcaster '%s': %s", latest(lua).declared.type.c_str(), reason);
  std::abort();  // luaL_error does not return
}

void require_type(lua_State* lua, std::string_view type, const char* what) {
  if (type.starts_with('$')) refuse(lua, "types that start with $ are evs's own");
  if (recorded([&] { check_type_name(type); })) return;
  lua_pushfstring(lua, "%s is no type: 1 to 255 bytes of UTF-8 without control characters", what);
  refuse(lua, lua_tostring(lua, -1));
}

std::int64_t schema_on_top(lua_State* lua, const char* what) {
  if (lua_isinteger(lua, -1) == 1 && lua_tointeger(lua, -1) >= 1) return lua_tointeger(lua, -1);
  lua_pushfstring(lua, "'%s' must be a schema: a whole number from 1", what);
  refuse(lua, lua_tostring(lua, -1));
}

void read_from(lua_State* lua) { latest(lua).declared.from = schema_on_top(lua, "from"); }

void read_to(lua_State* lua) { latest(lua).declared.to = schema_on_top(lua, "to"); }

void read_to_type(lua_State* lua) {
  if (lua_type(lua, -1) != LUA_TSTRING) refuse(lua, "'to_type' must be a type");
  require_type(lua, text_at(lua, -1), "'to_type'");
  record_or_raise(lua, [&] { latest(lua).declared.to_type = text_at(lua, -1); });
}

void read_reason(lua_State* lua) {
  const bool is_text = lua_type(lua, -1) == LUA_TSTRING && lua_rawlen(lua, -1) > 0;
  if (!is_text) refuse(lua, "'reason' must say in a sentence why events are dropped");
  record_or_raise(lua, [&] { latest(lua).declared.reason = text_at(lua, -1); });
}

void read_tests(lua_State* lua) {
  if (lua_type(lua, -1) != LUA_TTABLE) refuse(lua, "'test' must be a list of tests");
  const auto tests = static_cast<lua_Integer>(lua_rawlen(lua, -1));
  for (lua_Integer i = 1; i <= tests; ++i) {
    lua_rawgeti(lua, -1, i);
    const bool is_test = lua_type(lua, -1) == LUA_TTABLE && lua_rawlen(lua, -1) == 2;
    if (!is_test) refuse(lua, "a test is a list of two: an event, and what the function must return for it");
    lua_pop(lua, 1);
  }
  latest(lua).declared.tests = static_cast<std::size_t>(tests);
  lua_pushvalue(lua, -1);
  latest(lua).tests = keep(lua);
}

struct Part {
  std::string_view name;
  void (*read)(lua_State*);  // reads the value on top and leaves it there; raises
};

constexpr Part parts[] = {
    {"from", read_from}, {"to", read_to}, {"to_type", read_to_type}, {"reason", read_reason}, {"test", read_tests}};

void read_parts(lua_State* lua, int table) {
  for (lua_pushnil(lua); lua_next(lua, table) != 0;) {
    const int key = lua_gettop(lua) - 1;
    const std::string_view word = lua_type(lua, key) == LUA_TSTRING ? text_at(lua, key) : "";
    const auto* part = std::find_if(std::begin(parts), std::end(parts), [&](const Part& p) { return p.name == word; });
    if (part != std::end(parts)) {
      part->read(lua);
    } else if (lua_type(lua, -1) == LUA_TFUNCTION && lua_isinteger(lua, key) == 1 && lua_tointeger(lua, key) == 1) {
      lua_pushvalue(lua, -1);
      latest(lua).function = keep(lua);
    } else {
      refuse(lua, "it takes from, to, to_type, reason, one function without a name, and test");
    }
    lua_settop(lua, key);
  }
}

void require_sense(lua_State* lua) {
  UpcastDeclaration& declared = latest(lua).declared;
  if (declared.from == 0 || declared.to == 0) refuse(lua, "it needs the schemas: from = 1, to = 2");
  if (latest(lua).function == LUA_NOREF) refuse(lua, "it needs a function: function(e) ... return e end");
  if (declared.to_type.empty()) record_or_raise(lua, [&] { declared.to_type = declared.type; });
  if (declared.to_type == declared.type && declared.to <= declared.from) {
    refuse(lua, "'to' must be newer than 'from', unless to_type names another type");
  }
  for (const UpcastRules& other : Machine::of(lua).upcasters) {
    if (&other == &latest(lua) || other.declared.type != declared.type || other.declared.from != declared.from)
      continue;
    lua_pushfstring(lua, "there is one for schema %I already, at %s", static_cast<LUAI_UACINT>(declared.from),
                    other.declared.place.c_str());
    refuse(lua, lua_tostring(lua, -1));
  }
}

}  // namespace

int declare_upcaster(lua_State* lua) {
  const std::string_view type = text_at(lua, lua_upvalueindex(1));
  record_or_raise(lua, [&] { Machine::of(lua).upcasters.emplace_back().declared.type = type; });
  note_place(lua, latest(lua).declared.place);
  require_type(lua, type, "its name");
  read_parts(lua, 1);
  require_sense(lua);
  return 0;
}

}  // namespace evs::lua
