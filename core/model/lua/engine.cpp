#include "core/model/engine.hpp"

#include <utility>

#include "core/error.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/failures.hpp"
#include "core/model/lua/machine.hpp"

namespace evs {

namespace {

using lua::Failure;
using lua::Machine;
using lua::place_of;
using lua::ReducerRules;

/// What one call of a model's function is about.
struct Call {
  lua::Reference function = LUA_NOREF;
  lua::Reference state = LUA_NOREF;
  const ReducerRules* reducer = nullptr;
  std::size_t broken = 0;  // of the invariants; their number: none
  std::string_view json{};
  std::string_view only{};  // of the invariants; empty: all
};

int load(lua_State* lua) {
  Machine& machine = Machine::of(lua);
  machine.loading = true;
  lua::run_chunk(lua, machine.source.path, machine.source.text);
  lua::finish_declarations(lua);
  machine.loading = false;
  return 0;
}

int begin_state(lua_State* lua) {
  Call& call = lua::context_of<Call>(lua);
  lua::push(lua, call.reducer->initial);
  lua::push_copy(lua, -1);
  call.state = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

int adopt_state(lua_State* lua) {
  Call& call = lua::context_of<Call>(lua);
  lua::JsonText& text = Machine::of(lua).state_text;
  if (!text.open(call.json)) return luaL_error(lua, "it is not valid JSON");
  text.push(lua);
  call.state = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

int fold_by_function(lua_State* lua) {
  const Call& call = lua::context_of<Call>(lua);
  lua::push(lua, call.function);
  lua::push(lua, call.state);
  Machine::of(lua).event.push(lua);
  lua_call(lua, 2, 1);
  if (lua_isnil(lua, -1)) return 0;  // it changed the state in place
  if (lua::is_event(lua, -1)) return luaL_error(lua, "the rule returned the event, which is no state");
  lua_rawseti(lua, LUA_REGISTRYINDEX, call.state);
  return 0;
}

int fold_by_merging(lua_State* lua) {
  const Call& call = lua::context_of<Call>(lua);
  lua::push(lua, call.state);
  Machine::of(lua).event.push_data(lua);
  lua::push_merged(lua, 1, 2);
  lua_rawseti(lua, LUA_REGISTRYINDEX, call.state);
  return 0;
}

int find_broken(lua_State* lua) {
  Call& call = lua::context_of<Call>(lua);
  Machine::of(lua).event.push(lua);
  for (call.broken = 0; call.broken < call.reducer->invariants.size(); ++call.broken) {
    if (!call.only.empty() && call.reducer->invariants[call.broken].first != call.only) continue;
    lua::push(lua, call.reducer->invariants[call.broken].second);
    lua::push(lua, call.state);
    lua_pushvalue(lua, 1);
    lua_call(lua, 2, 1);
    if (lua_toboolean(lua, -1) == 0) return 0;
    lua_settop(lua, 1);
  }
  return 0;
}

Error bad_model(const ModelSource& source, const std::string& message) {
  return {ErrorKind::bad_input, lua::with_place(message, source.path)};
}

template <class Rules>
auto declared_in(const std::vector<Rules>& all) {
  std::vector<decltype(Rules::declared)> declared;
  for (const Rules& rules : all) declared.push_back(rules.declared);
  return declared;
}

/// `what` is the rule or the invariant: "rule 'ItemAdded'".
Error rule_error(const Failure& failure, const ReducerRules& reducer, const std::string& what, const EventView& event) {
  const std::string seq = std::to_string(event.seq.value);
  Error error = lua::function_error(failure, reducer.declared.place,
                                    what + " of reducer '" + reducer.declared.category + "'", event);
  error.hint("'evs read " + std::string(event.stream) + " --from-seq " + seq + " --to-seq " + seq +
             "' shows the event");
  error.fact("reducer", reducer.declared.category);
  return error;
}

Error no_rule(const ReducerRules& reducer, const EventView& event) {
  const std::string type(event.type);
  Error error(ErrorKind::bad_input,
              reducer.declared.place + ": reducer '" + reducer.declared.category + "' has no rule for '" + type + "'");
  error.detail("at " + place_of(event));
  error.hint("write a function for it, or a default: \"merge\", \"ignore\" or a function");
  lua::add_facts(error, event);
  error.fact("reducer", reducer.declared.category);
  return error;
}

}  // namespace

std::string_view lua_release() { return LUA_RELEASE; }

Engine::Engine(const ModelSource& source) {
  try {
    machine_ = std::make_unique<Machine>(source);
    machine_->call(load, nullptr);
  } catch (const Failure& failure) {
    throw bad_model(source, failure.message);
  }
}

Engine::~Engine() = default;

std::vector<ReducerDeclaration> Engine::reducers() const { return declared_in(machine_->reducers); }

std::vector<UpcastDeclaration> Engine::upcasters() const { return declared_in(machine_->upcasters); }

std::vector<MergeDeclaration> Engine::merges() const { return declared_in(machine_->merges); }

std::optional<RenamingDeclaration> Engine::renaming() const {
  return machine_->renaming ? std::optional(machine_->renaming->declared) : std::nullopt;
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
  lua::push(lua, state);
  try {
    lua::append_json(out, lua, -1);
  } catch (const lua::NotJson& fault) {
    lua_pop(lua, 1);
    throw NotData{fault.pointer, fault.reason};
  }
  lua_pop(lua, 1);
  return out;
}

std::optional<Engine::NotData> Engine::lost_in_text(State state) const {
  lua_State* lua = machine_->state();
  lua::push(lua, state);
  const auto lost = lua::lost_in_json(lua, -1);
  lua_pop(lua, 1);
  return lost ? std::optional(NotData{lost->pointer, lost->reason}) : std::nullopt;
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

}  // namespace evs
