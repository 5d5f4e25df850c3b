#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "core/integrity/sha256.hpp"

namespace evs {

/// HMAC-SHA256 (RFC 2104) under one key, of which no copy stays behind. One object serves one thread.
class HmacSha256 {
 public:
  explicit HmacSha256(std::string_view key);
  ~HmacSha256();
  HmacSha256(const HmacSha256&) = delete;
  HmacSha256& operator=(const HmacSha256&) = delete;

  Digest of(std::string_view message);

 private:
  static constexpr std::size_t block = 64;
  Sha256 hash_;
  std::array<unsigned char, block> inner_{};  // the key, as each of the two hashes begins with it
  std::array<unsigned char, block> outer_{};
};

}  // namespace evs
