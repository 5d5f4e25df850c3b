#pragma once

// Private to core/model/lua: what the files that read one kind of declaration each have in common.

#include <cstddef>
#include <lua.hpp>
#include <span>
#include <string>
#include <string_view>

#include "core/model/lua/rules.hpp"

namespace evs::lua {

/// One function a word that declares something; each is in the file of its rules, and the only list of them is `kinds`
/// in declaring.cpp. It gets the name as its first upvalue and the table as its argument. Raises.
int declare_reducer(lua_State* lua);
int declare_upcaster(lua_State* lua);
int declare_merge(lua_State* lua);
int declare_personal(lua_State* lua);
/// These words take their table without a name.
int declare_renaming(lua_State* lua);
int declare_personal_streams(lua_State* lua);

/// The text of a string; it lives as long as the value is on the stack.
std::string_view text_at(lua_State* lua, int index);

/// "model.lua:3", where the Lua code that calls the running function stands. Raises.
void note_place(lua_State* lua, std::string& place);

/// Pops a value into the registry. Raises.
Reference keep(lua_State* lua);

/// A word in the table of a declaration.
struct Part {
  std::string_view name;
  void (*read)(lua_State*);  // reads the value on top and leaves it there; raises
};

/// Reads each member of a table by its part, and keeps a function that stands there without a name. False if there is
/// something else. Raises.
bool read_parts(lua_State* lua, int table, std::span<const Part> parts, Reference& function);

/// Keeps the value on top, which stays there, and counts what is in it, if it is a list of lists that have so many
/// items each. Raises.
bool keep_tests(lua_State* lua, lua_Unsigned items, Reference& tests, std::size_t& count);

/// Pushes why a model cannot have rules for events of a type; nullptr: it can. `what` begins the sentence. Raises.
const char* push_fault_of_type(lua_State* lua, std::string_view type, const char* what);

/// Puts what declares something (`reducer`, …) into the table on top. Raises.
void add_declarations(lua_State* lua);

/// Completes what was declared. Raises if something is half done.
void finish_declarations(lua_State* lua);

}  // namespace evs::lua
