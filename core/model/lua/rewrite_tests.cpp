#include "core/model/engine.hpp"
#include "core/model/lua/declaring.hpp"
#include "core/model/lua/machine.hpp"
#include "core/model/lua/rule_tests.hpp"
#include "core/model/lua/upcast_results.hpp"

namespace evs {

std::vector<MergeTest> Engine::merge_tests(std::size_t number) {
  lua_State* lua = machine_->state();
  const lua::MergeRules& rules = machine_->merges[number];
  const MergeDeclaration& rule = rules.declared;
  std::vector<MergeTest> tests;
  const auto read = [&](int index, const std::string& name) {
    MergeTest test;
    test.name = name;
    test.first = lua::test_event(lua, index, 1, rule.type, 1);
    test.next = lua::test_event(lua, index, 2, rule.type, test.first.schema);
    if (test.first.type != rule.type || test.next.type != rule.type || test.first.schema != test.next.schema) {
      throw lua::NotEvents{"its events are of another type, or of different schemas"};
    }
    lua_rawgeti(lua, index, 3);
    test.expected = lua::merged_at(lua, lua_gettop(lua), test.first.view());
    tests.push_back(std::move(test));
  };
  lua::each_test(lua, {rules.tests, rule.tests}, rule.place + ": " + evs::name(rule), read);
  return tests;
}

std::vector<RenamingTest> Engine::renaming_tests() {
  std::vector<RenamingTest> tests;
  if (!machine_->renaming) return tests;
  lua_State* lua = machine_->state();
  const RenamingDeclaration& declared = machine_->renaming->declared;
  const auto name_at = [&](int index, lua_Integer item) {
    if (lua_rawgeti(lua, index, item) != LUA_TSTRING) throw lua::NotEvents{"a stream's name is a string"};
    return std::string(lua::text_at(lua, -1));
  };
  const auto read = [&](int index, const std::string& name) {
    tests.push_back({name, name_at(index, 1), name_at(index, 2)});
  };
  lua::each_test(lua, {machine_->renaming->tests, declared.tests}, declared.place + ": rename_streams", read);
  return tests;
}

}  // namespace evs
