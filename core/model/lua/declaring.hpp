#pragma once

// Private to core/model/lua: what the files that read one kind of declaration each have in common.

#include <lua.hpp>
#include <string>
#include <string_view>

#include "core/model/lua/rules.hpp"

namespace evs::lua {

/// One function a word that declares something; each is in the file of its rules, and the only list of them is `kinds`
/// in declaring.cpp. It gets the name as its first upvalue and the table as its argument. Raises.
int declare_reducer(lua_State* lua);
int declare_upcaster(lua_State* lua);
int declare_personal(lua_State* lua);
/// This word takes its table without a name.
int declare_personal_streams(lua_State* lua);

/// The text of a string; it lives as long as the value is on the stack.
std::string_view text_at(lua_State* lua, int index);

/// "model.lua:3", where the Lua code that calls the running function stands. Raises.
void note_place(lua_State* lua, std::string& place);

/// Pops a value into the registry. Raises.
Reference keep(lua_State* lua);

/// Puts what declares something (`reducer`, …) into the table on top. Raises.
void add_declarations(lua_State* lua);

/// Completes what was declared. Raises if something is half done.
void finish_declarations(lua_State* lua);

}  // namespace evs::lua
