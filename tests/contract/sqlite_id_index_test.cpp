// The look-up of ids, held against a multimap, and what it makes of blocks that evs did not write.
#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <random>

#include "core/sqlite/number_sort.hpp"
#include "tests/contract/appending.hpp"
#include "tests/contract/id_entries.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/contract/shop.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::sqlite {
namespace {

using Bytes = std::vector<unsigned char>;

constexpr std::int64_t largest_key = (std::int64_t{1} << id_key_bits) - 1;

TEST_CASE("a block is what evs-store(5) says") {
  const std::vector<IdEntry> entries = {
      {0, 1}, {0x0102030405060708 >> 8, 0x0A0B0C0D0E0F}, {largest_key, largest_position}};
  Bytes block;
  write_block(entries, block);
  CHECK(block == Bytes{0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    0,    1,     //
                       0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E, 0x0F,  //
                       0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF});
  std::vector<IdEntry> read;
  CHECK(read_block(block, read));
  CHECK(read == entries);
  CHECK(read_block({}, read));
  CHECK(read.empty());
}

TEST_CASE("bytes that are no block are not read") {
  std::vector<IdEntry> read;
  Bytes block;
  write_block(std::vector<IdEntry>{{5, 1}, {6, 2}}, block);
  for (std::size_t size = 0; size <= block.size(); ++size) {
    CHECK(read_block(std::span(block).first(size), read) == (size % 13 == 0));
  }
  write_block(std::vector<IdEntry>{{6, 1}, {5, 2}}, block);
  CHECK_FALSE(read_block(block, read));
  for (const IdEntry& second : {IdEntry{6, 1}, IdEntry{6, 2}, IdEntry{5, 9}}) {  // they ascend, also where keys do not
    write_block(std::vector<IdEntry>{{6, 2}, second}, block);
    CHECK_FALSE(read_block(block, read));
  }
  write_block(std::vector<IdEntry>{{5, 0}}, block);
  CHECK_FALSE(read_block(block, read));
}

/// A store's index beside what it should hold.
class Pair {
 public:
  Pair() : database_((test::open_sqlite(path_), path_), Database::Access::write), index_(database_) { index_.begin(); }

  void add(const std::vector<std::int64_t>& keys) {
    std::vector<IdEntry> entries;
    for (const std::int64_t key : keys) {
      entries.push_back({key, ++events_});
      expected_.emplace(key, events_);
    }
    sort_by_first(entries);
    Transaction transaction(database_);
    index_.add(entries);
    transaction.commit();
  }

  void remove_one(std::uint64_t chance) {
    auto gone = expected_.begin();
    std::advance(gone, chance % expected_.size());
    Transaction transaction(database_);
    CHECK(index_.remove({gone->first, gone->second}));
    CHECK_FALSE(index_.remove({gone->first, gone->second}));
    expected_.erase(gone);
    transaction.commit();
  }

  /// Compares all of it, and asks for all keys that are there and those beside them.
  void compare() {
    std::vector<IdEntry> walked;
    index_.walk([&](const IdEntry& entry) { walked.push_back(entry); });
    std::vector<IdEntry> all;
    std::vector<IdIndex::WantedKey> wanted;
    for (const auto& [key, position] : expected_) {
      all.push_back({key, position});
      for (const std::int64_t near : {key - 1, key, key + 1}) {
        if (near >= 0 && near <= largest_key) wanted.push_back({near, near});
      }
    }
    std::sort(all.begin(), all.end());
    REQUIRE(walked == all);
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<IdEntry> found;
    index_.find(wanted, [&](std::int64_t key, Position position) { found.push_back({key, position.value}); });
    std::sort(found.begin(), found.end());
    REQUIRE(found == all);
    for (std::size_t i = 0; i < wanted.size(); i += 1 + wanted.size() / 50) {
      REQUIRE(index_.positions_at(wanted[i][0]).size() == expected_.count(wanted[i][0]));
    }
  }

  [[nodiscard]] std::int64_t count(const std::string& what) const {
    return database_.integer_of("SELECT " + what + " FROM event_ids");
  }
  [[nodiscard]] std::int64_t rows_changed() const { return database_.integer_of("SELECT total_changes()"); }
  IdIndex& index() { return index_; }
  [[nodiscard]] const Database& database() const { return database_; }

 private:
  test::TemporaryFolder folder_;
  std::string path_ = folder_ / "evs.db";
  Database database_;
  IdIndex index_;
  std::multimap<std::int64_t, std::int64_t> expected_;
  std::int64_t events_ = 0;
};

TEST_CASE("the index finds what was added in small parts and large ones, and nothing else") {
  std::mt19937_64 random(GENERATE(1U, 2U, 3U));
  // Keys all over, and so few that they are shared.
  const std::int64_t keys = GENERATE(as<std::int64_t>{}, largest_key, 3000);
  Pair pair;
  for (int round = 0; round < 40; ++round) {
    const std::size_t sizes[] = {1, 2, 30, 1500, 4000};
    std::vector<std::int64_t> added(sizes[random() % 5]);
    for (std::int64_t& key : added) key = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(keys + 1));
    pair.add(added);
    for (int i = 0; i < 3; ++i) pair.remove_one(random());
    if (random() % 4 == 0) pair.index().begin();  // as if another process had gone on
    if (round % 8 == 7) pair.compare();
  }
  pair.compare();
  CHECK(pair.count("max(length(entries))") <= (keys == largest_key ? 312 * 13 : 8192));
}

TEST_CASE("entries that share a key stay in one block, however many there are") {
  Pair pair;
  std::vector<std::int64_t> keys(1000, 7);
  for (const std::int64_t other : {0, 6, 8, 9}) keys.push_back(other);
  pair.add(keys);
  pair.compare();
  for (int i = 0; i < 400; ++i) pair.add({7});
  pair.compare();
  pair.add({largest_key, 0, 7, 8});
  pair.compare();
}

TEST_CASE("a block that has lost all entries takes new ones") {
  Pair pair;
  pair.add({5});
  pair.remove_one(0);
  pair.compare();
  CHECK(pair.count("count(*)") == 1);
  pair.add({4});
  pair.compare();
}

std::vector<std::int64_t> keys_at_random(std::size_t size, std::mt19937_64& random) {
  std::vector<std::int64_t> keys(size);
  for (std::int64_t& key : keys) key = static_cast<std::int64_t>(random() >> (64 - id_key_bits));
  return keys;
}

TEST_CASE("many additions leave few runs, and are written again a few times") {
  std::mt19937_64 random(7);
  Pair pair;
  std::int64_t most = 0;
  for (int i = 0; i < 200; ++i) {
    pair.add(keys_at_random(1100, random));
    most = std::max(most, pair.count("max(place) >> 56") + 1);
  }
  CHECK(most == 6);
  CHECK(pair.rows_changed() < 12 * 200 * 1100 / 208);
  pair.compare();
}

TEST_CASE("a few entries come to a few blocks of the last run") {
  std::mt19937_64 random(7);
  Pair pair;
  pair.add(keys_at_random(50'000, random));
  pair.add(keys_at_random(2000, random));
  const std::int64_t before = pair.rows_changed();
  for (int i = 0; i < 100; ++i) pair.add(keys_at_random(1, random));
  CHECK(pair.rows_changed() - before <= 110);  // a block each, and a few that were full
  pair.add(keys_at_random(1000, random));
  CHECK(pair.count("max(place) >> 56") == 1);
  CHECK(pair.count("sum(place < (1 << 56))") == (50'000 + 207) / 208);  // the first is as it was
  pair.compare();
}

TEST_CASE("behind the last run that there may be, it takes what comes") {
  Pair pair;
  pair.add({5});
  // As if sixty loads had each been a half of the one before.
  for (int run = 1; run < 60; ++run) {
    pair.database().execute("INSERT INTO event_ids SELECT (" + std::to_string(run) + " << 56), x''");
  }
  pair.index().begin();
  std::mt19937_64 random(7);
  pair.add(keys_at_random(3000, random));
  CHECK(pair.count("max(place) >> 56") == 59);
  pair.compare();
}

TEST_CASE("what was rolled back is forgotten") {
  Pair pair;
  std::vector<std::int64_t> keys(5000);
  std::iota(keys.begin(), keys.end(), 0);
  pair.add(keys);
  {
    const Transaction transaction(pair.database());
    std::vector<IdEntry> entries;
    for (std::int64_t key = 0; key < 1200; ++key) entries.push_back({key, 5001 + key});
    pair.index().add(entries);
    CHECK(pair.count("max(place) >> 56") == 1);
  }
  pair.index().begin();
  pair.compare();
  pair.add({10, 11});
  pair.compare();
}

/// A store in which two ids share their look-up key: its own key is 000102...0f.
class Collision {
 public:
  Collision() {
    test::open_sqlite(path);
    test::RawSqlite(path).execute(
        "UPDATE properties SET value = x'000102030405060708090A0B0C0D0E0F' WHERE name = 'key'");
  }

  test::TemporaryFolder folder;
  std::string path = folder / "evs.db";
  const std::string ids[2] = {"dad157d5d18851", "7b18eb9f4e90ed"};
};

TEST_CASE("ids that share a key are told apart, in one batch and in two") {
  const Collision both;
  StoreKey key{};
  std::iota(key.begin(), key.end(), static_cast<unsigned char>(0));
  REQUIRE(id_key(key, both.ids[0]) == 0x2458443F4B228E);
  REQUIRE(id_key(key, both.ids[0]) == id_key(key, both.ids[1]));
  const auto store = test::open_sqlite(both.path);
  const auto append = [&](int which, const std::string& data = "{}") {
    return contract::appended(*store, "a-1", "any", {contract::new_event(both.ids[which], data)});
  };
  if (GENERATE(false, true)) {
    CHECK(append(0) == "1@1");
    CHECK(append(1) == "2@2");
  } else {
    CHECK(contract::appended(*store, "a-1", "any",
                             {contract::new_event(both.ids[0]), contract::new_event(both.ids[1])}) == "1@1 2@2");
  }
  CHECK(append(0).ends_with("@1"));
  CHECK(append(1).ends_with("@2"));
  CHECK(append(0, "[1]") == "conflict");
  CHECK(append(1, "[1]") == "conflict");
  CHECK(store->head().position == Position{2});
  CHECK(contract::found_in(both.path) == test::nothing);
}

TEST_CASE("an id whose key leads to an event with another key is not taken for a new one") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  { test::import_text(*test::open_sqlite(path), test::joined(contract::shop_lines())); }
  const IdEntry entry = contract::id_entry_at(path, 7);
  contract::change_ids(path, [&](IdIndex& index) {
    CHECK(index.remove(entry));
    const IdEntry wrong{entry[0], 1};
    index.add({&wrong, 1});
  });
  const auto append = [&] { contract::appended(*test::open_sqlite(path), "s-1", "any", {contract::new_event("e7")}); };
  CHECK(test::kind_of(append) == "damaged");
}

std::string kind_of_walk(const std::string& edit) {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  { test::open_sqlite(path); }
  contract::change_ids(path, [](IdIndex& index) {
    std::vector<IdEntry> entries;
    for (std::int64_t key = 0; key < 2000; ++key) entries.push_back({key * 1000, key + 1});
    index.add(entries);
  });
  test::RawSqlite(path).execute(edit);
  std::string kinds = test::kind_of([&] { contract::id_entries(path); });
  kinds += " " + test::kind_of([&] {
             contract::change_ids(path, [](IdIndex& index) {
               index.positions_at(3);
               index.add(std::vector<IdEntry>{{3, 2001}, {250'500, 2002}});
             });
           });
  return kinds;
}

TEST_CASE("blocks that evs did not write are damage, for who walks through them, and who asks and adds") {
  CHECK(kind_of_walk("") == " ");
  CHECK(kind_of_walk("UPDATE event_ids SET entries = x'00' WHERE place = 0") == "damaged damaged");
  CHECK(kind_of_walk("UPDATE event_ids SET entries = zeroblob(13) WHERE place = 208000") == "damaged damaged");
  CHECK(kind_of_walk("DELETE FROM event_ids WHERE place = 0") == "damaged damaged");
  CHECK(kind_of_walk("UPDATE event_ids SET place = place + 1 WHERE place = 208000") == "damaged damaged");
  // Keys of the next block: they would not be found.
  CHECK(kind_of_walk("UPDATE event_ids SET place = 1000 WHERE place = 208000") == "damaged damaged");
  CHECK(kind_of_walk("INSERT INTO event_ids VALUES (-1, x'')") == "damaged ");  // lies in no run, and leads nowhere
  CHECK(kind_of_walk("INSERT INTO event_ids VALUES (9223372036854775807, x'')") == "damaged damaged");
  CHECK(kind_of_walk("INSERT INTO event_ids VALUES ((2 << 56), x'')") == "damaged damaged");
  std::string runs;
  for (int run = 1; run <= 60; ++run) runs += "INSERT INTO event_ids VALUES (" + std::to_string(run) + " << 56, x'');";
  CHECK(kind_of_walk(runs) == "damaged damaged");
}

}  // namespace
}  // namespace evs::sqlite
