#include <algorithm>

#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"

namespace evs::lua {
namespace {

ReducerRules& latest(lua_State* lua) { return Machine::of(lua).reducers.back(); }

[[noreturn]] void refuse(lua_State* lua, const char* reason) {
  luaL_error(lua, "reducer '%s': %s", latest(lua).declared.category.c_str(), reason);
  std::abort();  // luaL_error does not return
}

/// Adds the function on top, and pops it, as the rule for the type that is the key below it.
void add_rule(lua_State* lua) {
  if (lua_type(lua, -2) != LUA_TSTRING) refuse(lua, "a rule has no name; write TYPE = function(s, e) ... end");
  const std::string_view type = text_at(lua, -2);
  if (lua_type(lua, -1) != LUA_TFUNCTION) {
    lua_pushfstring(lua, "'%s' is neither a function nor one of: initial, default, on, invariant, test, command",
                    type.data());
    refuse(lua, lua_tostring(lua, -1));
  }
  ReducerRules& reducer = latest(lua);
  if (reducer.rules.contains(type)) {
    lua_pushfstring(lua, "there are two rules for '%s'", type.data());
    refuse(lua, lua_tostring(lua, -1));
  }
  const Reference rule = keep(lua);
  record_or_raise(lua, [&] {
    reducer.rules.emplace(std::string(type), rule);
    reducer.declared.types.emplace_back(type);
  });
}

void read_on(lua_State* lua) {
  if (lua_type(lua, -1) != LUA_TTABLE) refuse(lua, "'on' must be a table of functions by type");
  const int rules = lua_gettop(lua);
  for (lua_pushnil(lua); lua_next(lua, rules) != 0;) add_rule(lua);
}

void read_initial(lua_State* lua) {
  lua_pushvalue(lua, -1);
  latest(lua).initial = keep(lua);
}

void read_default(lua_State* lua) {
  ReducerRules& reducer = latest(lua);
  if (lua_type(lua, -1) == LUA_TFUNCTION) {
    reducer.declared.otherwise = Otherwise::function;
    lua_pushvalue(lua, -1);
    reducer.otherwise = keep(lua);
    return;
  }
  const std::string_view word = lua_type(lua, -1) == LUA_TSTRING ? text_at(lua, -1) : "";
  for (const Otherwise choice : {Otherwise::error, Otherwise::merge, Otherwise::ignore}) {
    if (word != name(choice)) continue;
    reducer.declared.otherwise = choice;
    return;
  }
  refuse(lua, "'default' must be \"error\", \"merge\", \"ignore\" or a function");
}

void read_invariants(lua_State* lua) {
  if (lua_type(lua, -1) != LUA_TTABLE) refuse(lua, "'invariant' must be a table of functions by sentence");
  ReducerRules& reducer = latest(lua);
  const int table = lua_gettop(lua);
  for (lua_pushnil(lua); lua_next(lua, table) != 0;) {
    if (lua_type(lua, -2) != LUA_TSTRING || lua_type(lua, -1) != LUA_TFUNCTION) {
      refuse(lua, "an invariant is written as [\"what always holds\"] = function(s, e) ... end");
    }
    const std::string_view sentence = text_at(lua, -2);
    const Reference function = keep(lua);
    record_or_raise(lua, [&] { reducer.invariants.emplace_back(sentence, function); });
  }
}

void read_tests(lua_State* lua) {
  if (lua_type(lua, -1) != LUA_TTABLE) refuse(lua, "'test' must be a list of tests");
  ReducerRules& reducer = latest(lua);
  const auto tests = static_cast<lua_Integer>(lua_rawlen(lua, -1));
  for (lua_Integer i = 1; i <= tests; ++i) {
    lua_rawgeti(lua, -1, i);
    const bool is_test = lua_type(lua, -1) == LUA_TTABLE && lua_rawlen(lua, -1) >= 1;
    if (!is_test) refuse(lua, "a test is a list of events and, as its last item, the state that they make");
    lua_pop(lua, 1);
  }
  reducer.declared.tests = static_cast<std::size_t>(tests);
  lua_pushvalue(lua, -1);
  reducer.tests = keep(lua);
}

void read_command(lua_State* lua) {
  if (lua_type(lua, -1) != LUA_TTABLE || lua_rawlen(lua, -1) == 0) {
    refuse(lua, "'command' must be a list: the program and its arguments");
  }
  ReducerRules& reducer = latest(lua);
  const auto words = static_cast<lua_Integer>(lua_rawlen(lua, -1));
  for (lua_Integer i = 1; i <= words; ++i) {
    if (lua_rawgeti(lua, -1, i) != LUA_TSTRING) refuse(lua, "the words of 'command' must be strings");
    const std::string_view word = text_at(lua, -1);
    record_or_raise(lua, [&] { reducer.declared.command.emplace_back(word); });
    lua_pop(lua, 1);
  }
}

constexpr Part parts[] = {{"initial", read_initial},      {"default", read_default}, {"on", read_on},
                          {"invariant", read_invariants}, {"test", read_tests},      {"command", read_command}};

/// Unlike what evs::lua::read_parts() reads, whatever is no part is a rule.
void read_parts_and_rules(lua_State* lua, int table) {
  for (lua_pushnil(lua); lua_next(lua, table) != 0;) {
    const int key = lua_gettop(lua) - 1;
    const std::string_view word = lua_type(lua, key) == LUA_TSTRING ? text_at(lua, key) : "";
    const auto* part = std::find_if(std::begin(parts), std::end(parts), [&](const Part& p) { return p.name == word; });
    if (part == std::end(parts) || (lua_type(lua, -1) == LUA_TFUNCTION && word != "default"))
      add_rule(lua);
    else
      part->read(lua);
    lua_settop(lua, key);
  }
}

void begin_reducer(lua_State* lua, std::string_view category) {
  if (category.empty()) luaL_error(lua, "a reducer needs the name of a category");
  if (category.find('-') != std::string_view::npos) {
    luaL_error(lua, "reducer '%s': a category ends before the first '-'; no stream has this one", category.data());
  }
  Machine& machine = Machine::of(lua);
  for (const ReducerRules& other : machine.reducers) {
    if (other.declared.category != category) continue;
    luaL_error(lua, "reducer '%s' is declared already, at %s", category.data(), other.declared.place.c_str());
  }
  record_or_raise(lua, [&] { machine.reducers.emplace_back().declared.category = category; });
  note_place(lua, latest(lua).declared.place);
}

}  // namespace

int declare_reducer(lua_State* lua) {
  begin_reducer(lua, text_at(lua, lua_upvalueindex(1)));
  read_parts_and_rules(lua, 1);
  ReducerRules& reducer = latest(lua);
  if (reducer.initial == LUA_NOREF) {
    lua_newtable(lua);
    reducer.initial = keep(lua);
  } else if (!reducer.declared.command.empty()) {
    refuse(lua, "a command knows its own initial state; leave 'initial' out");
  }
  const bool has_functions = !reducer.rules.empty() || reducer.declared.otherwise != Otherwise::error;
  if (!reducer.declared.command.empty() && has_functions) {
    refuse(lua, "a command folds every event; leave the functions and 'default' out");
  }
  record_or_raise(lua, [&] {
    std::sort(reducer.declared.types.begin(), reducer.declared.types.end());
    std::sort(reducer.invariants.begin(), reducer.invariants.end());
    for (const auto& [sentence, function] : reducer.invariants) reducer.declared.invariants.push_back(sentence);
  });
  return 0;
}

}  // namespace evs::lua
