#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/id_block.hpp"
#include "core/sqlite/schema.hpp"

namespace evs::sqlite {

/// The look-up key of an id: SHA-256(store key ‖ id), its first 7 bytes, big-endian. Two ids may share one.
std::int64_t id_key(const StoreKey& key, std::string_view id);

/// Where to find events by their ids: the table event_ids of evs-store(5). A few entries go into the blocks of the last
/// run, as into a B-tree. Many at once make a run of their own, and when there are several, the last are merged, so
/// that a load does not come to every page that is there with each commit, and an entry is written again only a few
/// times (a log-structured merge: O'Neil and others, "The log-structured merge-tree", 1996).
///
/// All of it throws [damaged] for what evs did not write. Whoever writes does so in a transaction.
class IdIndex {
 public:
  explicit IdIndex(const Database& database);

  /// To be called before all else, and again once others may have written or a transaction was rolled back.
  void begin();
  /// Whether there is not even a block.
  [[nodiscard]] bool is_empty() const { return runs_ == 0; }

  /// The positions under a key.
  std::vector<Position> positions_at(std::int64_t key);

  /// The key that is looked for, and a number of the caller's.
  using WantedKey = std::array<std::int64_t, 2>;
  using FoundVisitor = std::function<void(std::int64_t number, Position position)>;
  /// The positions under each of some keys, which are sorted: one pass over each run, in the order of its pages.
  void find(std::span<const WantedKey> wanted, const FoundVisitor& visit);

  /// Adds sorted entries.
  void add(std::span<const IdEntry> entries);
  /// False if there is no such entry.
  bool remove(const IdEntry& entry);

  /// All entries, in the order of their keys.
  void walk(const std::function<void(const IdEntry&)>& visit) const;

 private:
  /// Reads the block in which the key is, or would be.
  void read(std::int64_t run, std::int64_t key);
  /// Writes the block that was read, and has other entries now; as several if they are too many.
  void write_back();
  void add_to(std::int64_t run, std::span<const IdEntry> entries);
  /// The first one at this place, the others where their entries begin.
  void insert_blocks(std::int64_t place, std::span<const IdEntry> entries);
  [[nodiscard]] std::size_t blocks_of(std::int64_t run) const;
  void merge_runs();
  /// All entries of this run and those behind it.
  void walk_from(std::int64_t first, const std::function<void(const IdEntry&)>& visit) const;

  const Database& database_;
  std::int64_t runs_ = 0;
  struct {
    std::int64_t place = 0;
    std::vector<IdEntry> entries;
    std::int64_t end = 0;             // the first key that lies in another block of the run
  } block_;                           // that was read last
  std::vector<unsigned char> bytes_;  // of the block that is written
  Statement last_place_;
  Statement block_at_;
  Statement update_;
  Statement insert_;  // once it is needed
};

}  // namespace evs::sqlite
