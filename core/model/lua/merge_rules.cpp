#include <cstdlib>

#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

constexpr lua_Integer longest_within = 9'000'000'000;  // seconds; about what a time can span

MergeRules& latest(lua_State* lua) { return Machine::of(lua).merges.back(); }

[[noreturn]] void refuse(lua_State* lua, const char* reason) {
  luaL_error(lua, "merge_events '%s': %s", latest(lua).declared.type.c_str(), reason);
  std::abort();  // luaL_error does not return
}

void read_within(lua_State* lua) {
  const lua_Integer seconds = lua_isinteger(lua, -1) == 1 ? lua_tointeger(lua, -1) : 0;
  if (seconds < 1 || seconds > longest_within) refuse(lua, "'within' must be seconds: a whole number from 1");
  latest(lua).declared.within = seconds;
}

void read_reason(lua_State* lua) {
  const bool is_text = lua_type(lua, -1) == LUA_TSTRING && lua_rawlen(lua, -1) > 0;
  if (!is_text) refuse(lua, "'reason' must say in a sentence why the events need not stay apart");
  record_or_raise(lua, [&] { latest(lua).declared.reason = text_at(lua, -1); });
}

void read_tests(lua_State* lua) {
  if (!keep_tests(lua, 3, latest(lua).tests, latest(lua).declared.tests)) {
    refuse(lua, "'test' is a list of tests, each a list of three: two events, and what the function must return");
  }
}

constexpr Part parts[] = {{"within", read_within}, {"reason", read_reason}, {"test", read_tests}};

void require_one_for_type(lua_State* lua) {
  for (const MergeRules& other : Machine::of(lua).merges) {
    if (&other == &latest(lua) || other.declared.type != latest(lua).declared.type) continue;
    lua_pushfstring(lua, "there is one already, at %s", other.declared.place.c_str());
    refuse(lua, lua_tostring(lua, -1));
  }
}

}  // namespace

int declare_merge(lua_State* lua) {
  const std::string_view type = text_at(lua, lua_upvalueindex(1));
  record_or_raise(lua, [&] { Machine::of(lua).merges.emplace_back().declared.type = type; });
  note_place(lua, latest(lua).declared.place);
  if (const char* fault = push_fault_of_type(lua, type, "its name")) refuse(lua, fault);
  if (!read_parts(lua, 1, parts, latest(lua).function)) {
    refuse(lua, "it takes within, reason, one function without a name, and test");
  }
  if (latest(lua).function == LUA_NOREF) refuse(lua, "it needs a function: function(a, b) ... return a end");
  if (latest(lua).declared.reason.empty()) refuse(lua, "it needs a reason: reason = \"why\"");
  require_one_for_type(lua);
  return 0;
}

}  // namespace evs::lua
