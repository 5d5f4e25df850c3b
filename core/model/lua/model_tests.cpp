#include <utility>

#include "core/error.hpp"
#include "core/model/engine.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"

namespace evs {
namespace {

using lua::ReducerRules;
using lua::text_at;

/// Reads the tests of one reducer. It calls only what raises no error.
class TestReader {
 public:
  TestReader(lua_State* lua, const ReducerRules& reducer) : lua_(lua), reducer_(reducer) {}

  std::vector<ModelTest> read() {
    std::vector<ModelTest> tests;
    if (reducer_.tests == LUA_NOREF) return tests;
    const int top = lua_gettop(lua_);
    if (lua_checkstack(lua_, 20) == 0) throw std::bad_alloc();
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, reducer_.tests);
    try {
      for (lua_Integer i = 1; i <= static_cast<lua_Integer>(reducer_.declared.tests); ++i) {
        place_ = "test " + std::to_string(i);
        lua_rawgeti(lua_, top + 1, i);
        tests.push_back(read_test(lua_gettop(lua_)));
        lua_settop(lua_, top + 1);
      }
    } catch (...) {
      lua_settop(lua_, top);
      throw;
    }
    lua_settop(lua_, top);
    return tests;
  }

 private:
  [[noreturn]] void refuse(const std::string& reason) const {
    throw Error(ErrorKind::bad_input,
                reducer_.declared.place + ": reducer '" + reducer_.declared.category + "', " + place_ + ": " + reason);
  }

  ModelTest read_test(int index) {
    ModelTest test;
    test.name = place_;
    for (lua_pushnil(lua_); lua_next(lua_, index) != 0; lua_pop(lua_, 1)) {
      if (lua_isinteger(lua_, -2) == 1) continue;
      if (lua_type(lua_, -2) != LUA_TSTRING || text_at(lua_, -2) != "name" || lua_type(lua_, -1) != LUA_TSTRING) {
        refuse("besides its events and the state, a test has only a name");
      }
      test.name = text_at(lua_, -1);
    }
    const auto items = static_cast<lua_Integer>(lua_rawlen(lua_, index));
    for (lua_Integer i = 1; i < items; ++i) {
      lua_rawgeti(lua_, index, i);
      test.events.push_back(read_event(lua_gettop(lua_), i));
      lua_pop(lua_, 1);
    }
    lua_rawgeti(lua_, index, items);
    test.state = json_at(-1, "the state");
    lua_pop(lua_, 1);
    return test;
  }

  Event read_event(int index, lua_Integer number) {
    const std::string what = "event " + std::to_string(number);
    if (lua_type(lua_, index) != LUA_TTABLE) refuse(what + " is no table");
    Event event;
    event.stream = reducer_.declared.category + "-test";
    event.id = "test-" + std::to_string(number);
    event.seq = Seq{number};
    event.position = Position{number};
    event.data = event.meta = "{}";
    for (lua_pushnil(lua_); lua_next(lua_, index) != 0; lua_pop(lua_, 1)) {
      const std::string field(lua_type(lua_, -2) == LUA_TSTRING ? text_at(lua_, -2) : "?");
      if (!read_field(event, field)) {
        refuse(what + ": '" + field + "' is not one of type, data, meta, schema, time and id, or not of its kind");
      }
    }
    if (event.type.empty()) refuse(what + " has no type");
    return event;
  }

  /// Takes the value on top into a field of the event; false if there is no such field, or it is of another kind.
  bool read_field(Event& event, const std::string& field) {
    const bool is_text = lua_type(lua_, -1) == LUA_TSTRING;
    if (field == "type" && is_text) {
      event.type = text_at(lua_, -1);
    } else if (field == "id" && is_text) {
      event.id = text_at(lua_, -1);
    } else if (field == "time" && is_text) {
      event.time = parse_timestamp(text_at(lua_, -1));
    } else if (field == "schema" && lua_isinteger(lua_, -1) == 1) {
      event.schema = lua_tointeger(lua_, -1);
    } else if (field == "data") {
      event.data = json_at(-1, "the data of an event");
    } else if (field == "meta" && lua_type(lua_, -1) == LUA_TTABLE) {
      event.meta = json_at(-1, "the meta of an event");
    } else {
      return false;
    }
    return true;
  }

  std::string json_at(int index, const std::string& what) const {
    std::string out;
    try {
      lua::append_json(out, lua_, index);
    } catch (const lua::NotJson& fault) {
      refuse(what + " is not JSON" + (fault.pointer.empty() ? "" : " at " + fault.pointer) + ": " + fault.reason);
    }
    return out;
  }

  lua_State* lua_;
  const ReducerRules& reducer_;
  std::string place_;
};

}  // namespace

std::vector<ModelTest> Engine::tests(std::size_t reducer) {
  return TestReader(machine_->state(), machine_->reducers[reducer]).read();
}

}  // namespace evs
