#pragma once

// Private to core/model/lua.

#include <lua.hpp>

namespace evs::lua {

/// Builds the environment of models: what of base, string, table, math and utf8 is harmless, the helpers for states,
/// and the declarations. Everything else that Lua has, such as files, the clock and randomness, is not there, and
/// neither are metatables: with them, a model could reach what runs without limits. What depends on addresses or on the
/// seed of Lua's hashes is replaced: pairs() goes through keys in their order, tostring() shows no address. Raises.
void open_library(lua_State* lua);

/// Puts require() and its folder's rule into the table on top. Raises.
void add_require(lua_State* lua);

/// Puts the ordered pairs() and next() into the table on top. Raises.
void add_traversal(lua_State* lua);

/// Puts null, array, append, copy and merge into the table on top. Raises.
void add_helpers(lua_State* lua);

}  // namespace evs::lua
