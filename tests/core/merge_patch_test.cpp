#include "core/state/merge_patch.hpp"

#include "core/state/reducer.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

std::string patched(std::initializer_list<std::string_view> patches) {
  Value state;
  for (const std::string_view patch : patches) merge_patch(state, patch);
  return state.text();
}

TEST_CASE("a state without events is null") { CHECK(patched({}) == "null"); }

TEST_CASE("members are merged, replaced and removed") {
  CHECK(patched({R"({"a":1,"b":{"c":1,"d":2}})", R"({"b":{"c":null,"e":3},"f":4})"}) ==
        R"({"a":1,"b":{"d":2,"e":3},"f":4})");
  CHECK(patched({R"({"a":[1,2]})", R"({"a":{"b":1}})"}) == R"({"a":{"b":1}})");
  CHECK(patched({R"({"a":{"b":1}})", R"({"a":"x"})"}) == R"({"a":"x"})");
  CHECK(patched({R"({"a":1})", R"({"a":null,"none":null})"}) == "{}");
}

TEST_CASE("a patch that is no object replaces everything") {
  for (const char* value : {"null", "1.10", "\"x\"", "true", "[]", "[{\"a\":null}]"}) {
    CHECK(patched({R"({"a":1})", value}) == value);
  }
  CHECK(patched({"[1,2]", R"({"a":1})"}) == R"({"a":1})");
}

TEST_CASE("nulls in a new object are left out, at every depth") {
  CHECK(patched({R"({"a":null,"b":{"c":null,"d":{"e":null}}})"}) == R"({"b":{"d":{}}})");
}

TEST_CASE("nulls in an array stay, also inside its objects") {
  CHECK(patched({R"({"a":[null,{"b":null,"c":[null]},[{"d":null}]]})"}) ==
        R"({"a":[null,{"b":null,"c":[null]},[{"d":null}]]})");
}

TEST_CASE("numbers and strings keep their spelling") {
  CHECK(patched({R"({"a":1.10,"b":12345678901234567890,"c":1e400,"d":-0,"e":"\u0041\/"})"}) ==
        R"({"a":1.10,"b":12345678901234567890,"c":1e400,"d":-0,"e":"\u0041\/"})");
}

TEST_CASE("members are sorted by their bytes, so that equal states print alike") {
  CHECK(patched({R"({"b":1,"a":2,"":3,"é":4,"Z":5,"aa":6})"}) == R"({"":3,"Z":5,"a":2,"aa":6,"b":1,"é":4})");
  CHECK(patched({R"({"b":1})", R"({"a":2})"}) == patched({R"({"a":2})", R"({"b":1})"}));
}

TEST_CASE("a key is the same however it is spelled") {
  CHECK(patched({R"({"a\/b":1,"\u0063":2})", R"({"a/b":3,"c":null})"}) == R"({"a/b":3})");
  CHECK(patched({R"({"k\n\"":1})"}) == R"({"k\n\"":1})");
}

TEST_CASE("the last of two members with one key counts") {
  CHECK(patched({R"({"a":1,"a":2})"}) == R"({"a":2})");
  CHECK(patched({R"({"a":1,"a":null})"}) == "{}");
}

TEST_CASE("white space in a patch does not matter") {
  CHECK(patched({" { \"a\" : [ 1 , 2 ] , \"b\" : 1.50 } \n"}) == R"({"a":[1,2],"b":1.50})");
}

TEST_CASE("a deep state is patched deep down") {
  std::string open;
  std::string close;
  for (int i = 0; i < 126; ++i) open += R"({"a":)", close += '}';
  CHECK(patched({open + "1" + close, open + R"("x")" + close}) == open + R"("x")" + close);
}

TEST_CASE("stored data that is no JSON is damage") {
  CHECK(test::kind_of([] { patched({"{"}); }) == "damaged");
}

TEST_CASE("each fold has a state of its own, which begins as null") {
  EventView event;
  for (const Reducer reducer : {Reducer::merge_patch, Reducer::last}) {
    const auto reducers = builtin_reducers(reducer);
    const auto folding = reducers->begin("a-1");
    CHECK(folding->state() == "null");
    event.data = R"({"a":1})";
    folding->fold(event);
    const auto other = reducers->another()->begin("a-1");
    event.data = R"({"b":2})";
    other->fold(event);
    CHECK(folding->state() == R"({"a":1})");
    CHECK(other->state() == R"({"b":2})");
    folding->fold(event);
    CHECK(folding->state() == (reducer == Reducer::last ? R"({"b":2})" : R"({"a":1,"b":2})"));
  }
}

TEST_CASE("stored data that is not JSON, or nests too deep, is damage") {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  for (const std::string_view bad : {std::string_view(deep), std::string_view(R"({"a":})"), std::string_view("[1,]"),
                                     std::string_view("1,2"), std::string_view("tru"), std::string_view(R"("\x")"),
                                     std::string_view("01"), std::string_view("]"), std::string_view("")}) {
    INFO(bad.substr(0, 20));
    CHECK(test::kind_of([&] { patched({bad}); }) == "damaged");
  }
}

}  // namespace
}  // namespace evs
