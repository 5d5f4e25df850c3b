#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/event.hpp"
#include "core/sqlite/id_block.hpp"

namespace evs::sqlite {

/// The positions of a batch's events by the look-up keys of their ids. An open table of the entries' numbers, since a
/// node on the heap for each key took longer than the rest of the look-up. The keys are hashes: their lowest bits will
/// do for a place in the table.
class KeyTable {
 public:
  /// The first of the positions under the key that the caller takes.
  template <class Takes>
  [[nodiscard]] std::optional<Position> find(std::int64_t key, Takes takes) const {
    if (entries_.empty()) return std::nullopt;
    for (std::size_t place = first_place(key); numbers_[place] != 0; place = next_place(place)) {
      const auto& [other, position] = entries_[numbers_[place] - 1];
      if (other == key && takes(Position{position})) return Position{position};
    }
    return std::nullopt;
  }

  /// There may be entries with that key.
  void add(std::int64_t key, Position position) {
    entries_.push_back({key, position.value});
    if (entries_.size() * 2 > numbers_.size()) return make_room();
    put(entries_.size());
  }

  /// To have in the processor's cache what find() and add() look at.
  void fetch(std::int64_t key) const {
    if (!numbers_.empty()) __builtin_prefetch(&numbers_[first_place(key)]);
  }

  void clear() {
    entries_.clear();
    std::fill(numbers_.begin(), numbers_.end(), 0);
  }

  /// The entries in the order in which they came; none are left.
  [[nodiscard]] std::vector<IdEntry> take() {
    std::vector<IdEntry> taken = std::move(entries_);
    clear();
    return taken;
  }

 private:
  [[nodiscard]] std::size_t first_place(std::int64_t key) const {
    return static_cast<std::size_t>(key) & (numbers_.size() - 1);
  }
  [[nodiscard]] std::size_t next_place(std::size_t place) const { return (place + 1) & (numbers_.size() - 1); }

  void put(std::size_t number) {
    std::size_t place = first_place(entries_[number - 1][0]);
    while (numbers_[place] != 0) place = next_place(place);
    numbers_[place] = static_cast<std::uint32_t>(number);
  }

  void make_room() {
    numbers_.assign(std::bit_ceil(entries_.size() * 4), 0);
    for (std::size_t number = 1; number <= entries_.size(); ++number) put(number);
  }

  std::vector<IdEntry> entries_;
  std::vector<std::uint32_t> numbers_;  // of entries, counted from 1; 0: none
};

}  // namespace evs::sqlite
