#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Values that are masked by moving them a little, so that they can still be reckoned with.
namespace evs {

/// A date (2026-01-31), or a date with a time of day behind it as in RFC 3339 (the offset may be missing), so many days
/// later; all behind the day stays as it is spelled. Years below 11 and above 9989, which stand for "never", are
/// nobody's date and stay. Nothing for any other text.
std::optional<std::string> shifted_date(std::string_view text, std::int64_t days);

/// A count of seconds since 1970, or of milliseconds, microseconds or nanoseconds if it is too long for that, so many
/// days later. Nothing for a number that is no such integer.
std::optional<std::string> shifted_unix_time(std::string_view number, std::int64_t days);

/// A number, spelled as in JSON, that is moved by up to a tenth of it, and by at least 1 of its last digit: if that is
/// more than a tenth (0, 7, 0.05), it stays as it is. It keeps its sign, its decimals and its exponent; an integer
/// stays one, in the range of 32 or 64 bits that it was in. The same `random` moves it the same way. Nothing for a text
/// that is no number.
std::optional<std::string> noisy_number(std::string_view text, std::uint64_t random);

}  // namespace evs
