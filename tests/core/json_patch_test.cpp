#include "core/state/json_patch.hpp"

#include <nlohmann/json.hpp>
#include <random>

#include "core/state/merge_patch.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

std::string patch(const std::string& before, const std::string& after) {
  return json_patch(changes_between(parse_value(before), parse_value(after)));
}

TEST_CASE("states that are equal have no patch") {
  CHECK(patch("{}", "{}") == "[]");
  CHECK(patch(R"({"a":[1,{"b":null}]})", R"({"a":[1,{"b":null}]})") == "[]");
}

TEST_CASE("members are added, removed and replaced where they are") {
  CHECK(patch(R"({"a":1,"b":{"c":2,"d":3}})", R"({"b":{"c":4,"e":5},"f":null})") ==
        R"([{"op":"remove","path":"/a"},{"op":"replace","path":"/b/c","value":4},{"op":"remove","path":"/b/d"},)"
        R"({"op":"add","path":"/b/e","value":5},{"op":"add","path":"/f","value":null}])");
}

TEST_CASE("a value of another kind is replaced whole") {
  CHECK(patch("null", "{}") == R"([{"op":"replace","path":"","value":{}}])");
  CHECK(patch(R"({"a":[1]})", R"({"a":{"0":1}})") == R"([{"op":"replace","path":"/a","value":{"0":1}}])");
  CHECK(patch("1", "1.0") == R"([{"op":"replace","path":"","value":1.0}])");
}

TEST_CASE("of an array, what stayed at both ends is left alone") {
  CHECK(patch("[1,2,3]", "[1,2,3,4]") == R"([{"op":"add","path":"/3","value":4}])");
  CHECK(patch("[1,2,3]", "[0,1,2,3]") == R"([{"op":"add","path":"/0","value":0}])");
  CHECK(patch("[1,2,3,4]", "[1,4]") == R"([{"op":"remove","path":"/2"},{"op":"remove","path":"/1"}])");
  CHECK(patch(R"([{"a":1},2])", R"([{"a":3},2])") == R"([{"op":"replace","path":"/0/a","value":3}])");
}

TEST_CASE("keys are escaped as JSON Pointers ask for") {
  CHECK(patch("{}", R"({"a/b":1,"m~n":2,"":3,"\"":4})") ==
        R"([{"op":"add","path":"/","value":3},{"op":"add","path":"/\"","value":4},)"
        R"({"op":"add","path":"/a~1b","value":1},{"op":"add","path":"/m~0n","value":2}])");
}

using Random = std::mt19937;

nlohmann::json random_value(Random& random, int depth) {
  const auto below = [&](unsigned limit) { return random() % limit; };
  switch (below(depth > 3 ? 4 : 7)) {
    case 0:
      return nullptr;
    case 1:
      return static_cast<int>(below(3));
    case 2:
      return below(2) == 0;
    case 3:
      return std::string(1, "ab~/"[below(4)]);
    case 4: {
      nlohmann::json list = nlohmann::json::array();
      for (auto i = below(5); i > 0; --i) list.push_back(random_value(random, depth + 1));
      return list;
    }
    default: {
      nlohmann::json object = nlohmann::json::object();
      for (auto i = below(5); i > 0; --i) object[std::string(1, "ab~/c"[below(5)])] = random_value(random, depth + 1);
      return object;
    }
  }
}

TEST_CASE("a patch that is applied to the state before gives the state after") {
  Random random(11);  // NOLINT: the same values in every run
  int changed = 0;
  for (int i = 0; i < 5'000; ++i) {
    const nlohmann::json before = random_value(random, 0);
    const nlohmann::json after = random_value(random, 0);
    const std::string text = patch(before.dump(), after.dump());
    INFO(before.dump() << " -> " << after.dump() << ": " << text);
    REQUIRE(before.patch(nlohmann::json::parse(text)) == after);
    CHECK((text == "[]") == (before == after));
    if (text != "[]") ++changed;
  }
  CHECK(changed > 4'000);
}

}  // namespace
}  // namespace evs
