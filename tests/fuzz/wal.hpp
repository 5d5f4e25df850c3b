#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace evs::fuzz {

/// Makes the bytes of a SQLite write-ahead log valid again, as far as salts and checksums go: without that, SQLite
/// passes over every frame that was changed. The format is SQLite's
/// (https://www.sqlite.org/fileformat2.html#walformat).
class WalSealer {
 public:
  static void seal(std::string& wal, std::size_t page_size) {
    if (wal.size() < header_size) return;
    WalSealer sealer(wal);
    sealer.put(16, 0x01020304);
    sealer.put(20, 0x05060708);
    sealer.add(0, 24);
    sealer.put_checksum(24);
    constexpr std::size_t frame_header = 24;
    for (std::size_t at = header_size; at + frame_header + page_size <= wal.size(); at += frame_header + page_size) {
      sealer.put(at + 8, 0x01020304);
      sealer.put(at + 12, 0x05060708);
      sealer.add(at, 8);
      sealer.add(at + frame_header, page_size);
      sealer.put_checksum(at + 16);
    }
  }

 private:
  static constexpr std::size_t header_size = 32;

  explicit WalSealer(std::string& wal) : wal_(wal), is_big_endian_((byte(3) & 1U) != 0) {}

  [[nodiscard]] std::uint32_t byte(std::size_t at) const { return static_cast<unsigned char>(wal_[at]); }

  [[nodiscard]] std::uint32_t word(std::size_t at) const {
    if (is_big_endian_) return byte(at) << 24U | byte(at + 1) << 16U | byte(at + 2) << 8U | byte(at + 3);
    return byte(at + 3) << 24U | byte(at + 2) << 16U | byte(at + 1) << 8U | byte(at);
  }

  void put(std::size_t at, std::uint32_t value) {
    for (unsigned i = 0; i < 4; ++i) wal_[at + i] = static_cast<char>(value >> (24U - 8U * i));
  }

  void add(std::size_t at, std::size_t size) {
    for (std::size_t end = at + size; at < end; at += 8) {
      sums_[0] = wrapping(std::uint64_t{sums_[0]} + word(at) + sums_[1]);
      sums_[1] = wrapping(std::uint64_t{sums_[1]} + word(at + 4) + sums_[0]);
    }
  }
  static std::uint32_t wrapping(std::uint64_t sum) { return static_cast<std::uint32_t>(sum); }

  void put_checksum(std::size_t at) {
    put(at, sums_[0]);
    put(at + 4, sums_[1]);
  }

  std::string& wal_;
  bool is_big_endian_;
  std::array<std::uint32_t, 2> sums_{};
};

}  // namespace evs::fuzz
