#include "core/sqlite/stream_positions.hpp"

#include <string>

#include "core/be64.hpp"

namespace evs::sqlite {
void append_position(Position position, std::vector<unsigned char>& bytes) {
  const auto all = be64(position.value);
  bytes.insert(bytes.end(), all.end() - position_bytes, all.end());
}

bool read_positions(std::span<const unsigned char> bytes, std::vector<Position>& positions) {
  constexpr auto size = static_cast<std::size_t>(position_bytes);
  bool is_right = bytes.size() % size == 0;
  std::int64_t before = 0;
  positions.clear();
  for (; bytes.size() >= size; bytes = bytes.subspan(size)) {
    std::int64_t position = 0;
    for (const unsigned char byte : bytes.first(size)) position = position << 8 | byte;
    is_right = is_right && position > before;
    positions.push_back({before = position});
  }
  return is_right;
}

StreamPositions::StreamPositions(const Database& database)
    : database_(database),
      row_(database.prepare("SELECT positions FROM streams WHERE stream_no = ?")),
      insert_(database.prepare("INSERT INTO stream_blocks VALUES (?, ?)")) {}

StreamPositions::InRow StreamPositions::add(std::int64_t stream_no, Seq before,
                                            std::span<const NumberRow<2>> positions) {
  const Seq version{before.value + static_cast<std::int64_t>(positions.size())};
  const bool fills_none = full_blocks_at(version) == full_blocks_at(before);
  bytes_.clear();
  if (!fills_none) read_row(stream_no, before);
  for (const auto& [stream, position] : positions) append_position({position}, bytes_);
  std::span<const unsigned char> left = bytes_;
  for (std::int64_t block = full_blocks_at(before); block < full_blocks_at(version); ++block) {
    write_block(stream_no, block, left.first(bytes_of_a_block));
    left = left.subspan(bytes_of_a_block);
  }
  return {left, fills_none};
}

void StreamPositions::read_row(std::int64_t stream_no, Seq before) {
  if (bytes_in_row_at(before) == 0) return;  // it may not have been written yet
  const Resetting resetting(row_);
  const bool is_there = row_.bind(1, stream_no).step();
  const auto bytes = is_there ? row_.blob(0) : std::span<const unsigned char>();
  if (static_cast<std::int64_t>(bytes.size()) != bytes_in_row_at(before)) {
    throw row_.damage("the row of stream number " + std::to_string(stream_no) + " has lost positions of its events");
  }
  bytes_.assign(bytes.begin(), bytes.end());
}

void StreamPositions::write_block(std::int64_t stream_no, std::int64_t block_no, std::span<const unsigned char> bytes) {
  if (block_no >= most_blocks || stream_no > largest_stream_no) {
    throw database_.damage("stream number " + std::to_string(stream_no) + " has more events than it can have");
  }
  insert_.bind(1, place_of_block(stream_no, block_no)).bind_blob(2, bytes).run();
  database_.require_changes(1);
}

}  // namespace evs::sqlite
