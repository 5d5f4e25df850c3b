#include "core/privacy/blurring.hpp"

#include <cstdlib>

#include "tests/expect.hpp"

namespace evs {
namespace {

std::string shifted(std::string_view text, std::int64_t days) { return shifted_date(text, days).value_or("nothing"); }

TEST_CASE("a date moves by days, and all behind the day stays as it is spelled") {
  CHECK(shifted("2026-01-31", 1) == "2026-02-01");
  CHECK(shifted("2024-02-28", 1) == "2024-02-29");
  CHECK(shifted("2026-01-01", -1) == "2025-12-31");
  CHECK(shifted("1901-03-01T07:08:09.123456789+05:30", -365) == "1900-03-01T07:08:09.123456789+05:30");
  CHECK(shifted("2026-01-31T12:00:00Z", 10) == "2026-02-10T12:00:00Z");
  CHECK(shifted("2026-01-31t12:00:60z", 1) == "2026-02-01t12:00:60z");
  CHECK(shifted("2026-01-31 12:00", 1) == "2026-02-01 12:00");
  CHECK(shifted("2026-01-31T12:00:00-0800", 1) == "2026-02-01T12:00:00-0800");
  CHECK(shifted("2026-01-31T12:00+01", 1) == "2026-02-01T12:00+01");
}

TEST_CASE("dates that mean never stay") {
  CHECK(shifted("0001-01-01", 100) == "0001-01-01");
  CHECK(shifted("9999-12-31T23:59:59Z", 100) == "9999-12-31T23:59:59Z");
  CHECK(shifted("0011-01-01", -3652) == "0001-01-01");
  CHECK(shifted("9989-12-31", 3652) == "9999-12-31");
}

TEST_CASE("what is no date is none, whatever stands behind it") {
  for (const char* text : {"", "31.01.2026", "2026-1-31", "2026-02-30", "2026-13-01", "2026-01-31 Ada", "2026-01-31T",
                           "2026-01-31T12", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00Z Ada", "2026-01-31T12:00+1",
                           "2026-01-31T12:00:00+01:0", "2026-01-31x", "26-01-31", "12026-01-31"}) {
    INFO(text);
    CHECK(shifted(text, 1) == "nothing");
  }
}

TEST_CASE("a Unix time moves by days in the unit that it is long enough for") {
  constexpr std::int64_t day = 86'400;
  CHECK(shifted_unix_time("1769860800", 2) == std::to_string(1769860800 + 2 * day));
  CHECK(shifted_unix_time("1769860800123", -1) == std::to_string(1769860800123 - day * 1000));
  CHECK(shifted_unix_time("1769860800123456", 1) == std::to_string(1769860800123456 + day * 1'000'000));
  CHECK(shifted_unix_time("1769860800123456789", 1) == std::to_string(1769860800123456789 + day * 1'000'000'000));
  CHECK(shifted_unix_time("-5", 1) == std::to_string(day - 5));
  CHECK(shifted_unix_time("-9223372036854775808", 1) == "-9223285636854775808");  // the least of all, in nanoseconds
  CHECK_FALSE(shifted_unix_time("1769860800.5", 1));
  CHECK_FALSE(shifted_unix_time("17698608001234567890", 1));
  CHECK_FALSE(shifted_unix_time("9223372036854775807", 1));
}

TEST_CASE("noise keeps the sign, the decimals and the exponent of a number") {
  for (std::uint64_t random = 0; random < 5000; ++random) {
    const long long moved = std::stoll(noisy_number("12345", random).value());
    CHECK(moved != 12345);
    CHECK(std::llabs(moved - 12345) <= 1234);
    const std::string amount = noisy_number("-10.50", random).value();
    CHECK(amount.find('.') + 3 == amount.size());
    CHECK(std::stod(amount) <= -9.45);
    CHECK(std::stod(amount) >= -11.55);
    CHECK(amount != "-10.50");
  }
  CHECK(noisy_number("100", 1) == "99");
  CHECK(noisy_number("10", 1) == "9");
  CHECK(noisy_number("9.5e-7", 0) == "9.6e-7");
  CHECK(noisy_number("99", 16) == "108");
  CHECK(noisy_number("12345678901234567890", 0) == "12345678901234567900");
  CHECK(noisy_number("0.00000000000000000000123", 1) == "0.00000000000000000000122");
}

TEST_CASE("noise is a tenth at most, and a number of which a tenth is nothing stays") {
  for (std::uint64_t random = 0; random < 1000; ++random) {
    for (long long number = 10; number < 200; ++number) {
      const long long moved = std::stoll(noisy_number(std::to_string(number), random).value());
      CHECK(moved != number);
      CHECK(std::llabs(moved - number) * 10 <= number);
    }
    for (const char* number : {"0", "-0", "0.00", "1", "-9", "0.05", "5e10", "000000000000000000000"}) {
      CHECK(noisy_number(number, random) == number);
    }
  }
}

TEST_CASE("an integer stays in the range of its type, and a double finite") {
  for (const char* largest : {"2147483647", "4294967295", "9007199254740991", "9223372036854775807", "-2147483648",
                              "-9223372036854775808", "18446744073709551615", "1.79e308", "-1.7e308"}) {
    INFO(largest);
    for (std::uint64_t random = 0; random < 1000; ++random) {
      const std::string moved = noisy_number(largest, random).value();
      CHECK(std::abs(std::stold(moved)) < std::abs(std::stold(largest)));
      CHECK(std::abs(std::stold(moved)) >= std::abs(std::stold(largest)) * 0.9L);
      CHECK((moved.front() == '-') == (largest[0] == '-'));
      CHECK((moved.find_first_of(".eE") == std::string::npos) == (largest[1] != '.' && largest[2] != '.'));
    }
  }
  CHECK(noisy_number("2000000000", 0) == "2000000001");
  CHECK(noisy_number("3000000000", 2'000'000'000'000 - 2) == "3100000000");
}

TEST_CASE("a text that is no number gets no noise") {
  for (const char* text : {"", "-", "x", "1x", "1.5.5", "1e", "1e+", "+1", " 1", "0x10"}) {
    INFO(text);
    CHECK_FALSE(noisy_number(text, 0));
  }
}

}  // namespace
}  // namespace evs
