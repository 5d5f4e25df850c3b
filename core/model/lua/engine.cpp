#include "core/model/engine.hpp"

#include <utility>

#include "core/error.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"

namespace evs {

namespace {

using lua::Failure;
using lua::Machine;
using lua::ReducerRules;

/// What one call of a model's function is about.
struct Call {
  lua::Reference function = LUA_NOREF;
  lua::Reference state = LUA_NOREF;
  const ReducerRules* reducer = nullptr;
  std::size_t broken = 0;  // of the invariants; their number: none
  std::string_view json{};
  std::string_view only{};  // of the invariants; empty: all
  bool holds = false;
};

Call& call_of(lua_State* lua) {
  Call& call = *static_cast<Call*>(lua_touserdata(lua, 1));
  lua_settop(lua, 0);
  return call;
}

void push(lua_State* lua, lua::Reference value) { lua_rawgeti(lua, LUA_REGISTRYINDEX, value); }

int load(lua_State* lua) {
  Machine& machine = Machine::of(lua);
  machine.loading = true;
  lua::run_chunk(lua, machine.source.path, machine.source.text);
  lua::finish_declarations(lua);
  machine.loading = false;
  return 0;
}

int begin_state(lua_State* lua) {
  Call& call = call_of(lua);
  push(lua, call.reducer->initial);
  lua::push_copy(lua, -1);
  call.state = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

int adopt_state(lua_State* lua) {
  Call& call = call_of(lua);
  lua::JsonText& text = Machine::of(lua).state_text;
  if (!text.open(call.json)) return luaL_error(lua, "it is not valid JSON");
  text.push(lua);
  call.state = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

int fold_by_function(lua_State* lua) {
  const Call& call = call_of(lua);
  push(lua, call.function);
  push(lua, call.state);
  Machine::of(lua).event.push(lua);
  lua_call(lua, 2, 1);
  if (lua_isnil(lua, -1)) return 0;  // it changed the state in place
  if (lua::is_event(lua, -1)) return luaL_error(lua, "the rule returned the event, which is no state");
  lua_rawseti(lua, LUA_REGISTRYINDEX, call.state);
  return 0;
}

int fold_by_merging(lua_State* lua) {
  const Call& call = call_of(lua);
  push(lua, call.state);
  Machine::of(lua).event.push_data(lua);
  lua::push_merged(lua, 1, 2);
  lua_rawseti(lua, LUA_REGISTRYINDEX, call.state);
  return 0;
}

int find_broken(lua_State* lua) {
  Call& call = call_of(lua);
  Machine::of(lua).event.push(lua);
  for (call.broken = 0; call.broken < call.reducer->invariants.size(); ++call.broken) {
    if (!call.only.empty() && call.reducer->invariants[call.broken].first != call.only) continue;
    push(lua, call.reducer->invariants[call.broken].second);
    push(lua, call.state);
    lua_pushvalue(lua, 1);
    lua_call(lua, 2, 1);
    if (lua_toboolean(lua, -1) == 0) return 0;
    lua_settop(lua, 1);
  }
  return 0;
}

int compile_condition(lua_State* lua) {
  Call& call = call_of(lua);
  lua_pushlstring(lua, call.json.data(), call.json.size());
  lua_pushfstring(lua, "return function(s, e) return (%s\n) end", lua_tostring(lua, 1));
  std::size_t length = 0;
  const char* text = lua_tolstring(lua, 2, &length);
  if (luaL_loadbufferx(lua, text, length, "=the condition", "t") != LUA_OK) lua_error(lua);
  push(lua, Machine::of(lua).environment);
  lua_setupvalue(lua, -2, 1);
  lua_call(lua, 0, 1);
  call.function = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

int ask_condition(lua_State* lua) {
  Call& call = call_of(lua);
  push(lua, call.function);
  push(lua, call.state);
  Machine::of(lua).event.push(lua);
  lua_call(lua, 2, 1);
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

Error bad_model(const ModelSource& source, const std::string& message) {
  const bool names_place = message.find(':') != std::string::npos;
  return {ErrorKind::bad_input, names_place ? message : source.path + ": " + message};
}

std::string place_of(const EventView& event) {
  return "event " + std::to_string(event.seq.value) + " of stream '" + std::string(event.stream) + "' (" +
         std::string(event.type) + ", position " + std::to_string(event.position.value) + ")";
}

void add_facts(Error& error, const ReducerRules& reducer, const EventView& event) {
  error.fact("stream", std::string(event.stream)).fact("seq", event.seq.value).fact("position", event.position.value);
  error.fact("type", std::string(event.type)).fact("reducer", reducer.declared.category);
}

/// `what` is the rule or the invariant: "rule 'ItemAdded'".
Error rule_error(const Failure& failure, const ReducerRules& reducer, const std::string& what, const EventView& event) {
  const std::string seq = std::to_string(event.seq.value);
  const bool names_place = failure.message.find(':') != std::string::npos;
  Error error(failure.is_damage ? ErrorKind::damaged : ErrorKind::bad_input,
              names_place ? failure.message : reducer.declared.place + ": " + failure.message);
  error.detail("in " + what + " of reducer '" + reducer.declared.category + "', at " + place_of(event));
  error.hint("'evs read " + std::string(event.stream) + " --from-seq " + seq + " --to-seq " + seq +
             "' shows the event");
  add_facts(error, reducer, event);
  return error;
}

Error no_rule(const ReducerRules& reducer, const EventView& event) {
  const std::string type(event.type);
  Error error(ErrorKind::bad_input,
              reducer.declared.place + ": reducer '" + reducer.declared.category + "' has no rule for '" + type + "'");
  error.detail("at " + place_of(event));
  error.hint("write a function for it, or a default: \"merge\", \"ignore\" or a function");
  add_facts(error, reducer, event);
  return error;
}

}  // namespace

Engine::Engine(const ModelSource& source) {
  try {
    machine_ = std::make_unique<Machine>(source);
    machine_->call(load, nullptr);
  } catch (const Failure& failure) {
    throw bad_model(source, failure.message);
  }
}

Engine::~Engine() = default;

std::vector<ReducerDeclaration> Engine::reducers() const {
  std::vector<ReducerDeclaration> declared;
  for (const ReducerRules& reducer : machine_->reducers) declared.push_back(reducer.declared);
  return declared;
}

const std::vector<PersonalDeclaration>& Engine::personal() const { return machine_->personal.types; }

const std::vector<std::string>& Engine::personal_categories() const { return machine_->personal.categories; }

const std::vector<LoadedText>& Engine::modules() const { return machine_->modules; }

Engine::State Engine::begin(std::size_t reducer) {
  Call call;
  call.reducer = &machine_->reducers[reducer];
  try {
    machine_->call(begin_state, &call);
  } catch (const Failure& failure) {
    throw bad_model(machine_->source, call.reducer->declared.place + ": 'initial': " + failure.message);
  }
  return call.state;
}

Engine::State Engine::adopt(std::string_view json) {
  Call call;
  call.json = json;
  try {
    machine_->call(adopt_state, &call);
  } catch (const Failure& failure) {
    throw Error(ErrorKind::damaged, "a state cannot be read: " + failure.message);
  }
  return call.state;
}

void Engine::fold(std::size_t number, State state, const EventView& event) {
  Machine& machine = *machine_;
  const ReducerRules& reducer = machine.reducers[number];
  const auto rule = reducer.rules.find(event.type);
  const bool is_known = rule != reducer.rules.end();
  if (!is_known && reducer.declared.otherwise == Otherwise::ignore) return;
  if (!is_known && reducer.declared.otherwise == Otherwise::error) throw no_rule(reducer, event);
  Call call;
  call.function = is_known ? rule->second : reducer.otherwise;
  call.state = state;
  machine.event.set(event);
  const bool merges = !is_known && reducer.declared.otherwise == Otherwise::merge;
  try {
    machine.call(merges ? fold_by_merging : fold_by_function, &call);
  } catch (const Failure& failure) {
    throw rule_error(failure, reducer, is_known ? "rule '" + std::string(event.type) + "'" : "the default", event);
  }
  if (!machine.event.has_rounded()) return;
  std::string number_text = machine.event.take_rounded();
  if (!rounded_) rounded_ = {std::move(number_text), std::string(event.stream), event.seq, event.position};
}

std::string Engine::text(State state) const {
  lua_State* lua = machine_->state();
  std::string out;
  push(lua, state);
  try {
    lua::append_json(out, lua, -1);
  } catch (const lua::NotJson& fault) {
    lua_pop(lua, 1);
    throw NotData{fault.pointer, fault.reason};
  }
  lua_pop(lua, 1);
  return out;
}

std::optional<std::string> Engine::broken_invariant(std::size_t number, State state, const EventView& event,
                                                    std::string_view only) {
  Machine& machine = *machine_;
  const ReducerRules& reducer = machine.reducers[number];
  if (reducer.invariants.empty()) return std::nullopt;
  Call call;
  call.reducer = &reducer;
  call.state = state;
  call.only = only;
  machine.event.set(event);
  try {
    machine.call(find_broken, &call);
  } catch (const Failure& failure) {
    throw rule_error(failure, reducer, "the invariant \"" + reducer.invariants[call.broken].first + "\"", event);
  }
  if (call.broken == reducer.invariants.size()) return std::nullopt;
  return reducer.invariants[call.broken].first;
}

void Engine::release(State state) { luaL_unref(machine_->state(), LUA_REGISTRYINDEX, state); }

Engine::Condition Engine::compile(const std::string& expression) {
  Call call;
  call.json = expression;
  try {
    machine_->call(compile_condition, &call);
  } catch (const Failure& failure) {
    throw Error(ErrorKind::usage, condition_message(failure))
        .hint("a condition is a Lua expression over the state s and the event e, such as 's.total >= 0'");
  }
  return call.function;
}

bool Engine::holds(Condition condition, State state, const EventView& event) {
  Call call;
  call.function = condition;
  call.state = state;
  machine_->event.set(event);
  try {
    machine_->call(ask_condition, &call);
  } catch (const Failure& failure) {
    Error error(failure.is_damage ? ErrorKind::damaged : ErrorKind::usage, condition_message(failure));
    throw Error(error.detail("asked after " + place_of(event)));
  }
  return call.holds;
}

}  // namespace evs
