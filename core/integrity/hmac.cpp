#include "core/integrity/hmac.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace evs {

HmacSha256::HmacSha256(std::string_view key) {
  if (key.size() > block) {
    hash_.add(key);
    Digest short_key = hash_.finish();
    std::copy(short_key.begin(), short_key.end(), inner_.begin());
    OPENSSL_cleanse(short_key.data(), short_key.size());
  } else {
    std::copy(key.begin(), key.end(), inner_.begin());
  }
  constexpr unsigned char inner_pad = 0x36;
  constexpr unsigned char outer_pad = 0x5C;
  for (std::size_t i = 0; i < block; ++i) {
    outer_[i] = static_cast<unsigned char>(inner_[i] ^ outer_pad);
    inner_[i] = static_cast<unsigned char>(inner_[i] ^ inner_pad);
  }
}

HmacSha256::~HmacSha256() {
  OPENSSL_cleanse(inner_.data(), block);
  OPENSSL_cleanse(outer_.data(), block);
}

Digest HmacSha256::of(std::string_view message) {
  hash_.add(inner_);
  hash_.add(message);
  const Digest inside = hash_.finish();
  hash_.add(outer_);
  hash_.add(inside);
  return hash_.finish();
}

}  // namespace evs
