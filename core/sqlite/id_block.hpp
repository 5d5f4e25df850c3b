#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace evs::sqlite {

constexpr unsigned id_key_bits = 56;
constexpr std::int64_t largest_position = (std::int64_t{1} << 48) - 1;

/// The look-up key of an event's id, from 0 to 2^56 - 1, and the event's position, from 1 on.
using IdEntry = std::array<std::int64_t, 2>;

/// Sorted entries as 13 bytes each: the key, then the position, both most significant byte first.
void write_block(std::span<const IdEntry> entries, std::vector<unsigned char>& block);

/// False if the bytes are not such a block.
bool read_block(std::span<const unsigned char> block, std::vector<IdEntry>& entries);

}  // namespace evs::sqlite
