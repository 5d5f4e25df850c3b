#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

RenamingRules& rules(lua_State* lua) { return *Machine::of(lua).renaming; }

void read_tests(lua_State* lua) {
  if (keep_tests(lua, 2, rules(lua).tests, rules(lua).declared.tests)) return;
  luaL_error(lua, "rename_streams: 'test' is a list of tests, each a list of two: a stream's name, and the new one");
}

constexpr Part parts[] = {{"test", read_tests}};

}  // namespace

int declare_renaming(lua_State* lua) {
  auto& renaming = Machine::of(lua).renaming;
  if (renaming) return luaL_error(lua, "rename_streams is declared already, at %s", renaming->declared.place.c_str());
  renaming.emplace();
  note_place(lua, renaming->declared.place);
  if (!read_parts(lua, 1, parts, renaming->function)) {
    return luaL_error(lua, "rename_streams takes one function without a name, and test");
  }
  if (renaming->function != LUA_NOREF) return 0;
  return luaL_error(lua, "rename_streams needs a function: function(stream) ... return stream end");
}

}  // namespace evs::lua
