#include "core/evolve/decimal.hpp"

#include <algorithm>
#include <numeric>

namespace evs {
namespace {

constexpr std::int64_t largest_exponent = 1'000'000'000'000'000;

std::int64_t exponent_in(std::string_view digits) {
  const bool negative = digits.starts_with('-');
  if (negative || digits.starts_with('+')) digits.remove_prefix(1);
  std::int64_t value = 0;
  for (const char digit : digits) value = std::min(value * 10 + (digit - '0'), largest_exponent);
  return negative ? -value : value;
}

/// digits mod divisor, which is below 10^18, so that nothing overflows.
std::uint64_t remainder_of(std::string_view digits, std::uint64_t divisor) {
  std::uint64_t remainder = 0;
  for (const char digit : digits) remainder = (remainder * 10 + static_cast<std::uint64_t>(digit - '0')) % divisor;
  return remainder;
}

std::uint64_t value_of(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char digit : digits) value = value * 10 + static_cast<std::uint64_t>(digit - '0');
  return value;
}

}  // namespace

Decimal::Decimal(std::string_view spelling) {
  negative_ = spelling.starts_with('-');
  if (negative_) spelling.remove_prefix(1);
  const std::size_t e = spelling.find_first_of("eE");
  if (e != std::string_view::npos) exponent_ = exponent_in(spelling.substr(e + 1));
  const std::string_view mantissa = spelling.substr(0, e);
  const std::size_t point = mantissa.find('.');
  digits_ = mantissa.substr(0, point);
  if (point != std::string_view::npos) {
    digits_ += mantissa.substr(point + 1);
    exponent_ -= static_cast<std::int64_t>(mantissa.size() - point - 1);
  }
  digits_.erase(0, digits_.find_first_not_of('0'));
  const std::size_t last = digits_.find_last_not_of('0');
  if (digits_.empty() || last == std::string::npos) {
    *this = Decimal();
    return;
  }
  exponent_ += static_cast<std::int64_t>(digits_.size() - last - 1);
  digits_.resize(last + 1);
}

/// The number is an integer times the divisor if da * 10^k is one times db, k being the difference of the exponents.
bool Decimal::is_multiple_of(const Decimal& divisor) const {
  if (is_zero()) return true;
  std::int64_t shift = exponent_ - divisor.exponent_;
  if (shift < 0) return false;  // the last digit is not 0
  std::uint64_t left = value_of(divisor.digits_);
  for (; shift > 0; --shift) {  // what 10^k brings of the divisor
    const std::uint64_t common = std::gcd(left, std::uint64_t{10});
    if (common == 1) break;
    left /= common;
  }
  return remainder_of(digits_, left) == 0;
}

std::string Decimal::canonical() const {
  if (is_zero()) return "0";
  return (negative_ ? "-" : "") + digits_ + "e" + std::to_string(exponent_);
}

std::int64_t Decimal::count() const {
  constexpr std::size_t most_digits = 15;
  if (is_zero()) return 0;
  if (negative_ || exponent_ < 0 || digits_.size() + static_cast<std::size_t>(exponent_) > most_digits) return -1;
  return static_cast<std::int64_t>(value_of(digits_ + std::string(static_cast<std::size_t>(exponent_), '0')));
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  const auto sign = [](const Decimal& number) { return number.is_zero() ? 0 : number.negative_ ? -1 : 1; };
  if (sign(*this) != sign(other)) return sign(*this) <=> sign(other);
  const auto size = [](const Decimal& number) { return static_cast<std::int64_t>(number.digits_.size()); };
  auto magnitude = size(*this) + exponent_ <=> size(other) + other.exponent_;
  if (magnitude == 0) magnitude = digits_.compare(other.digits_) <=> 0;
  return negative_ ? 0 <=> magnitude : magnitude;
}

}  // namespace evs
