#pragma once

// Private to core/model/lua: it includes Lua's headers.
//
// Lua raises an error with longjmp, which runs no destructors. So between a call that may raise and the lua_pcall that
// catches it no object with a destructor may be alive: what needs one lives in the machine, or is used inside a
// noexcept function that reports failure by its result. Functions of this folder that may raise take a lua_State and
// say so; those that throw C++ exceptions must not be called from inside a Lua call.

#include <cstddef>
#include <cstdint>
#include <lua.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/model/declarations.hpp"
#include "core/model/lua/event_table.hpp"
#include "core/model/lua/rules.hpp"
#include "core/model/model.hpp"

namespace evs::lua {

/// What a call into Lua ended with when it failed.
struct Failure {
  std::string message;
  bool is_damage = false;  // what is stored is not JSON
};

/// One Lua state, closed off and limited (library.cpp says what a model finds there).
class Machine {
 public:
  explicit Machine(const ModelSource& source);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  [[nodiscard]] lua_State* state() const { return lua_; }
  static Machine& of(lua_State* lua) { return **static_cast<Machine**>(lua_getextraspace(lua)); }

  /// Calls `body` within the limits, in protected mode, with a light userdata of `context` as its one argument. Throws
  /// Failure.
  void call(lua_CFunction body, void* context);

  /// Takes steps off what the current call may spend; raises when there are none left.
  void spend(lua_State* lua, std::int64_t steps);
  /// Raises again what no pcall of a model may keep: that a limit was reached. `status` is what lua_pcall returned, the
  /// error is on top.
  void pass_limits_on(lua_State* lua, int status);

  const ModelSource& source;
  EventTable event;
  JsonText state_text;  // of a state that comes in as JSON
  std::vector<ReducerRules> reducers;
  std::vector<UpcastRules> upcasters;
  std::vector<MergeRules> merges;
  std::optional<RenamingRules> renaming;
  PersonalRules personal;
  std::vector<LoadedText> modules;  // what require() loaded
  std::string unfinished;           // a declaration that has a name and no table yet
  bool loading = false;
  int array_mark = LUA_NOREF;  // the metatable that says that a table is an array
  int event_mark = LUA_NOREF;  // the one of event tables
  int environment = LUA_NOREF;
  int module_values = LUA_NOREF;  // what they returned, by name

 private:
  enum class Limit { none, steps, memory };

  static void* allocate(void* self, void* block, std::size_t old_size, std::size_t size);
  static void on_count(lua_State* lua, lua_Debug* where);
  [[noreturn]] void stop(lua_State* lua);
  [[nodiscard]] Failure failure(int status);

  std::size_t used_ = 0;
  std::size_t allowed_ = SIZE_MAX;
  std::int64_t steps_left_ = 0;
  char stopped_at_[96] = "";  // "model.lua:3: "
  Limit reached_ = Limit::none;
  lua_State* lua_;  // last: to make it, the allocator needs the rest
};

/// What Machine::call() was given, in the function that it calls; the stack is empty then.
template <class Context>
Context& context_of(lua_State* lua) {
  auto& context = *static_cast<Context*>(lua_touserdata(lua, 1));
  lua_settop(lua, 0);
  return context;
}

/// Puts a value on the stack that is kept in the registry.
inline void push(lua_State* lua, Reference value) { lua_rawgeti(lua, LUA_REGISTRYINDEX, value); }

/// Runs `record`, which may throw, where only Lua's way of raising is allowed.
template <class Record>
bool recorded(Record record) noexcept {
  try {
    record();
    return true;
  } catch (...) {
    return false;
  }
}

/// The same; raises when it failed, which only a lack of memory can be the reason of.
template <class Record>
void record_or_raise(lua_State* lua, Record record) {
  if (!recorded(record)) luaL_error(lua, "there is not enough memory");
}

/// Compiles the text with the model's environment and calls it; what it returns is on top. Raises.
void run_chunk(lua_State* lua, const std::string& name, const std::string& text);

}  // namespace evs::lua
