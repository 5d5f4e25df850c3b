#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace evs {

/// A moment, in nanoseconds since 1970-01-01T00:00:00Z (leap seconds not counted). Spans the years 1677 to 2262.
struct Timestamp {
  std::int64_t ns = 0;
  auto operator<=>(const Timestamp&) const = default;
};

/// Reads an RFC 3339 date-time, any offset. Throws [bad-input] with the reason: not of that form, no such day, a
/// leap second, finer than a nanosecond, or outside the range of Timestamp.
Timestamp parse_timestamp(std::string_view text);

/// RFC 3339 in UTC with 0, 3, 6 or 9 decimals, as few as keep the value: "2026-01-31T12:00:00.123Z".
std::string to_string(Timestamp time);
void append_timestamp(std::string& out, Timestamp time);

/// The midnight, in UTC, that a day began with; on the first day that a Timestamp spans, its first moment.
Timestamp begin_of_day(Timestamp time);

/// Where a default time comes from; a test passes a clock of its own.
using Clock = std::function<Timestamp()>;
Timestamp system_clock_now();

}  // namespace evs
