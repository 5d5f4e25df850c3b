#include "core/evolve/code_points.hpp"

namespace evs {

const CodePoints word_characters{{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}};

bool CodePoints::has(char32_t point) const {
  for (const Range& range : ranges) {
    if (point >= range.first && point <= range.last) return !negated;
  }
  return negated;
}

void CodePoints::add(const CodePoints& other) {
  if (!other.negated) {
    ranges.insert(ranges.end(), other.ranges.begin(), other.ranges.end());
    return;
  }
  char32_t next = 0;  // the gaps between its ranges
  for (const Range& range : other.ranges) {
    if (range.first > next) ranges.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  ranges.push_back({next, last_code_point});
}

char32_t take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<char32_t>(static_cast<unsigned char>(text[at])) : 0;
  };
  const char32_t first = byte(0);
  const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t point = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t at = 1; at < size; ++at) point = point << 6U | (byte(at) & 0x3FU);
  text.remove_prefix(size < text.size() ? size : text.size());
  return point;
}

}  // namespace evs
