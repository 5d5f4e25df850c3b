#include "core/state/side_by_side.hpp"

#include <vector>

#include "core/error.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

Replay visiting(std::vector<std::string> names) {
  return [names = std::move(names)](const StateVisitor& visit) {
    for (const std::string& name : names) {
      if (!visit({name, Seq{1}, "{}"})) return;
    }
  };
}

Replay failing_after(std::vector<std::string> names, const char* message) {
  return [names = std::move(names), message](const StateVisitor& visit) {
    for (const std::string& name : names) visit({name, Seq{1}, "{}"});
    throw Error(ErrorKind::system, message);
  };
}

std::string pairs(const Replay& left, const Replay& right) {
  std::string out;
  replay_side_by_side(left, right, [&](const std::optional<StreamState>& one, const std::optional<StreamState>& other) {
    out += (one ? one->stream : "-") + (other ? other->stream : "-") + " ";
  });
  return out;
}

TEST_CASE("streams of two replays meet by their names") {
  CHECK(pairs(visiting({"a", "b", "d"}), visiting({"b", "c", "d", "e"})) == "a- bb -c dd -e ");
  CHECK(pairs(visiting({}), visiting({"a"})) == "-a ");
  CHECK(pairs(visiting({"a"}), visiting({})) == "a- ");
  CHECK(pairs(visiting({}), visiting({})).empty());
}

TEST_CASE("what a replay throws arrives behind its states") {
  CHECK(test::error_of([] { pairs(visiting({"a"}), failing_after({"a", "b"}, "right")); }).message() == "right");
  CHECK(test::error_of([] { pairs(failing_after({"a"}, "left"), visiting({"a", "b"})); }).message() == "left");
}

TEST_CASE("of two failures at the same place it is always the same one that is thrown") {
  for (int i = 0; i < 50; ++i) {
    CHECK(test::error_of([] { pairs(failing_after({}, "left"), failing_after({}, "right")); }).message() == "left");
  }
}

TEST_CASE("replays that are far ahead wait, and end when nobody asks any more") {
  std::vector<std::string> names;
  for (int i = 0; i < 10'000; ++i) names.push_back(std::to_string(100'000 + i));
  int visited = 0;
  replay_side_by_side(visiting(names), visiting(names), [&](const auto& one, const auto& other) {
    REQUIRE((one && other));
    ++visited;
  });
  CHECK(visited == 10'000);
  CHECK(test::error_of([&] {
          replay_side_by_side(visiting(names), visiting(names),
                              [](const auto&, const auto&) { throw Error(ErrorKind::usage, "enough"); });
        }).message() == "enough");
}

}  // namespace
}  // namespace evs
