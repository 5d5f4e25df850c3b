#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>

namespace evs {

/// A number as 8 bytes, the most significant one first. Hot: every commitment holds seven, so the bytes are not shifted
/// out one by one.
inline std::array<unsigned char, 8> be64(std::int64_t number) {
  auto bits = static_cast<std::uint64_t>(number);
  if constexpr (std::endian::native == std::endian::little) bits = __builtin_bswap64(bits);
  return std::bit_cast<std::array<unsigned char, 8>>(bits);
}

/// The number whose be64() these 8 bytes are.
inline std::uint64_t from_be64(const unsigned char* bytes) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, bytes, sizeof(bits));
  if constexpr (std::endian::native == std::endian::little) bits = __builtin_bswap64(bits);
  return bits;
}

inline void append_be64(std::string& out, std::int64_t number) {
  const auto bytes = be64(number);
  out.append(bytes.begin(), bytes.end());
}

}  // namespace evs
