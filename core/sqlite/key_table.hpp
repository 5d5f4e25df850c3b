#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/event.hpp"

namespace evs::sqlite {

/// The positions of a batch's events by the look-up keys of their ids. An open table of the entries' numbers, since a
/// node on the heap for each key took longer than the rest of the look-up. The keys are hashes: their lowest bits will
/// do for a place in the table.
class KeyTable {
 public:
  using Entry = std::pair<std::int64_t, Position>;

  [[nodiscard]] std::optional<Position> find(std::int64_t key) const {
    if (entries_.empty()) return std::nullopt;
    const std::uint32_t number = numbers_[place_of(key)];
    if (number == 0) return std::nullopt;
    return entries_[number - 1].second;
  }

  /// The key must not be there yet.
  void add(std::int64_t key, Position position) {
    entries_.emplace_back(key, position);
    if (entries_.size() * 2 > numbers_.size()) return make_room();
    numbers_[place_of(key)] = static_cast<std::uint32_t>(entries_.size());
  }

  /// To have in the processor's cache what find() and add() look at.
  void fetch(std::int64_t key) const {
    if (!numbers_.empty()) __builtin_prefetch(&numbers_[static_cast<std::size_t>(key) & (numbers_.size() - 1)]);
  }

  void clear() {
    entries_.clear();
    std::fill(numbers_.begin(), numbers_.end(), 0);
  }

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  /// Where the key's number is, or where it would be.
  [[nodiscard]] std::size_t place_of(std::int64_t key) const {
    const std::size_t mask = numbers_.size() - 1;
    auto place = static_cast<std::size_t>(key) & mask;
    while (numbers_[place] != 0 && entries_[numbers_[place] - 1].first != key) place = (place + 1) & mask;
    return place;
  }

  void make_room() {
    numbers_.assign(std::bit_ceil(entries_.size() * 4), 0);
    for (std::size_t i = 0; i < entries_.size(); ++i)
      numbers_[place_of(entries_[i].first)] = static_cast<std::uint32_t>(i) + 1;
  }

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> numbers_;  // of entries, counted from 1; 0: none
};

}  // namespace evs::sqlite
