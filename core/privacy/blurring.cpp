#include "core/privacy/blurring.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>

#include "core/privacy/forms.hpp"

namespace evs {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a text apart from its beginning.
class Scan {
 public:
  explicit Scan(std::string_view text) : left_(text) {}

  bool accept(std::string_view any_of) {
    if (left_.empty() || any_of.find(left_.front()) == std::string_view::npos) return false;
    left_.remove_prefix(1);
    return true;
  }

  /// All digits that stand here.
  std::string_view digits() {
    const auto* const end = std::find_if_not(left_.begin(), left_.end(), is_digit);
    const std::string_view found = left_.substr(0, static_cast<std::size_t>(end - left_.begin()));
    left_.remove_prefix(found.size());
    return found;
  }

  bool two_digits() { return digits().size() == 2; }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

/// What may stand behind a day: "T12:00:00.123Z", " 12:00", "T12:00:00+0200".
bool is_time_of_day(std::string_view text) {
  Scan scan(text);
  if (!scan.accept("Tt ") || !scan.two_digits() || !scan.accept(":") || !scan.two_digits()) return false;
  if (scan.accept(":")) {
    if (!scan.two_digits()) return false;
    if (scan.accept(".,") && scan.digits().empty()) return false;
  }
  if (scan.accept("Zz") || scan.at_end()) return scan.at_end();
  if (!scan.accept("+-")) return false;
  const std::string_view offset = scan.digits();
  if (offset.size() == 2 && scan.accept(":")) return scan.two_digits() && scan.at_end();
  return (offset.size() == 2 || offset.size() == 4) && scan.at_end();
}

/// A number, taken apart.
struct Spelled {
  bool is_negative = false;
  std::string_view whole;
  std::string_view decimals;
  std::string_view exponent;  // with its e

  /// The same with other digits, of which as many are decimals.
  [[nodiscard]] std::string spelled(const std::string& digits) const {
    const std::size_t whole_digits = digits.size() - decimals.size();
    std::string out = digits.substr(0, whole_digits);
    out.erase(0, std::min(out.find_first_not_of('0'), out.size() - 1));
    if (!decimals.empty()) out += '.' + digits.substr(whole_digits);
    return (is_negative ? "-" : "") + out + std::string(exponent);
  }
};

std::optional<Spelled> taken_apart(std::string_view text) {
  if (!is_number(text)) return std::nullopt;
  Spelled number;
  number.is_negative = text.front() == '-';
  if (number.is_negative) text.remove_prefix(1);
  number.exponent = text.substr(std::min(text.find_first_of("eE"), text.size()));
  text.remove_suffix(number.exponent.size());
  number.whole = text.substr(0, text.find('.'));
  if (number.whole.size() < text.size()) number.decimals = text.substr(number.whole.size() + 1);
  return number;
}

/// Whether a number is out of the range of a type that the other is in: an integer of 32 or 64 bits, with a sign or
/// without, an integer that a double holds exactly, or a double.
bool outgrows(std::string_view number, std::string_view other) {
  constexpr std::string_view largest[] = {"2147483647",          "2147483648",          "4294967295",
                                          "9007199254740991",    "9223372036854775807", "9223372036854775808",
                                          "18446744073709551615"};
  if (number.find_first_of(".eE") == std::string_view::npos) {
    const auto is_within = [](std::string_view integer, std::string_view limit) {
      if (integer.starts_with('-')) integer.remove_prefix(1);
      return integer.size() != limit.size() ? integer.size() < limit.size() : integer <= limit;
    };
    return std::any_of(std::begin(largest), std::end(largest),
                       [&](std::string_view limit) { return is_within(other, limit) && !is_within(number, limit); });
  }
  const auto is_double = [](std::string_view decimal) {
    double value = 0;
    return std::from_chars(decimal.data(), decimal.data() + decimal.size(), value).ec == std::errc();
  };
  return is_double(other) && !is_double(number);
}

int number_in(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

std::optional<std::string> shifted_date(std::string_view text, std::int64_t days) {
  constexpr std::size_t length = 10;
  Scan scan(text);
  const std::string_view year = scan.digits();
  if (year.size() != 4 || !scan.accept("-") || !scan.two_digits() || !scan.accept("-")) return std::nullopt;
  if (!scan.two_digits() || (!scan.at_end() && !is_time_of_day(text.substr(length)))) return std::nullopt;
  const auto date = std::chrono::year(number_in(year)) / number_in(text.substr(5, 2)) / number_in(text.substr(8, 2));
  if (!date.ok()) return std::nullopt;
  if (number_in(year) < 11 || number_in(year) > 9989) return std::string(text);
  const std::chrono::year_month_day moved(std::chrono::sys_days(date) + std::chrono::days(days));
  const auto year_then = static_cast<std::uint64_t>(static_cast<int>(moved.year()));
  return padded(year_then, 4) + '-' + padded(static_cast<unsigned>(moved.month()), 2) + '-' +
         padded(static_cast<unsigned>(moved.day()), 2) + std::string(text.substr(length));
}

std::optional<std::string> shifted_unix_time(std::string_view number, std::int64_t days) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
  constexpr std::int64_t longest_in_seconds = 100'000'000'000;  // the year 5138
  std::int64_t unit = 1;                                        // a second has so many
  const auto is_too_long = [&] { return count / unit >= longest_in_seconds || count / unit <= -longest_in_seconds; };
  while (unit < 1'000'000'000 && is_too_long()) unit *= 1000;
  std::int64_t moved = 0;
  if (__builtin_add_overflow(count, days * 86'400 * unit, &moved)) return std::nullopt;
  return std::to_string(moved);
}

std::optional<std::string> noisy_number(std::string_view text, std::uint64_t random) {
  const auto number = taken_apart(text);
  if (!number) return std::nullopt;
  constexpr std::size_t most_digits = 18;
  const std::string digits = std::string(number->whole) + std::string(number->decimals);
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  const std::size_t width = std::min(digits.size() - zeros, most_digits);
  const std::size_t rest = digits.size() - zeros - width;
  std::int64_t value = 0;
  std::from_chars(digits.data() + zeros, digits.data() + zeros + width, value);
  const std::int64_t most = value / 10 - (rest > 0 ? 1 : 0);  // the rest is lost, which counts too
  if (most < 1) return std::string(text);
  const std::int64_t step = 1 + static_cast<std::int64_t>((random >> 1U) % static_cast<std::uint64_t>(most));
  const auto moved_by = [&](std::int64_t by) {
    return number->spelled(digits.substr(0, zeros) + padded(static_cast<std::uint64_t>(value + by), width) +
                           std::string(rest, '0'));
  };
  std::string moved = moved_by((random & 1U) != 0 ? -step : step);
  return outgrows(moved, text) ? moved_by(-step) : moved;
}

}  // namespace evs
