#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/event.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/number_sort.hpp"

namespace evs::sqlite {

/// Where the events of a stream are: their positions in the order of their seqs, the first so many in block 0 of the
/// table stream_blocks, as many in block 1 and so on, and those that do not fill a block in the stream's row
/// (evs-store(5)).
constexpr std::int64_t positions_of_a_block = 64;

/// The block in which the position of an event is, unless it is in the row.
constexpr std::int64_t block_of(Seq seq) { return (seq.value - 1) / positions_of_a_block; }
constexpr std::int64_t full_blocks_at(Seq version) { return version.value / positions_of_a_block; }
/// How many bytes the positions are that the row of a stream holds, and those of a block.
constexpr std::int64_t position_bytes = 6;
constexpr std::int64_t bytes_in_row_at(Seq version) { return version.value % positions_of_a_block * position_bytes; }
constexpr std::int64_t bytes_of_a_block = positions_of_a_block * position_bytes;

/// The key of a block's row.
constexpr unsigned block_no_bits = 28;
constexpr std::int64_t place_of_block(std::int64_t stream_no, std::int64_t block_no) {
  return (stream_no << block_no_bits) + block_no;
}
constexpr std::int64_t most_blocks = std::int64_t{1} << block_no_bits;
constexpr std::int64_t largest_stream_no = (std::int64_t{1} << (63 - block_no_bits)) - 1;
constexpr std::int64_t stream_no_in(std::int64_t place) { return place >> block_no_bits; }
constexpr std::int64_t block_no_in(std::int64_t place) { return place - place_of_block(stream_no_in(place), 0); }

/// Positions as 6 bytes each, the most significant one first.
void append_position(Position position, std::vector<unsigned char>& bytes);
/// Reads as many as there are; false if the bytes are not those of positions that ascend from 1 on.
bool read_positions(std::span<const unsigned char> bytes, std::vector<Position>& positions);

/// Keeps where the events are that are added to streams.
class StreamPositions {
 public:
  explicit StreamPositions(const Database& database);

  /// What the row of a stream is to hold.
  struct InRow {
    std::span<const unsigned char> bytes;  // valid until the next call
    bool is_behind;                        // what it holds, or in its place
  };
  /// The positions, which are the second columns, come behind the `before` events of a stream. Writes the blocks that
  /// they fill. Throws [damaged] if the stream's row does not have what belongs to so many events.
  InRow add(std::int64_t stream_no, Seq before, std::span<const NumberRow<2>> positions);

 private:
  void read_row(std::int64_t stream_no, Seq before);
  void write_block(std::int64_t stream_no, std::int64_t block_no, std::span<const unsigned char> bytes);

  const Database& database_;
  std::vector<unsigned char> bytes_;
  Statement row_;
  Statement insert_;
};

}  // namespace evs::sqlite
