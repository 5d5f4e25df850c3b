#include "core/error.hpp"
#include "core/model/engine.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"
#include "core/model/lua/upcast_results.hpp"

namespace evs {
namespace {

using lua::EventFields;
using lua::NotEvents;
using lua::text_at;
using lua::UpcastRules;

/// Reads the tests of one upcaster. It calls only what raises no error.
class UpcastTestReader {
 public:
  UpcastTestReader(lua_State* lua, const UpcastRules& upcaster)
      : lua_(lua), upcaster_(upcaster), top_(lua_gettop(lua)) {}
  ~UpcastTestReader() { lua_settop(lua_, top_); }
  UpcastTestReader(const UpcastTestReader&) = delete;
  UpcastTestReader& operator=(const UpcastTestReader&) = delete;

  std::vector<UpcastTest> read() {
    std::vector<UpcastTest> tests;
    if (upcaster_.tests == LUA_NOREF) return tests;
    if (lua_checkstack(lua_, 20) == 0) throw std::bad_alloc();
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, upcaster_.tests);
    for (lua_Integer i = 1; i <= static_cast<lua_Integer>(upcaster_.declared.tests); ++i) {
      const std::string place = "test " + std::to_string(i);
      lua_rawgeti(lua_, top_ + 1, i);
      try {
        tests.push_back(read_test(lua_gettop(lua_), place));
      } catch (const NotEvents& fault) {
        throw Error(ErrorKind::bad_input, upcaster_.declared.place + ": upcaster '" + name(upcaster_.declared) + "', " +
                                              place + ": " + fault.reason);
      }
      lua_settop(lua_, top_ + 1);
    }
    return tests;
  }

 private:
  UpcastTest read_test(int index, const std::string& place) {
    UpcastTest test;
    test.name = place;
    for (lua_pushnil(lua_); lua_next(lua_, index) != 0; lua_pop(lua_, 1)) {
      if (lua_isinteger(lua_, -2) == 1) continue;
      if (lua_type(lua_, -2) != LUA_TSTRING || text_at(lua_, -2) != "name" || lua_type(lua_, -1) != LUA_TSTRING) {
        throw NotEvents{"besides its event and what must become of it, a test has only a name"};
      }
      test.name = text_at(lua_, -1);
    }
    lua_rawgeti(lua_, index, 1);
    if (lua_type(lua_, -1) != LUA_TTABLE) throw NotEvents{"its event is no table"};
    test.event = event_of(lua::fields_at(lua_, lua_gettop(lua_)));
    lua_rawgeti(lua_, index, 2);
    test.expected = lua::results_at(lua_, lua_gettop(lua_), upcaster_.declared, test.event.view());
    return test;
  }

  [[nodiscard]] Event event_of(const EventFields& fields) const {
    const UpcastDeclaration& upcaster = upcaster_.declared;
    if (fields.type.value_or(upcaster.type) != upcaster.type ||
        fields.schema.value_or(upcaster.from) != upcaster.from) {
      throw NotEvents{"its event is of another type or schema"};
    }
    Event event;
    event.id = fields.id.value_or("test-1");
    event.stream = fields.stream.value_or("test-1");
    event.seq = Seq{fields.seq.value_or(1)};
    event.position = Position{fields.position.value_or(1)};
    event.type = upcaster.type;
    event.schema = upcaster.from;
    event.data = fields.data.value_or("{}");
    event.meta = fields.meta.value_or("{}");
    if (fields.time) event.time = parse_timestamp(*fields.time);
    return event;
  }

  lua_State* lua_;
  const UpcastRules& upcaster_;
  int top_;
};

}  // namespace

std::vector<UpcastTest> Engine::upcast_tests(std::size_t upcaster) {
  return UpcastTestReader(machine_->state(), machine_->upcasters[upcaster]).read();
}

}  // namespace evs
