// What a batch keeps in memory: a table by key, and rows that a statement reads as a table.
#include <algorithm>
#include <limits>
#include <map>
#include <random>

#include "core/sqlite/key_table.hpp"
#include "core/sqlite/number_sort.hpp"
#include "core/sqlite/row_feed.hpp"
#include "core/sqlite/stored_events.hpp"
#include "tests/contract/appending.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::sqlite {
namespace {

TEST_CASE("a table of keys finds what was added, and nothing else") {
  // Keys that differ in their high bits only all want the same place.
  const int shift = GENERATE(0, 40);
  KeyTable table;
  std::map<std::int64_t, Position> expected;
  std::mt19937_64 random(7);
  for (int round = 0; round < 2; ++round) {
    const auto any = [](Position /*position*/) { return true; };
    CHECK_FALSE(table.find(0, any));
    for (std::int64_t i = 1; i <= 3000; ++i) {
      const auto key = static_cast<std::int64_t>((random() % 5000) << static_cast<unsigned>(shift));
      const auto known = expected.find(key);
      const auto found = table.find(key, any);
      REQUIRE(found.has_value() == (known != expected.end()));
      if (found) {
        REQUIRE(*found == known->second);
        continue;
      }
      table.add(key, Position{i});
      expected.emplace(key, Position{i});
    }
    std::map<std::int64_t, Position> taken;
    for (const auto& [key, position] : table.take()) taken.emplace(key, Position{position});
    CHECK(taken == expected);
    CHECK_FALSE(table.find(expected.begin()->first, any));
    expected.clear();
  }
}

TEST_CASE("a table of keys offers all positions under a key") {
  KeyTable table;
  for (std::int64_t i = 1; i <= 500; ++i) table.add(i % 3, Position{i});
  std::vector<std::int64_t> offered;
  CHECK_FALSE(table.find(1, [&](Position position) { return offered.push_back(position.value), false; }));
  CHECK(offered.size() == 167);
  for (const std::int64_t position : offered) CHECK(position % 3 == 1);
  CHECK(table.find(2, [](Position position) { return position == Position{497}; }) == Position{497});
}

TEST_CASE("rows of numbers are sorted by the first, and keep their order where it is the same") {
  std::mt19937_64 random(7);
  const unsigned shift = GENERATE(0U, 20U, 56U);  // few bytes that differ, and all of them
  for (const std::size_t count : {0UL, 1UL, 2UL, 127UL, 128UL, 3000UL}) {
    std::vector<NumberRow<2>> rows(count);
    for (std::size_t i = 0; i < count; ++i) {
      rows[i] = {static_cast<std::int64_t>(((random() % 700) << shift) - 300), static_cast<std::int64_t>(i)};
    }
    if (count > 2) {
      rows[count / 2][0] = std::numeric_limits<std::int64_t>::max();
      rows[count - 1][0] = std::numeric_limits<std::int64_t>::min();
    }
    auto expected = rows;
    std::sort(expected.begin(), expected.end());  // the second number is the place
    sort_by_first(rows);
    CHECK(rows == expected);
  }
  std::vector<NumberRow<2>> extremes{{0, 1},
                                     {std::numeric_limits<std::int64_t>::max(), 2},
                                     {-1, 3},
                                     {std::numeric_limits<std::int64_t>::min(), 4},
                                     {1, 5}};
  sort_by_first(extremes);
  std::string order;
  for (const auto& row : extremes) order += std::to_string(row[1]);
  CHECK(order == "43152");
}

/// Texts with what C strings end at, none at all, and a number and bytes beside them.
class MixedRows final : public RowFeed::Rows {
 public:
  [[nodiscard]] std::size_t count() const override { return texts.size(); }
  void read(std::size_t row, int column, FedValue value) const override {
    if (column == 0) return value.is(static_cast<std::int64_t>(row) - 1);
    if (column == 1) return value.is(texts[row]);
    static constexpr std::array<unsigned char, 3> bytes{1, 0, 255};
    value.is_blob(bytes);
  }
  std::vector<std::string_view> texts = {"Zo\u00eb", std::string_view("a\0b", 3), {}};
};

TEST_CASE("a statement reads fed rows as they are") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  // A table of this name in the file changes nothing.
  test::RawSqlite(path).execute("CREATE TABLE fed (c0, c1, c2); INSERT INTO fed VALUES ('wrong', 'wrong', 'wrong')");
  const Database database(path, Database::Access::write);
  RowFeed feed(database);
  database.execute("CREATE TABLE taken (number INTEGER, text TEXT, bytes BLOB) STRICT");
  Statement take = database.prepare("INSERT INTO taken SELECT c0, c1, c2 FROM temp.fed");

  take.run();
  CHECK(database.integer_of("SELECT count(*) FROM taken") == 0);
  const MixedRows rows;
  feed.offer(rows);
  take.run();
  CHECK(database.changes() == 3);
  CHECK(database.text_of("SELECT group_concat(number || ' ' || hex(text) || ' ' || hex(bytes), '; ') FROM taken") ==
        "-1 5A6FC3AB 0100FF; 0 610062 0100FF; 1  0100FF");

  MixedRows more;
  more.texts = {"one", "two"};
  feed.offer(more);
  CHECK(database.text_of("SELECT group_concat(t.number || ' ' || f.c1) FROM temp.fed f "
                         "CROSS JOIN taken t ON t.number = f.c0") == "-1 one,0 two");
}

/// What is said of the events at such positions: their ids, or what is wrong.
std::string stored_at(StoredEvents& events, std::initializer_list<int> positions) {
  std::string text;
  for (const int position : positions) {
    try {
      text += std::string(events.at(Position{position}).id) + ' ';
    } catch (const Error& error) {
      text += std::string(error.kind() == ErrorKind::damaged ? "damaged " : "?? ");
    }
  }
  return text;
}

TEST_CASE("stored events are found in any order, and missing ones are damage") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  const auto store = test::open_sqlite(path);
  for (const char* id : {"1", "2", "3", "4", "5"}) contract::appended(*store, "a-1", "any", {contract::new_event(id)});
  test::RawSqlite(path).execute("DELETE FROM events WHERE position = 3");
  const Database database(path, Database::Access::write);
  StoredEvents events(database);
  CHECK(stored_at(events, {1, 2, 2, 1, 5, 4, 5}) == "1 2 2 1 5 4 5 ");
  CHECK(stored_at(events, {1, 2, 3, 4, 5, 6, 1}) == "1 2 damaged 4 5 damaged 1 ");
  CHECK(stored_at(events, {3, 3, 4, 5}) == "damaged damaged 4 5 ");
  events.at(Position{1});
  events.let_go();
  CHECK(stored_at(events, {2, 1, 2}) == "2 1 2 ");
}

TEST_CASE("what a file says cannot read fed rows") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  test::RawSqlite(path).execute("CREATE VIEW spy AS SELECT * FROM fed");
  const Database database(path, Database::Access::write);
  const RowFeed feed(database);
  CHECK_THROWS_AS(database.execute("SELECT * FROM spy"), Error);
}

}  // namespace
}  // namespace evs::sqlite
