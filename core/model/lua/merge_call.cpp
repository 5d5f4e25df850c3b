#include <utility>

#include "core/error.hpp"
#include "core/model/engine.hpp"
#include "core/model/lua/failures.hpp"
#include "core/model/lua/machine.hpp"
#include "core/model/lua/stack.hpp"
#include "core/model/lua/upcast_results.hpp"
#include "core/model/respelling.hpp"

namespace evs {
namespace {

/// One call of a merge rule's function.
struct Call {
  lua::Reference function = LUA_NOREF;
  const EventView* events[2] = {};
  std::string rounded[2];  // the first number of each that Lua could not hold
  lua::Reference returned = LUA_NOREF;
};

/// Pushes an event as a plain table, since only one at a time can be converted field by field. Raises.
void push_whole(lua_State* lua, const EventView& event, std::string& rounded) {
  lua::EventTable& table = lua::Machine::of(lua).event;
  table.set(event);
  table.push(lua);
  lua::EventTable::complete(lua, -1);
  lua_pushnil(lua);
  lua_setmetatable(lua, -2);
  lua::record_or_raise(lua, [&] { rounded = table.take_rounded(); });
}

int call_merge(lua_State* lua) {
  Call& call = lua::context_of<Call>(lua);
  lua::push(lua, call.function);
  for (const int i : {0, 1}) push_whole(lua, *call.events[i], call.rounded[i]);
  lua_call(lua, 2, 1);
  call.returned = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

Error merge_error(const lua::Failure& failure, const MergeDeclaration& rule, const EventView& first,
                  const EventView& next) {
  Error error = lua::function_error(failure, rule.place, name(rule), next);
  error.detail("the event that it is merged into is " + lua::place_of(first));
  return error;
}

}  // namespace

std::optional<UpcastedEvent> Engine::merge(std::size_t number, const EventView& first, const EventView& next) {
  lua::Machine& machine = *machine_;
  const lua::MergeRules& rule = machine.merges[number];
  Call call;
  call.function = rule.function;
  call.events[0] = &first;
  call.events[1] = &next;
  try {
    machine.call(call_merge, &call);
  } catch (const lua::Failure& failure) {
    throw merge_error(failure, rule.declared, first, next);
  }
  std::optional<UpcastedEvent> made;
  {
    const lua::Returned returned(machine.state(), call.returned);
    try {
      made = lua::merged_at(machine.state(), returned.index(), first);
    } catch (const lua::NotEvents& fault) {
      throw merge_error({rule.declared.place + ": " + fault.reason}, rule.declared, first, next);
    }
  }
  if (!made) return made;
  keep_bytes(made->data, first.data, next.data);
  keep_bytes(made->meta, first.meta, next.meta);
  for (const int i : {0, 1}) {
    if (call.rounded[i].empty() || rounded_) continue;
    const std::string printed = as_models_print(call.rounded[i]);
    const bool is_lost = (made->data && made->data->find(printed) != std::string::npos) ||
                         (made->meta && made->meta->find(printed) != std::string::npos);
    const EventView& event = *call.events[i];
    if (is_lost) rounded_ = {call.rounded[i], std::string(event.stream), event.seq, event.position};
  }
  return made;
}

/// A payload of two events that became one, as far as it is that of one of them.
void Engine::keep_bytes(std::optional<std::string>& made, std::string_view first, std::string_view next) {
  if (!made) return;
  const std::string printed = as_models_print(first);
  if (*made == printed) {
    made.reset();
  } else if (*made == as_models_print(next)) {
    made = next;
  } else {
    made = respelled(*made, printed, first);
  }
}

}  // namespace evs
