#include "core/model/engine.hpp"
#include "core/model/lua/machine.hpp"
#include "core/model/lua/rule_tests.hpp"
#include "core/model/lua/upcast_results.hpp"

namespace evs {

std::vector<UpcastTest> Engine::upcast_tests(std::size_t number) {
  lua_State* lua = machine_->state();
  const lua::UpcastRules& rules = machine_->upcasters[number];
  const UpcastDeclaration& upcaster = rules.declared;
  std::vector<UpcastTest> tests;
  const auto read = [&](int index, const std::string& name) {
    UpcastTest test;
    test.name = name;
    test.event = lua::test_event(lua, index, 1, upcaster.type, upcaster.from);
    if (test.event.type != upcaster.type || test.event.schema != upcaster.from) {
      throw lua::NotEvents{"its event is of another type or schema"};
    }
    lua_rawgeti(lua, index, 2);
    test.expected = lua::results_at(lua, lua_gettop(lua), upcaster, test.event.view());
    tests.push_back(std::move(test));
  };
  lua::each_test(lua, {rules.tests, upcaster.tests}, upcaster.place + ": upcaster '" + name(upcaster) + "'", read);
  return tests;
}

}  // namespace evs
