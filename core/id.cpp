#include "core/id.hpp"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <mutex>

#include "core/error.hpp"

namespace evs {
namespace {

using Uuid = std::array<unsigned char, 16>;

std::string text_of(const Uuid& uuid) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += digits[uuid[i] >> 4U];
    out += digits[uuid[i] & 15U];
  }
  return out;
}

void set_version(Uuid& uuid, unsigned version) {
  uuid[6] = static_cast<unsigned char>((uuid[6] & 0x0FU) | (version << 4U));
  uuid[8] = static_cast<unsigned char>((uuid[8] & 0x3FU) | 0x80U);
}

Uuid with_version(std::span<const unsigned char> bytes, unsigned version) {
  Uuid uuid;
  std::copy_n(bytes.begin(), uuid.size(), uuid.begin());
  set_version(uuid, version);
  return uuid;
}

/// Time and a 12-bit counter, never going back within the process even when the clock does (RFC 9562, 6.2, method 1).
std::uint64_t next_tick(Timestamp now) {
  static std::mutex mutex;
  static std::uint64_t last = 0;
  const auto milliseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(now.ns / 1'000'000, 0));
  const std::lock_guard lock(mutex);
  last = std::max(milliseconds << 12U, last + 1);
  return last;
}

}  // namespace

void fill_random(std::span<unsigned char> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::getrandom(bytes.data(), bytes.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error("cannot read random bytes", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
}

std::string make_id(Timestamp now) {
  Uuid uuid;
  fill_random(uuid);
  const std::uint64_t tick = next_tick(now);
  for (unsigned i = 0; i < 6; ++i) uuid[i] = static_cast<unsigned char>(tick >> (52U - 8U * i));
  uuid[6] = static_cast<unsigned char>((tick >> 8U) & 0x0FU);
  uuid[7] = static_cast<unsigned char>(tick);
  set_version(uuid, 7);
  return text_of(uuid);
}

std::string make_uuid4(std::span<const unsigned char> bytes) { return text_of(with_version(bytes, 4)); }

std::string make_derived_id(std::span<const unsigned char> bytes) { return text_of(with_version(bytes, 8)); }

bool is_derived_id(std::string_view id) {
  return id.size() == 36 && id[8] == '-' && id[13] == '-' && id[14] == '8' && id[18] == '-' && id[23] == '-';
}

}  // namespace evs
