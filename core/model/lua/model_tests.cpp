#include <utility>

#include "core/model/engine.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"
#include "core/model/lua/rule_tests.hpp"
#include "core/model/lua/upcast_results.hpp"

namespace evs {
namespace {

using lua::NotEvents;
using lua::text_at;

std::string json_at(lua_State* lua, int index, const std::string& what) {
  std::string out;
  try {
    lua::append_json(out, lua, index);
  } catch (const lua::NotJson& fault) {
    throw NotEvents{what + " is not JSON" + (fault.pointer.empty() ? "" : " at " + fault.pointer) + ": " +
                    fault.reason};
  }
  return out;
}

/// Takes the value on top into a field of the event; false if there is no such field, or it is of another kind.
bool read_field(lua_State* lua, Event& event, const std::string& field) {
  const bool is_text = lua_type(lua, -1) == LUA_TSTRING;
  if (field == "type" && is_text) {
    event.type = text_at(lua, -1);
  } else if (field == "id" && is_text) {
    event.id = text_at(lua, -1);
  } else if (field == "time" && is_text) {
    event.time = parse_timestamp(text_at(lua, -1));
  } else if (field == "schema" && lua_isinteger(lua, -1) == 1) {
    event.schema = lua_tointeger(lua, -1);
  } else if (field == "data") {
    event.data = json_at(lua, -1, "the data of an event");
  } else if (field == "meta" && lua_type(lua, -1) == LUA_TTABLE) {
    event.meta = json_at(lua, -1, "the meta of an event");
  } else {
    return false;
  }
  return true;
}

/// The event on top, which is the test's one with this number.
Event read_event(lua_State* lua, const std::string& category, lua_Integer number) {
  const std::string what = "event " + std::to_string(number);
  const int index = lua_gettop(lua);
  if (lua_type(lua, index) != LUA_TTABLE) throw NotEvents{what + " is no table"};
  Event event;
  event.stream = category + "-test";
  event.id = "test-" + std::to_string(number);
  event.seq = Seq{number};
  event.position = Position{number};
  event.data = event.meta = "{}";
  for (lua_pushnil(lua); lua_next(lua, index) != 0; lua_pop(lua, 1)) {
    const std::string field(lua_type(lua, -2) == LUA_TSTRING ? text_at(lua, -2) : "?");
    if (read_field(lua, event, field)) continue;
    throw NotEvents{what + ": '" + field + "' is not one of type, data, meta, schema, time and id, or not of its kind"};
  }
  if (event.type.empty()) throw NotEvents{what + " has no type"};
  return event;
}

}  // namespace

std::vector<ModelTest> Engine::tests(std::size_t number) {
  lua_State* lua = machine_->state();
  const lua::ReducerRules& rules = machine_->reducers[number];
  const ReducerDeclaration& reducer = rules.declared;
  std::vector<ModelTest> tests;
  const auto read = [&](int index, const std::string& name) {
    ModelTest test;
    test.name = name;
    const auto items = static_cast<lua_Integer>(lua_rawlen(lua, index));
    for (lua_Integer i = 1; i < items; ++i) {
      lua_rawgeti(lua, index, i);
      test.events.push_back(read_event(lua, reducer.category, i));
      lua_pop(lua, 1);
    }
    lua_rawgeti(lua, index, items);
    test.state = json_at(lua, -1, "the state");
    tests.push_back(std::move(test));
  };
  lua::each_test(lua, {rules.tests, reducer.tests, "its events and the state"},
                 reducer.place + ": reducer '" + reducer.category + "'", read);
  return tests;
}

}  // namespace evs
