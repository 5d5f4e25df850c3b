#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace evs {

/// A JSON number, exactly: 12345678901234567890 is not 12345678901234567000, and 0.3 is three times 0.1.
class Decimal {
 public:
  /// Of no number that can be a divisor are there more digits than this.
  static constexpr std::size_t most_divisor_digits = 18;

  Decimal() = default;  // zero
  /// `spelling` is a number as JSON spells it. Exponents beyond 10^15 count as 10^15.
  explicit Decimal(std::string_view spelling);

  [[nodiscard]] bool is_zero() const { return digits_.empty(); }
  [[nodiscard]] bool is_negative() const { return negative_; }
  /// Whether it has no fraction: 1.0 and 1e3 have none.
  [[nodiscard]] bool is_integer() const { return digits_.empty() || exponent_ >= 0; }
  /// How many digits there are between the first and the last that is not zero.
  [[nodiscard]] std::size_t significant_digits() const { return digits_.size(); }
  /// Whether it is an integer times `divisor`, which is above zero and has at most most_divisor_digits.
  [[nodiscard]] bool is_multiple_of(const Decimal& divisor) const;
  /// One spelling for all spellings of the same number.
  [[nodiscard]] std::string canonical() const;
  /// The number, if it is a whole one from 0 to 10^15; -1 otherwise.
  [[nodiscard]] std::int64_t count() const;

  std::strong_ordering operator<=>(const Decimal& other) const;
  bool operator==(const Decimal& other) const = default;

 private:
  bool negative_ = false;
  std::string digits_;         // neither the first nor the last is 0; empty for zero
  std::int64_t exponent_ = 0;  // the number is digits_ * 10^exponent_
};

}  // namespace evs
