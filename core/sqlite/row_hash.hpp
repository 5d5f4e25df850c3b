#pragma once

#include <array>
#include <cstdint>

namespace evs::sqlite {

/// A keyed hash of three numbers (SipHash-1-3). Sums of it, modulo 2^64, compare two sets of rows without holding
/// either: rows that are forged without knowing the key give another sum but once in 2^64.
class RowHash {
 public:
  /// With a random key.
  RowHash();
  [[nodiscard]] std::uint64_t operator()(std::int64_t a, std::int64_t b, std::int64_t c) const;

 private:
  std::array<std::uint64_t, 2> key_;
};

}  // namespace evs::sqlite
