#include <cstdlib>

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
  if (const char* fault = push_fault_of_type(lua, type, what)) refuse(lua, fault);
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
  if (keep_tests(lua, 2, latest(lua).tests, latest(lua).declared.tests)) return;
  refuse(lua, "a test is a list of two: an event, and what the function must return for it");
}

constexpr Part parts[] = {
    {"from", read_from}, {"to", read_to}, {"to_type", read_to_type}, {"reason", read_reason}, {"test", read_tests}};

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
  if (!read_parts(lua, 1, parts, latest(lua).function)) {
    refuse(lua, "it takes from, to, to_type, reason, one function without a name, and test");
  }
  require_sense(lua);
  return 0;
}

}  // namespace evs::lua
