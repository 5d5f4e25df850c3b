#include "core/state/time_bound.hpp"

#include "tests/catch.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

std::string event(int number, const std::string& stream, int minute) {
  return R"({"id":"e)" + std::to_string(number) + R"(","stream":")" + stream +
         R"(","type":"T","time":"2026-01-01T00:0)" + std::to_string(minute) + R"(:00Z"})";
}

TEST_CASE("the events of the states at a time are those of each stream's longest prefix that is not later") {
  // Clocks disagree: b-1 runs ahead and comes back, c-1 stays ahead.
  const test::Lines lines{event(1, "a-1", 1), event(2, "b-1", 5), event(3, "a-1", 2), event(4, "c-1", 6),
                          event(5, "b-1", 2), event(6, "c-1", 7), event(7, "a-1", 3), event(8, "a-1", 4)};
  test::on_both_stores(lines, [](const std::unique_ptr<Reader>& reader) {
    const auto at = [&](int minute, const StreamSelection& streams = {}) {
      Moment moment;
      moment.time = parse_timestamp("2026-01-01T00:0" + std::to_string(minute) + ":00Z");
      const auto bounded = read_up_to(*reader, streams, moment);
      Selection selection;
      selection.category = streams.category;
      std::string positions;
      for (const Event& one : test::events_of(*bounded, selection)) positions += std::to_string(one.position.value);
      CHECK(test::events_of(*bounded->another(), selection).size() == positions.size());
      return positions;
    };
    CHECK(at(0).empty());
    CHECK(at(1) == "1");
    CHECK(at(2) == "1235");
    CHECK(at(3) == "12357");
    CHECK(at(4) == "123578");
    CHECK(at(6) == "1234578");
    CHECK(at(7) == "12345678");
    CHECK(at(3, {"a", "", std::nullopt}) == "137");
    CHECK(at(3, {"c", "", std::nullopt}).empty());
  });
}

}  // namespace
}  // namespace evs
