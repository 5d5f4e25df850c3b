#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/numbering.hpp"
#include "core/text_map.hpp"
#include "core/timestamp.hpp"

namespace evs::sqlite {

/// A stream as its row says, with what the current batch adds.
struct StreamRow {
  std::int64_t no = 0;  // 0: has no row yet
  SourceNumbering numbering;
  Timestamp first;
  Timestamp last;
  bool changed = false;
};

/// The streams that a writer has met, by their names. An open table, since an import asks it for each event, and most
/// of what it asks is not in the processor's cache: it looks at one slot and one entry, where a chain of nodes has
/// three or more.
class StreamTable {
 public:
  using Entry = std::pair<const std::string, StreamRow>;

  /// nullptr if it is not there.
  [[nodiscard]] Entry* find(std::string_view name) {
    if (entries_.empty()) return nullptr;
    const Slot& slot = slots_[place_of(hash_of(name), name)];
    return slot.number == 0 ? nullptr : &entries_[slot.number - 1];
  }

  /// The name must not be there yet. The reference stays valid until clear().
  Entry& add(std::string_view name) {
    if ((entries_.size() + 1) * 2 > slots_.size()) make_room();
    const std::uint32_t hash = hash_of(name);
    Slot& slot = slots_[place_of(hash, name)];
    Entry& entry = entries_.emplace_back(std::string(name), StreamRow{});
    slot = {hash, static_cast<std::uint32_t>(entries_.size())};
    return entry;
  }

  void clear() {
    entries_.clear();
    slots_.clear();
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t number;  // of the entry, counted from 1; 0: none
  };

  static std::uint32_t hash_of(std::string_view name) { return static_cast<std::uint32_t>(TextHash{}(name)); }

  /// Where the name is, or where it would be.
  [[nodiscard]] std::size_t place_of(std::uint32_t hash, std::string_view name) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = hash & mask;
    for (; slots_[place].number != 0; place = (place + 1) & mask) {
      if (slots_[place].hash == hash && entries_[slots_[place].number - 1].first == name) break;
    }
    return place;
  }

  void make_room() {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(64, slots_.size() * 2)));
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.number == 0) continue;
      std::size_t place = slot.hash & mask;
      while (slots_[place].number != 0) place = (place + 1) & mask;
      slots_[place] = slot;
    }
  }

  std::deque<Entry> entries_;
  std::vector<Slot> slots_;
};

}  // namespace evs::sqlite
