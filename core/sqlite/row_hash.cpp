#include "core/sqlite/row_hash.hpp"

#include <bit>
#include <cstring>

#include "core/id.hpp"

namespace evs::sqlite {
namespace {

struct SipState {
  std::uint64_t v0, v1, v2, v3;

  void round() {
    v0 += v1;
    v1 = std::rotl(v1, 13) ^ v0;
    v0 = std::rotl(v0, 32);
    v2 += v3;
    v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3;
    v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1;
    v1 = std::rotl(v1, 17) ^ v2;
    v2 = std::rotl(v2, 32);
  }

  void take(std::uint64_t word) {
    v3 ^= word;
    round();
    v0 ^= word;
  }
};

}  // namespace

RowHash::RowHash() : key_{} {
  std::array<unsigned char, sizeof key_> random{};
  fill_random(random);
  std::memcpy(key_.data(), random.data(), random.size());
}

std::uint64_t RowHash::operator()(std::int64_t a, std::int64_t b, std::int64_t c) const {
  SipState state{key_[0] ^ 0x736f6d6570736575U, key_[1] ^ 0x646f72616e646f6dU, key_[0] ^ 0x6c7967656e657261U,
                 key_[1] ^ 0x7465646279746573U};
  for (const std::int64_t word : {a, b, c}) state.take(static_cast<std::uint64_t>(word));
  state.take(std::uint64_t{24} << 56U);  // the length of the message
  state.v2 ^= 0xFFU;
  for (int i = 0; i < 3; ++i) state.round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace evs::sqlite
