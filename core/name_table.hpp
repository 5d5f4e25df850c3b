#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text_map.hpp"

namespace evs {

/// A map by name that grows and is asked for each event of a log, most of it not in the processor's cache. It looks at
/// one slot and one entry, where a chain of nodes has three or more. Entries stay where they are, in the order in which
/// they came; there are at most 2^32.
template <class Value>
class NameTable {
 public:
  using Entry = std::pair<const std::string, Value>;

  /// nullptr if it is not there.
  [[nodiscard]] const Entry* find(std::string_view name) const {
    const std::uint32_t number = number_of(name);
    return number == 0 ? nullptr : &entries_[number - 1];
  }
  [[nodiscard]] Entry* find(std::string_view name) {
    const std::uint32_t number = number_of(name);
    return number == 0 ? nullptr : &entries_[number - 1];
  }

  /// The entry of a name, made when it is missing. The reference stays valid until clear().
  Entry& operator[](std::string_view name) {
    if ((entries_.size() + 1) * 2 > slots_.size()) make_room();
    const std::uint32_t hash = hash_of(name);
    Slot& slot = slots_[place_of(hash, name)];
    if (slot.number != 0) return entries_[slot.number - 1];
    Entry& entry = entries_.emplace_back(std::string(name), Value{});
    slot = {hash, static_cast<std::uint32_t>(entries_.size())};
    return entry;
  }

  /// To have in the processor's cache what a later look at names needs: first the slots of some, then their entries.
  void fetch_slot(std::uint32_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]);
  }
  void fetch_entry(std::uint32_t hash) const {
    if (slots_.empty()) return;
    const Slot& slot = slots_[hash & (slots_.size() - 1)];
    if (slot.number != 0) __builtin_prefetch(&entries_[slot.number - 1]);
  }

  /// The upper half, since those who share out streams by their hashes do it by the lower bits.
  static std::uint32_t hash_of(std::string_view name) { return static_cast<std::uint32_t>(TextHash{}(name) >> 32U); }

  void clear() {
    entries_.clear();
    slots_.clear();
  }

  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] const std::deque<Entry>& entries() const { return entries_; }
  [[nodiscard]] std::deque<Entry>& entries() { return entries_; }

 private:
  struct Slot {
    std::uint32_t hash;
    std::uint32_t number;  // of the entry, counted from 1; 0: none
  };

  [[nodiscard]] std::uint32_t number_of(std::string_view name) const {
    return entries_.empty() ? 0 : slots_[place_of(hash_of(name), name)].number;
  }

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
    const std::vector<Slot> old =
        std::exchange(slots_, std::vector<Slot>(std::max<std::size_t>(64, slots_.size() * 2)));
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

}  // namespace evs
