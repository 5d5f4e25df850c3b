#pragma once

// Private to core/model/lua. For code outside of Lua calls, where nothing raises.

#include <lua.hpp>

#include "core/model/lua/rules.hpp"

namespace evs::lua {

/// Takes from the stack, at the end of a scope, what was pushed in it.
class StackKept {
 public:
  explicit StackKept(lua_State* lua) : lua_(lua), top_(lua_gettop(lua)) {}
  ~StackKept() { lua_settop(lua_, top_); }
  StackKept(const StackKept&) = delete;
  StackKept& operator=(const StackKept&) = delete;

 private:
  lua_State* lua_;
  int top_;
};

/// What a call returned and left in the registry: puts it on the stack for a scope, and gives it back then.
class Returned {
 public:
  Returned(lua_State* lua, Reference value) : lua_(lua), value_(value), kept_(lua) {
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, value_);
    index_ = lua_gettop(lua_);
  }
  ~Returned() { luaL_unref(lua_, LUA_REGISTRYINDEX, value_); }
  Returned(const Returned&) = delete;
  Returned& operator=(const Returned&) = delete;
  [[nodiscard]] int index() const { return index_; }

 private:
  lua_State* lua_;
  Reference value_;
  StackKept kept_;
  int index_ = 0;
};

}  // namespace evs::lua
