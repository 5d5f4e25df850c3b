#include "core/timestamp.hpp"

#include <array>
#include <chrono>
#include <limits>

#include "core/error.hpp"

namespace evs {
namespace {

constexpr std::int64_t ns_per_second = 1'000'000'000;

[[noreturn]] void refuse(std::string_view text, std::string_view reason) {
  throw Error(ErrorKind::bad_input, "time '" + std::string(text.substr(0, 64)) + "' " + std::string(reason));
}

/// Walks over the text; every reader refuses with the whole text named.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; ++i) {
      if (!at_digit()) malformed();
      value = value * 10 + (text_[next_++] - '0');
    }
    return value;
  }

  void expect(char wanted) {
    if (!accept(wanted)) malformed();
  }

  bool accept(char wanted) {
    if (next_ >= text_.size() || text_[next_] != wanted) return false;
    ++next_;
    return true;
  }

  std::int64_t fraction_ns() {
    std::int64_t value = 0;
    int count = 0;
    for (; at_digit(); ++next_, ++count) {
      if (count < 9) value = value * 10 + (text_[next_] - '0');
      if (count >= 9 && text_[next_] != '0') refuse(text_, "is finer than a nanosecond");
    }
    if (count == 0) malformed();
    for (; count < 9; ++count) value *= 10;
    return value;
  }

  void end() const {
    if (next_ != text_.size()) malformed();
  }

  [[noreturn]] void malformed() const { refuse(text_, "is not RFC 3339, like 2026-01-31T12:00:00.123Z"); }

 private:
  [[nodiscard]] bool at_digit() const { return next_ < text_.size() && text_[next_] >= '0' && text_[next_] <= '9'; }

  std::string_view text_;
  std::size_t next_ = 0;
};

std::int64_t offset_seconds(Cursor& at) {
  if (at.accept('Z') || at.accept('z')) return 0;
  const int sign = at.accept('-') ? -1 : 1;
  if (sign > 0) at.expect('+');
  const int hours = at.digits(2);
  at.expect(':');
  const int minutes = at.digits(2);
  if (hours > 23 || minutes > 59) at.malformed();
  return sign * (hours * 3600 + minutes * 60);
}

std::int64_t days_since_epoch(std::string_view text, int year, int month, int day) {
  const auto date = std::chrono::year(year) / month / day;
  if (!date.ok()) refuse(text, "names a day that does not exist");
  return std::chrono::sys_days(date).time_since_epoch().count();
}

void append_padded(std::string& out, std::int64_t value, int width) {
  std::array<char, 20> digits{};
  for (int i = width - 1; i >= 0; --i, value /= 10)
    digits[static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
  out.append(digits.data(), static_cast<std::size_t>(width));
}

}  // namespace

Timestamp parse_timestamp(std::string_view text) {
  Cursor at(text);
  const int year = at.digits(4);
  at.expect('-');
  const int month = at.digits(2);
  at.expect('-');
  const int day = at.digits(2);
  if (!at.accept('T') && !at.accept('t')) at.expect(' ');
  const int hour = at.digits(2);
  at.expect(':');
  const int minute = at.digits(2);
  at.expect(':');
  const int second = at.digits(2);
  std::int64_t fraction = at.accept('.') ? at.fraction_ns() : 0;
  const std::int64_t offset = offset_seconds(at);
  at.end();
  if (hour > 23 || minute > 59 || second > 60) at.malformed();
  if (second == 60) refuse(text, "is a leap second, which a count of seconds cannot keep");

  std::int64_t seconds =
      days_since_epoch(text, year, month, day) * 86'400 + hour * 3600 + minute * 60 + second - offset;
  if (seconds < 0 && fraction != 0) {  // both on one side of 1970: the first second that counts has no beginning
    ++seconds;
    fraction -= ns_per_second;
  }
  Timestamp time;
  if (__builtin_mul_overflow(seconds, ns_per_second, &time.ns) || __builtin_add_overflow(time.ns, fraction, &time.ns)) {
    refuse(text, "is outside the years 1677 to 2262 that nanoseconds can count");
  }
  return time;
}

void append_timestamp(std::string& out, Timestamp time) {
  std::int64_t seconds = time.ns / ns_per_second;
  std::int64_t fraction = time.ns % ns_per_second;
  if (fraction < 0) {
    fraction += ns_per_second;
    --seconds;
  }
  const auto whole_days =
      std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(seconds)));
  const std::chrono::year_month_day date(whole_days);
  const std::int64_t of_day = seconds - whole_days.time_since_epoch().count() * 86'400;

  append_padded(out, static_cast<int>(date.year()), 4);
  out += '-';
  append_padded(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  append_padded(out, static_cast<unsigned>(date.day()), 2);
  out += 'T';
  append_padded(out, of_day / 3600, 2);
  out += ':';
  append_padded(out, of_day / 60 % 60, 2);
  out += ':';
  append_padded(out, of_day % 60, 2);
  if (fraction != 0) {
    out += '.';
    if (fraction % 1'000'000 == 0)
      append_padded(out, fraction / 1'000'000, 3);
    else if (fraction % 1'000 == 0)
      append_padded(out, fraction / 1'000, 6);
    else
      append_padded(out, fraction, 9);
  }
  out += 'Z';
}

std::string to_string(Timestamp time) {
  std::string out;
  append_timestamp(out, time);
  return out;
}

Timestamp begin_of_day(Timestamp time) {
  constexpr std::int64_t day = 86'400 * ns_per_second;
  constexpr std::int64_t first = std::numeric_limits<std::int64_t>::min();
  const std::int64_t since = (time.ns % day + day) % day;
  return {time.ns < first + since ? first : time.ns - since};
}

Timestamp system_clock_now() {
  using std::chrono::duration_cast;
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {duration_cast<std::chrono::nanoseconds>(since_epoch).count()};
}

}  // namespace evs
