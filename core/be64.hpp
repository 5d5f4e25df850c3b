#pragma once

#include <array>
#include <cstdint>

namespace evs {

/// A number as 8 bytes, the most significant one first.
inline std::array<unsigned char, 8> be64(std::int64_t number) {
  std::array<unsigned char, 8> bytes{};
  for (unsigned i = 0; i < 8; ++i) {
    bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (56U - 8 * i) & 0xFFU);
  }
  return bytes;
}

}  // namespace evs
