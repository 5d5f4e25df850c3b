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

using lua::Failure;

/// One call of an upcaster's function. What it returned is kept in the registry until it has been read.
struct Call {
  lua::Reference function = LUA_NOREF;
  lua::Reference returned = LUA_NOREF;
};

int call_upcaster(lua_State* lua) {
  Call& call = lua::context_of<Call>(lua);
  lua::push(lua, call.function);
  lua::Machine::of(lua).event.push(lua);
  lua_call(lua, 1, 1);
  call.returned = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

Error upcast_error(const Failure& failure, const UpcastDeclaration& upcaster, const EventView& event) {
  const std::string seq = std::to_string(event.seq.value);
  Error error = lua::function_error(failure, upcaster.place, "upcaster '" + name(upcaster) + "'", event);
  error.hint("'evs read " + std::string(event.stream) + " --from-seq " + seq + " --to-seq " + seq +
             " --raw' shows the event as it is stored");
  error.fact("upcaster", name(upcaster));
  return error;
}

}  // namespace

std::string Engine::as_models_print(std::string_view json) {
  const State value = adopt(json);
  std::string printed = text(value);
  release(value);
  return printed;
}

/// Whoever reads a field may have changed it, so what was read is compared with what is stored.
void Engine::keep_bytes(std::vector<UpcastedEvent>& made, const EventView& event) {
  struct Field {
    std::optional<std::string> UpcastedEvent::*of;
    std::string_view stored;
    std::optional<std::string> printed{};
  };
  Field fields[] = {{&UpcastedEvent::data, event.data}, {&UpcastedEvent::meta, event.meta}};
  const std::string rounded = machine_->event.take_rounded();
  const std::string printed_number = rounded.empty() ? "" : as_models_print(rounded);
  bool is_lost = false;
  for (UpcastedEvent& one : made) {
    for (Field& field : fields) {
      auto& text = one.*field.of;
      if (!text) continue;
      if (!field.printed) field.printed = as_models_print(field.stored);
      if (*text == *field.printed) {
        text.reset();
        continue;
      }
      text = respelled(*text, *field.printed, field.stored);
      is_lost = is_lost || (!rounded.empty() && text->find(printed_number) != std::string::npos);
    }
  }
  if (is_lost && !rounded_) rounded_ = {rounded, std::string(event.stream), event.seq, event.position};
}

std::vector<UpcastedEvent> Engine::upcast(std::size_t number, const EventView& event) {
  lua::Machine& machine = *machine_;
  const lua::UpcastRules& upcaster = machine.upcasters[number];
  Call call;
  call.function = upcaster.function;
  machine.event.set(event);
  try {
    machine.call(call_upcaster, &call);
  } catch (const Failure& failure) {
    throw upcast_error(failure, upcaster.declared, event);
  }
  std::vector<UpcastedEvent> made;
  {
    const lua::Returned returned(machine.state(), call.returned);
    try {
      made = lua::results_at(machine.state(), returned.index(), upcaster.declared, event);
    } catch (const lua::NotEvents& fault) {
      throw upcast_error({upcaster.declared.place + ": " + fault.reason}, upcaster.declared, event);
    }
  }
  keep_bytes(made, event);
  return made;
}

}  // namespace evs
