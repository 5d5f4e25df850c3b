#include "core/timestamp.hpp"

#include <limits>
#include <random>
#include <utility>

#include "tests/expect.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;

std::string reprinted(std::string_view text) { return to_string(parse_timestamp(text)); }

TEST_CASE("a time is a count of nanoseconds since 1970, before it a negative one") {
  CHECK(parse_timestamp("1970-01-01T00:00:00Z").ns == 0);
  CHECK(parse_timestamp("1970-01-01T00:00:00.000000001Z").ns == 1);
  CHECK(parse_timestamp("1969-12-31T23:59:59.999999999Z").ns == -1);
  CHECK(parse_timestamp("1969-12-31T23:59:59Z").ns == -1'000'000'000);
  CHECK(parse_timestamp("2026-01-31T12:00:00.123Z").ns == 1'769'860'800'123'000'000);
  CHECK(parse_timestamp("2000-02-29T00:00:00Z").ns == 951'782'400'000'000'000);
  CHECK(parse_timestamp("1900-03-01T00:00:00Z").ns == -2'203'891'200'000'000'000);
}

TEST_CASE("a time is printed with 0, 3, 6 or 9 decimals, as few as keep it") {
  const std::pair<std::string, std::string> cases[] = {
      {"2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"},
      {"2026-01-31T12:00:00.000Z", "2026-01-31T12:00:00Z"},
      {"2026-01-31T12:00:00.1Z", "2026-01-31T12:00:00.100Z"},
      {"2026-01-31T12:00:00.123Z", "2026-01-31T12:00:00.123Z"},
      {"2026-01-31T12:00:00.1234Z", "2026-01-31T12:00:00.123400Z"},
      {"2026-01-31T12:00:00.123456Z", "2026-01-31T12:00:00.123456Z"},
      {"2026-01-31T12:00:00.1234567Z", "2026-01-31T12:00:00.123456700Z"},
      {"2026-01-31T12:00:00.000000001Z", "2026-01-31T12:00:00.000000001Z"},
      {"1960-01-01T00:00:00.001Z", "1960-01-01T00:00:00.001Z"},
      {"1969-12-31T23:59:59.999999999Z", "1969-12-31T23:59:59.999999999Z"},
  };
  for (const auto& [text, printed] : cases) CHECK(reprinted(text) == printed);
}

TEST_CASE("a time with an offset is printed in UTC") {
  CHECK(reprinted("2026-01-01T00:30:00+01:00") == "2025-12-31T23:30:00Z");
  CHECK(reprinted("2026-12-31T23:30:00.5-00:45") == "2027-01-01T00:15:00.500Z");
  CHECK(reprinted("2026-03-01T12:00:00+23:59") == "2026-02-28T12:01:00Z");
  CHECK(reprinted("2026-03-01T12:00:00-00:00") == "2026-03-01T12:00:00Z");
  CHECK(reprinted("2026-03-01t12:00:00z") == "2026-03-01T12:00:00Z");
  CHECK(reprinted("2026-03-01 12:00:00Z") == "2026-03-01T12:00:00Z");
}

TEST_CASE("more than nine decimals are taken when the rest is zeros, else refused") {
  CHECK(reprinted("2026-01-31T12:00:00.1234567890000Z") == "2026-01-31T12:00:00.123456789Z");
  const Error error = error_of([] { parse_timestamp("2026-01-31T12:00:00.1234567891Z"); });
  CHECK(name(error.kind()) == "bad-input");
  CHECK(contains(error.message(), "finer than a nanosecond"));
}

TEST_CASE("a leap second is refused by name") {
  CHECK(contains(error_of([] { parse_timestamp("2016-12-31T23:59:60Z"); }).message(), "leap second"));
}

TEST_CASE("a day that does not exist is refused") {
  for (const char* text : {"2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
                           "2026-00-10T00:00:00Z", "2026-01-00T00:00:00Z", "1900-02-29T00:00:00Z"}) {
    CHECK(contains(error_of([&] { parse_timestamp(text); }).message(), "does not exist"));
  }
}

TEST_CASE("times that 64 bits of nanoseconds cannot count are refused") {
  CHECK(reprinted("2262-04-11T23:47:16.854775807Z") == "2262-04-11T23:47:16.854775807Z");
  CHECK(reprinted("1677-09-21T00:12:43.145224192Z") == "1677-09-21T00:12:43.145224192Z");
  for (const char* text : {"2262-04-11T23:47:16.854775808Z", "2262-04-12T00:00:00Z", "1677-09-21T00:12:43.145224191Z",
                           "1677-09-21T00:12:43Z", "1677-09-20T00:00:00Z", "9999-12-31T23:59:59Z",
                           "0001-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "2262-04-11T23:47:16-00:01"}) {
    CHECK(contains(error_of([&] { parse_timestamp(text); }).message(), "outside the years 1677 to 2262"));
  }
}

TEST_CASE("what is not an RFC 3339 date-time is refused") {
  using namespace std::string_view_literals;
  for (const std::string_view text : {""sv,
                                      "2026-01-31"sv,
                                      "2026-01-31T12:00Z"sv,
                                      "2026-01-31T12:00:00"sv,
                                      "26-01-31T12:00:00Z"sv,
                                      "2026-1-31T12:00:00Z"sv,
                                      "2026-01-31T12:00:00.Z"sv,
                                      "2026-01-31T12:00:00,5Z"sv,
                                      "2026-01-31T12:00:00+01"sv,
                                      "2026-01-31T12:00:00+0100"sv,
                                      "2026-01-31T12:00:00+24:00"sv,
                                      "2026-01-31T12:00:00+01:60"sv,
                                      "2026-01-31T24:00:00Z"sv,
                                      "2026-01-31T12:60:00Z"sv,
                                      "2026-01-31T12:00:61Z"sv,
                                      "2026-01-31T12:00:00Z "sv,
                                      " 2026-01-31T12:00:00Z"sv,
                                      "2026-01-31T12:00:00Z\0"sv,
                                      "+2026-01-31T12:00:00Z"sv,
                                      "20260131T120000Z"sv,
                                      "2026-01-31_12:00:00Z"sv,
                                      "1769860800"sv}) {
    INFO(text);
    CHECK(contains(error_of([&] { parse_timestamp(text); }).message(), "not RFC 3339"));
  }
}

TEST_CASE("a long text is quoted only in part when it is refused") {
  CHECK(error_of([] { parse_timestamp(std::string(100'000, '2')); }).message().size() < 200);
}

TEST_CASE("every printed time reads back as the same nanosecond") {
  std::mt19937_64 random(20260131);
  const std::int64_t day = 86'400'000'000'000;
  std::uniform_int_distribution<std::int64_t> any(std::numeric_limits<std::int64_t>::min(),
                                                  std::numeric_limits<std::int64_t>::max());
  const std::int64_t grains[] = {1, 1'000, 1'000'000, 1'000'000'000, day};
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t grain = grains[i % 5];
    const Timestamp time{any(random) / grain * grain};
    const std::string text = to_string(time);
    if (parse_timestamp(text) != time) FAIL(text << " is not " << time.ns);
  }
}

TEST_CASE("a day begins at its midnight in UTC, and the first one with the first moment that can be counted") {
  const auto beginning = [](std::string_view text) { return to_string(begin_of_day(parse_timestamp(text))); };
  CHECK(beginning("2026-01-31T23:59:59.999999999Z") == "2026-01-31T00:00:00Z");
  CHECK(beginning("2026-01-31T00:00:00Z") == "2026-01-31T00:00:00Z");
  CHECK(beginning("1969-12-31T00:00:00.000000001Z") == "1969-12-31T00:00:00Z");
  CHECK(beginning("1677-09-22T12:00:00Z") == "1677-09-22T00:00:00Z");
  CHECK(beginning("1677-09-21T12:00:00Z") == "1677-09-21T00:12:43.145224192Z");
  CHECK(beginning("1677-09-21T00:12:43.145224192Z") == "1677-09-21T00:12:43.145224192Z");
}

}  // namespace
}  // namespace evs
