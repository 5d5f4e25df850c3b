#include "core/sqlite/id_index.hpp"

#include <algorithm>
#include <utility>

#include "core/sqlite/reading.hpp"

namespace evs::sqlite {
namespace {

/// Three blocks of a run that is written whole fill a page of 8 KiB, and two of the largest that came to be since.
constexpr std::size_t entries_of_a_new_block = 208;
constexpr std::size_t entries_of_the_largest_block = 312;

/// Fewer entries are not worth a run.
constexpr std::size_t least_of_a_run = 1024;
/// As many runs as an append can ask without being slower for it.
constexpr std::int64_t few_runs = 6;
/// Runs that would have more blocks together, some eight million entries, are not merged: no commit takes a second for
/// it.
constexpr std::size_t most_merged_blocks = 38'000;
/// The last one takes what comes then. Their places are numbers that a statement reads.
constexpr std::int64_t most_runs = 60;
/// Entries that are in memory while runs are merged.
constexpr std::size_t entries_at_once = 1 << 16;

constexpr std::int64_t place_of(std::int64_t run, std::int64_t key) { return (run << id_key_bits) + key; }
constexpr std::int64_t run_in(std::int64_t place) { return place >> id_key_bits; }
constexpr std::int64_t bound_in(std::int64_t place) { return place - place_of(run_in(place), 0); }
constexpr std::int64_t end_of_keys = std::int64_t{1} << id_key_bits;

std::string text(std::int64_t number) { return std::to_string(number); }

/// Of a row whose columns are place and entries.
void read_entries(const Statement& row, std::vector<IdEntry>& entries) {
  const std::int64_t place = row.integer(0);
  const bool is_blob = !row.is_null(1) && !row.is_number(1);
  if (is_blob && read_block(row.blob(1), entries) && (entries.empty() || entries[0][0] >= bound_in(place))) return;
  throw row.damage("block " + text(place) + " of the look-up of ids is not one that evs wrote");
}

/// The last key of a block lies before the bound of the next.
void require_below(std::int64_t bound, std::int64_t key, const Statement& row) {
  if (key >= bound) throw row.damage("a block of the look-up of ids has keys of the next");
}

[[noreturn]] void miss_beginning(const Statement& row, std::int64_t run) {
  throw row.damage("the look-up of ids has lost the beginning of run " + text(run));
}

/// How many of the entries make a block of a run that is written whole: those that share a key are not parted.
std::size_t size_of_a_block(std::span<const IdEntry> entries) {
  std::size_t size = std::min(entries.size(), entries_of_a_new_block);
  while (size < entries.size() && entries[size][0] == entries[size - 1][0]) ++size;
  return size;
}

/// One run's entries, one after the other.
class RunWalk {
 public:
  RunWalk(const Database& database, std::int64_t run)
      : rows_(database.prepare("SELECT place, entries FROM event_ids WHERE place BETWEEN ?1 AND ?2 ORDER BY place")) {
    rows_.bind(1, place_of(run, 0)).bind(2, place_of(run, end_of_keys - 1));
    if (!rows_.step() || rows_.integer(0) != place_of(run, 0)) miss_beginning(rows_, run);
    read_entries(rows_, entries_);
    skip_to_an_entry();
  }

  [[nodiscard]] bool is_at_end() const { return at_ == entries_.size(); }
  [[nodiscard]] const IdEntry& entry() const { return entries_[at_]; }
  void next() {
    ++at_;
    skip_to_an_entry();
  }

 private:
  void skip_to_an_entry() {
    while (at_ == entries_.size()) {
      const std::int64_t last = entries_.empty() ? -1 : entries_.back()[0];
      if (!rows_.step()) return;
      require_below(bound_in(rows_.integer(0)), last, rows_);
      read_entries(rows_, entries_);
      at_ = 0;
    }
  }

  Statement rows_;
  std::vector<IdEntry> entries_;
  std::size_t at_ = 0;
};

}  // namespace

std::int64_t id_key(const StoreKey& key, std::string_view id) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(lookup_key(key, id)) >> (64 - id_key_bits));
}

IdIndex::IdIndex(const Database& database)
    : database_(database),
      last_place_(database.prepare("SELECT place FROM event_ids ORDER BY place DESC LIMIT 1")),
      block_at_(database.prepare(
          "SELECT place, entries, (SELECT n.place FROM event_ids n WHERE n.place > b.place ORDER BY n.place LIMIT 1) "
          "FROM event_ids b WHERE place BETWEEN ?1 AND ?2 ORDER BY place DESC LIMIT 1")),
      update_(database.prepare("UPDATE event_ids SET entries = ?2 WHERE place = ?1")) {}

void IdIndex::begin() {
  const Resetting resetting(last_place_);
  runs_ = last_place_.step() ? run_in(last_place_.checked_integer(0, 0, "a place in the look-up of ids")) + 1 : 0;
  if (runs_ > most_runs) throw last_place_.damage("the look-up of ids has more runs than it may have");
}

void IdIndex::read(std::int64_t run, std::int64_t key) {
  const Resetting resetting(block_at_);
  if (!block_at_.bind(1, place_of(run, 0)).bind(2, place_of(run, key)).step()) miss_beginning(block_at_, run);
  block_.place = block_at_.integer(0);
  read_entries(block_at_, block_.entries);
  const bool is_last = block_at_.is_null(2) || run_in(block_at_.integer(2)) != run;
  block_.end = is_last ? end_of_keys : bound_in(block_at_.integer(2));
  if (!block_.entries.empty()) require_below(block_.end, block_.entries.back()[0], block_at_);
}

std::vector<Position> IdIndex::positions_at(std::int64_t key) {
  std::vector<Position> positions;
  const WantedKey wanted{key, 0};
  find({&wanted, 1}, [&](std::int64_t /*number*/, Position position) { positions.push_back(position); });
  return positions;
}

void IdIndex::find(std::span<const WantedKey> wanted, const FoundVisitor& visit) {
  for (std::int64_t run = 0; run < runs_; ++run) {
    std::size_t at = 0;
    block_.end = 0;
    for (const auto& [key, number] : wanted) {
      if (key >= block_.end) {
        read(run, key);
        at = 0;
      }
      const auto& entries = block_.entries;
      while (at < entries.size() && entries[at][0] < key) ++at;
      for (std::size_t same = at; same < entries.size() && entries[same][0] == key; ++same) {
        visit(number, Position{entries[same][1]});
      }
    }
  }
}

void IdIndex::add(std::span<const IdEntry> entries) {
  for (const IdEntry& entry : entries) {
    if (entry[1] > largest_position) throw database_.damage("the log ends behind position " + text(largest_position));
  }
  const bool makes_run = entries.size() >= least_of_a_run && runs_ < most_runs;
  if (runs_ > 0 && !makes_run) return add_to(runs_ - 1, entries);
  insert_blocks(place_of(runs_++, 0), entries);
  if (runs_ > few_runs) merge_runs();
}

/// The last runs into the first one that is at most twice as large as they are together.
void IdIndex::merge_runs() {
  std::int64_t first = runs_ - 1;
  std::size_t behind = blocks_of(first);
  for (std::int64_t run = runs_ - 2; run >= 0; --run) {
    const std::size_t blocks = blocks_of(run);
    if (blocks + behind > most_merged_blocks) break;
    if (blocks <= 2 * behind) first = run;
    behind += blocks;
  }
  std::vector<IdEntry> entries;
  walk_from(first + 1, [&](const IdEntry& entry) {
    entries.push_back(entry);
    if (entries.size() < entries_at_once) return;
    add_to(first, entries);
    entries.clear();
  });
  add_to(first, entries);
  runs_ = first + 1;
  database_.prepare("DELETE FROM event_ids WHERE place >= ?1").bind(1, place_of(runs_, 0)).run();
}

std::size_t IdIndex::blocks_of(std::int64_t run) const {
  Statement count = database_.prepare("SELECT count(*) FROM event_ids WHERE place BETWEEN ?1 AND ?2");
  count.bind(1, place_of(run, 0)).bind(2, place_of(run, end_of_keys - 1)).step();
  return static_cast<std::size_t>(count.integer(0));
}

void IdIndex::add_to(std::int64_t run, std::span<const IdEntry> entries) {
  for (std::size_t begin = 0; begin < entries.size();) {
    read(run, entries[begin][0]);
    std::size_t end = begin + 1;
    while (end < entries.size() && entries[end][0] < block_.end) ++end;
    const auto middle = static_cast<std::ptrdiff_t>(block_.entries.size());
    block_.entries.insert(block_.entries.end(), &entries[begin], &entries[begin] + (end - begin));
    std::inplace_merge(block_.entries.begin(), block_.entries.begin() + middle, block_.entries.end());
    write_back();
    begin = end;
  }
}

void IdIndex::write_back() {
  const std::span<const IdEntry> entries = block_.entries;
  const bool fits = entries.size() <= entries_of_the_largest_block;
  const std::size_t size = fits ? entries.size() : size_of_a_block(entries);
  write_block(entries.first(size), bytes_);
  update_.bind(1, block_.place).bind_blob(2, bytes_).run();
  database_.require_changes(1);
  const auto rest = entries.subspan(size);
  if (!rest.empty()) insert_blocks(place_of(run_in(block_.place), rest[0][0]), rest);
}

void IdIndex::insert_blocks(std::int64_t place, std::span<const IdEntry> entries) {
  if (!insert_) insert_ = database_.prepare("INSERT INTO event_ids VALUES (?1, ?2)");
  for (;;) {
    const std::size_t size = size_of_a_block(entries);
    write_block(entries.first(size), bytes_);
    insert_.bind(1, place).bind_blob(2, bytes_).run();
    database_.require_changes(1);
    entries = entries.subspan(size);
    if (entries.empty()) return;
    place = place_of(run_in(place), entries[0][0]);
  }
}

bool IdIndex::remove(const IdEntry& entry) {
  for (std::int64_t run = 0; run < runs_; ++run) {
    read(run, entry[0]);
    const auto found = std::find(block_.entries.begin(), block_.entries.end(), entry);
    if (found == block_.entries.end()) continue;
    block_.entries.erase(found);
    write_back();
    return true;
  }
  return false;
}

void IdIndex::walk(const std::function<void(const IdEntry&)>& visit) const {
  if (Statement stray = database_.prepare("SELECT place FROM event_ids WHERE place < 0"); stray.step()) {
    throw stray.damage("block " + text(stray.integer(0)) + " of the look-up of ids is in no run");
  }
  walk_from(0, visit);
}

void IdIndex::walk_from(std::int64_t first, const std::function<void(const IdEntry&)>& visit) const {
  std::vector<RunWalk> runs;
  for (std::int64_t run = first; run < runs_; ++run) runs.emplace_back(database_, run);
  std::erase_if(runs, [](const RunWalk& run) { return run.is_at_end(); });
  while (!runs.empty()) {
    const auto least = std::min_element(runs.begin(), runs.end(),
                                        [](const RunWalk& a, const RunWalk& b) { return a.entry() < b.entry(); });
    visit(least->entry());
    least->next();
    if (least->is_at_end()) runs.erase(least);
  }
}

}  // namespace evs::sqlite
