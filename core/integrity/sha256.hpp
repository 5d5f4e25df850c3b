#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/event.hpp"

namespace evs {

/// SHA-256 (FIPS 180-4), by libcrypto. One object serves one thread; finish() makes it ready for the next value. Throws
/// [system] if libcrypto fails.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void add(std::string_view bytes);
  void add(std::span<const unsigned char> bytes);
  void add_be64(std::int64_t number);
  /// The 8-byte big-endian length of the text, then the text, so that no two rows of texts are the same bytes.
  void add_lp(std::string_view text);
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The SHA-256 of one text.
Digest sha256(std::string_view text);

/// SHA-256(purpose ‖ a byte of zeros ‖ secret): what follows from a secret and does not lead back to it. Each use has a
/// purpose of its own.
Digest derived_digest(std::string_view purpose, std::span<const unsigned char> secret);

}  // namespace evs
