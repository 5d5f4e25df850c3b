#include "core/error.hpp"
#include "core/model/engine.hpp"
#include "core/model/lua/failures.hpp"
#include "core/model/lua/machine.hpp"

namespace evs {
namespace {

using lua::Failure;
using lua::Machine;

/// One call that compiles or asks a condition.
struct Call {
  std::string_view expression{};
  lua::Reference function = LUA_NOREF;
  lua::Reference state = LUA_NOREF;
  bool has_state = true;
  bool holds = false;
};

/// Whether the function on top refers to the state, which is a local variable around it.
bool speaks_of_state(lua_State* lua) {
  for (int i = 1;; ++i) {
    const char* name = lua_getupvalue(lua, -1, i);
    if (name == nullptr) return false;
    lua_pop(lua, 1);
    if (std::string_view(name) == "s") return true;
  }
}

int compile_condition(lua_State* lua) {
  Call& call = lua::context_of<Call>(lua);
  lua_pushlstring(lua, call.expression.data(), call.expression.size());
  lua_pushfstring(
      lua, call.has_state ? "return function(s, e) return (%s\n) end" : "local s return function(e) return (%s\n) end",
      lua_tostring(lua, 1));
  std::size_t length = 0;
  const char* text = lua_tolstring(lua, 2, &length);
  if (luaL_loadbufferx(lua, text, length, "=the condition", "t") != LUA_OK) lua_error(lua);
  lua::push(lua, Machine::of(lua).environment);
  lua_setupvalue(lua, -2, 1);
  lua_call(lua, 0, 1);
  if (!call.has_state && speaks_of_state(lua))
    return luaL_error(lua, "the condition: there is no state s here, only the event e");
  call.function = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

int ask_condition(lua_State* lua) {
  Call& call = lua::context_of<Call>(lua);
  lua::push(lua, call.function);
  if (call.has_state) lua::push(lua, call.state);
  Machine::of(lua).event.push(lua);
  lua_call(lua, call.has_state ? 2 : 1, 1);
  call.holds = lua_toboolean(lua, -1) == 1;
  return 0;
}

/// What went wrong with a condition; on which of its lines is of no interest.
std::string condition_message(const Failure& failure) {
  const std::string& message = failure.message;
  const std::size_t colon = message.find(": ");
  return colon == std::string::npos || !message.starts_with("the condition:") ? message
                                                                              : "the condition" + message.substr(colon);
}

}  // namespace

Engine::Condition Engine::compile(const std::string& expression, bool has_state) {
  Call call;
  call.expression = expression;
  call.has_state = has_state;
  try {
    machine_->call(compile_condition, &call);
  } catch (const Failure& failure) {
    throw Error(ErrorKind::usage, condition_message(failure))
        .hint(has_state ? "a condition is a Lua expression over the state s and the event e, such as 's.total >= 0'"
                        : "it is a Lua expression over the event e, such as 'e.data.total > 100'");
  }
  return call.function;
}

bool Engine::ask(Condition condition, State state, const EventView& event, const char* asked) {
  Call call;
  call.function = condition;
  call.state = state;
  call.has_state = state != LUA_NOREF;
  machine_->event.set(event);
  try {
    machine_->call(ask_condition, &call);
  } catch (const Failure& failure) {
    Error error(failure.is_damage ? ErrorKind::damaged : ErrorKind::usage, condition_message(failure));
    throw Error(error.detail(asked + lua::place_of(event)));
  }
  return call.holds;
}

Engine::Condition Engine::compile(const std::string& expression) { return compile(expression, true); }

bool Engine::holds(Condition condition, State state, const EventView& event) {
  return ask(condition, state, event, "asked after ");
}

Engine::Condition Engine::compile_for_events(const std::string& expression) { return compile(expression, false); }

bool Engine::holds(Condition condition, const EventView& event) {
  return ask(condition, LUA_NOREF, event, "asked of ");
}

}  // namespace evs
