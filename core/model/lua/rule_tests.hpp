#pragma once

// Private to core/model/lua: what the tests of rules for events have in common. The functions here call nothing that
// raises, and throw.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <lua.hpp>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "core/model/lua/rules.hpp"

namespace evs::lua {

/// The tests of a rule.
struct KeptTests {
  Reference list;
  std::size_t count;
  const char* items = "what goes in and what must become of it";  // what each has besides a name
};

/// Visits each test of a rule: where it is on the stack, and what it is called. What is thrown as NotEvents becomes
/// [bad-input]; `rule` begins that sentence: "model.lua:1: upcaster 'T 1 to 2'".
void each_test(lua_State* lua, const KeptTests& tests, const std::string& rule,
               const std::function<void(int index, const std::string& name)>& visit);

/// The event that an item of a test describes, which it leaves on the stack; its seq is the number of the item, and its
/// type and schema are these, unless it says others. Throws NotEvents.
Event test_event(lua_State* lua, int test, lua_Integer item, std::string_view type, std::int64_t schema);

}  // namespace evs::lua
