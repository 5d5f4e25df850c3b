#include "core/sqlite/id_block.hpp"

#include <algorithm>

#include "core/be64.hpp"

namespace evs::sqlite {
namespace {

constexpr std::size_t key_bytes = id_key_bits / 8;
constexpr std::size_t position_bytes = 6;
constexpr std::size_t entry_bytes = key_bytes + position_bytes;
static_assert(largest_position == (std::int64_t{1} << (8 * position_bytes)) - 1);

}  // namespace

void write_block(std::span<const IdEntry> entries, std::vector<unsigned char>& block) {
  block.resize(entries.size() * entry_bytes);
  unsigned char* to = block.data();
  for (const auto& [key, position] : entries) {
    const auto of_key = be64(key);
    const auto of_position = be64(position);
    std::copy(of_key.end() - key_bytes, of_key.end(), to);
    std::copy(of_position.end() - position_bytes, of_position.end(), to + key_bytes);
    to += entry_bytes;
  }
}

bool read_block(std::span<const unsigned char> block, std::vector<IdEntry>& entries) {
  if (block.size() % entry_bytes != 0) return false;
  entries.resize(block.size() / entry_bytes);
  const unsigned char* from = block.data();
  std::int64_t key_before = -1;
  std::int64_t position_before = 0;
  bool is_right = true;
  for (IdEntry& entry : entries) {
    const auto key = static_cast<std::int64_t>(from_be64(from) >> 8U);  // behind it, the first byte of the position
    const std::int64_t position = static_cast<std::int64_t>(from_be64(from + entry_bytes - 8)) & largest_position;
    const bool ascends = key > key_before || (key == key_before && position > position_before);
    is_right = is_right && ascends && position > 0;
    entry = {key, position};
    key_before = key;
    position_before = position;
    from += entry_bytes;
  }
  return is_right;
}

}  // namespace evs::sqlite
