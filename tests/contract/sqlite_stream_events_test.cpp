// Where the events of streams are, held against the events themselves, and what is made of bytes that evs did not
// write.
#include <map>
#include <numeric>
#include <random>

#include "core/sqlite/id_block.hpp"
#include "core/sqlite/stream_positions.hpp"
#include "tests/contract/appending.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::sqlite {
namespace {

using contract::appended;
using contract::found_in;
using contract::new_event;
using test::contains;
using test::error_of;
using test::events_of;
using test::kind_of;
using test::nothing;
using test::open_sqlite;
using test::RawSqlite;

using Bytes = std::vector<unsigned char>;

TEST_CASE("a position is what evs-store(5) says") {
  Bytes bytes;
  for (const std::int64_t position : {std::int64_t{1}, std::int64_t{0x010203040506}, largest_position})
    append_position({position}, bytes);
  CHECK(bytes == Bytes{0, 0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF});
  std::vector<Position> read;
  CHECK(read_positions(bytes, read));
  CHECK(read == std::vector<Position>{{1}, {0x010203040506}, {largest_position}});
  CHECK(read_positions({}, read));
  CHECK(read.empty());
}

TEST_CASE("bytes that are not ascending positions are told") {
  std::vector<Position> read;
  Bytes bytes;
  append_position({5}, bytes);
  append_position({6}, bytes);
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    CHECK(read_positions(std::span(bytes).first(size), read) == (size % 6 == 0));
    CHECK(read.size() == size / 6);
  }
  for (const std::int64_t second : {0, 4, 5}) {
    bytes.resize(6);
    append_position({second}, bytes);
    CHECK_FALSE(read_positions(bytes, read));
  }
}

TEST_CASE("the place of a block tells its stream and its number") {
  for (const std::int64_t stream_no : {std::int64_t{1}, std::int64_t{77}, (std::int64_t{1} << 35) - 1}) {
    for (const std::int64_t number : {std::int64_t{0}, std::int64_t{5}, (std::int64_t{1} << 28) - 1}) {
      CHECK(stream_no_in(place_of_block(stream_no, number)) == stream_no);
      CHECK(block_no_in(place_of_block(stream_no, number)) == number);
    }
  }
}

/// A store that grows, beside the positions of its streams' events.
class Growing {
 public:
  Growing() : store_(open_sqlite(path())) {}

  [[nodiscard]] std::string path() const { return folder_ / "evs.db"; }
  Store& store() { return *store_; }

  /// So many events, of streams by chance, in one commit.
  void import(int events, std::mt19937_64& random) {
    std::string text;
    for (int i = 0; i < events; ++i) {
      const std::string stream = "s-" + std::to_string(random() % 4);
      positions_[stream].push_back(++last_);
      text += R"({"id":")" + std::to_string(last_) + R"(","stream":")" + stream + R"(","type":"T"})" + "\n";
    }
    test::import_text(*store_, text);
  }
  void append(const std::string& stream, int events) {
    std::vector<NewEvent> added;
    for (int i = 0; i < events; ++i) {
      added.push_back(new_event(std::to_string(++last_)));
      positions_[stream].push_back(last_);
    }
    appended(*store_, stream, "any", added);
  }

  /// Compares the table with what it should be, and the rows with evs-store(5).
  void compare() {
    const Database database(path(), Database::Access::read);
    Statement find = database.prepare(
        "SELECT stream_no, length(positions), (SELECT count(*) FROM stream_blocks WHERE place >> 28 = stream_no) "
        "FROM streams WHERE name = ?");
    for (const auto& [name, positions] : positions_) {
      INFO(name << " with " << positions.size() << " events");
      const Resetting resetting(find);
      REQUIRE(find.bind(1, name).step());
      const auto count = static_cast<std::int64_t>(positions.size());
      REQUIRE(find.integer(1) == count % 64 * 6);
      REQUIRE(find.integer(2) == count / 64);
      compare(database, find.integer(0), positions);
    }
  }

 private:
  using Positions = std::vector<std::int64_t>;

  static void compare(const Database& database, std::int64_t stream_no, const Positions& positions) {
    const auto count = static_cast<std::int64_t>(positions.size());
    const auto check = [&](const std::string& condition, const std::string& order, auto is_wanted) {
      std::string expected;
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t seq = order == "DESC" ? count - i : i + 1;
        if (!is_wanted(seq)) continue;
        expected += std::to_string(stream_no) + ":" + std::to_string(seq) + "@" +
                    std::to_string(positions[static_cast<std::size_t>(seq - 1)]) + " ";
      }
      std::string found;
      Statement rows = database.prepare("SELECT stream_no, seq, position FROM temp.stream_events WHERE stream_no = ? " +
                                        condition + " ORDER BY seq " + order);
      rows.bind(1, stream_no);
      while (rows.step()) {
        for (const int column : {0, 1, 2}) found += std::to_string(rows.integer(column)) + ":@ "[column];
      }
      INFO(condition << order);
      REQUIRE(found == expected);
    };
    for (const std::string order : {"ASC", "DESC"}) {
      check("", order, [](std::int64_t) { return true; });
      for (const std::int64_t edge : {std::int64_t{0}, std::int64_t{1}, std::int64_t{64}, std::int64_t{65},
                                      std::int64_t{128}, count, count + 1}) {
        const std::string at = std::to_string(edge);
        check("AND seq = " + at, order, [&](std::int64_t seq) { return seq == edge; });
        check("AND seq > " + at, order, [&](std::int64_t seq) { return seq > edge; });
        check("AND seq <= " + at, order, [&](std::int64_t seq) { return seq <= edge; });
        check("AND seq >= 3 AND seq < " + at, order, [&](std::int64_t seq) { return seq >= 3 && seq < edge; });
      }
    }
  }

  test::TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
  std::map<std::string, Positions> positions_;
  std::int64_t last_ = 0;
};

TEST_CASE("where the events of a stream are is told after each commit, however many it adds") {
  std::mt19937_64 random(20260131);
  Growing growing;
  for (const int events : {1, 3, 300, 1, 60, 64, 128, 2, 700}) {
    growing.import(events, random);
    growing.compare();
  }
  for (int version = 1; version < 140; ++version) {
    growing.append("one-1", 1);
    if ((version + 2) % 64 < 5) growing.compare();
  }
  for (const int events : {63, 1, 64, 65, 127, 128, 129, 300}) {
    growing.append("some-1", events);
    growing.compare();
  }
  CHECK(found_in(growing.path()) == nothing);
}

TEST_CASE("several streams, and those of a category, are read by their positions in the order of the log") {
  std::mt19937_64 random(7);
  Growing growing;
  growing.import(500, random);
  growing.append("other-1", 3);
  Selection some;
  some.streams = {StreamName("s-1"), StreamName("s-3")};
  Selection category;
  category.category = "s";
  category.from_position = Position{400};
  Selection all;
  for (const bool reverse : {false, true}) {
    some.reverse = category.reverse = all.reverse = reverse;
    std::vector<std::int64_t> of_some;
    std::vector<std::int64_t> of_category;
    for (const Event& event : events_of(growing.store(), all)) {
      if (event.stream == "s-1" || event.stream == "s-3") of_some.push_back(event.position.value);
      if (event.stream != "other-1" && event.position >= Position{400}) of_category.push_back(event.position.value);
    }
    const auto positions_of = [&](const Selection& selection) {
      std::vector<std::int64_t> positions;
      for (const Event& event : events_of(growing.store(), selection)) positions.push_back(event.position.value);
      return positions;
    };
    CHECK(positions_of(some) == of_some);
    CHECK(positions_of(category) == of_category);
  }
}

TEST_CASE("a table of the same name in the file changes nothing, and no view of the file reads where events are") {
  Growing growing;
  growing.append("a-1", 2);
  RawSqlite(growing.path())
      .execute("CREATE TABLE stream_events (stream_no, seq, position); INSERT INTO stream_events VALUES (1, 1, 2)");
  growing.compare();
  Selection one;
  one.streams = {StreamName("a-1")};
  CHECK(events_of(growing.store(), one).size() == 2);

  RawSqlite(growing.path()).execute("DROP TABLE stream_events; CREATE VIEW spy AS SELECT * FROM stream_events");
  const Database database(growing.path(), Database::Access::read);
  CHECK(kind_of([&] { return database.integer_of("SELECT count(*) FROM spy WHERE stream_no = 1"); }) == "damaged");
}

TEST_CASE("a statement that names no stream has no rows to go through") {
  Growing growing;
  growing.append("a-1", 2);
  const Database database(growing.path(), Database::Access::read);
  CHECK(kind_of([&] { return database.integer_of("SELECT count(*) FROM temp.stream_events"); }) == "damaged");
  CHECK(database.integer_of("SELECT count(*) FROM temp.stream_events WHERE stream_no = 'a'") == 0);
  CHECK(database.integer_of("SELECT count(*) FROM temp.stream_events WHERE stream_no = 99") == 0);
  CHECK(database.integer_of("SELECT count(*) FROM temp.stream_events WHERE stream_no IN (1, 99, 1, NULL)") == 2);
  CHECK(database.integer_of("SELECT count(*) FROM temp.stream_events WHERE stream_no = 1 AND seq > 1.5") == 1);
  CHECK(database.integer_of("SELECT count(*) FROM temp.stream_events WHERE stream_no = 1 AND seq = NULL") == 0);
  CHECK(database.integer_of("SELECT count(*) FROM temp.stream_events WHERE stream_no = 1 AND seq < "
                            "-9223372036854775808") == 0);
  CHECK(database.integer_of("SELECT count(*) FROM temp.stream_events WHERE stream_no = 1 AND seq > "
                            "9223372036854775807") == 0);
}

/// A store of 150 events in a stream, with 20 of another among them, to which something is done behind its back.
class Changed {
 public:
  explicit Changed(const std::string& sql) {
    for (int i = 0; i < 10; ++i) {
      growing_.append("a-1", 15);
      growing_.append("b-1", 2);
    }
    RawSqlite(path()).execute(sql);
  }
  [[nodiscard]] std::string path() const { return growing_.path(); }
  [[nodiscard]] std::string reading(const std::string& stream) const {
    Selection one;
    one.streams = {StreamName(stream)};
    return kind_of([&] { events_of(*open_reader(contract::location_of(path())), one); });
  }
  [[nodiscard]] std::string appending(int events) const {
    std::vector<NewEvent> added;
    for (int i = 0; i < events; ++i) added.push_back(new_event("new-" + std::to_string(i)));
    return kind_of([&] { appended(*open_sqlite(path()), "a-1", "any", added); });
  }
  /// In a batch that is large for such a store, so that all streams are read ahead.
  [[nodiscard]] std::string importing(int events) const {
    std::string text;
    for (int i = 0; i < events; ++i) {
      text += R"({"id":"new-)" + std::to_string(i) + R"(","stream":"a-1","type":"T"})" + "\n";
    }
    return kind_of([&] { test::import_text(*open_sqlite(path()), text); });
  }

 private:
  Growing growing_;
};

TEST_CASE("bytes that evs did not write are damage to whoever reads the stream, and to it alone") {
  CHECK(Changed("SELECT 1").reading("a-1") == nothing);
  const auto row_with = [](const std::string& set) { return "UPDATE streams SET " + set + " WHERE stream_no = 1"; };
  const auto second_block_with = [](const std::string& positions) {
    return "UPDATE stream_blocks SET positions = " + positions + " WHERE place = (1 << 28) + 1";
  };
  const std::string first_block = "(SELECT positions FROM stream_blocks WHERE place = 1 << 28)";
  const std::string second_block = "(SELECT positions FROM stream_blocks WHERE place = (1 << 28) + 1)";
  const std::string without_second = "; DELETE FROM stream_blocks WHERE place = (1 << 28) + 1";
  for (const std::string& change : {
           row_with("positions = x''"),
           row_with("positions = CAST(positions || x'000000000100' AS BLOB)"),
           row_with("positions = zeroblob(length(positions))"),
           row_with("version = version - 1"),
           row_with("version = version + 64"),
           row_with("version = version - 64"),
           row_with("version = version - 128"),
           row_with("version = version + 0x40000000000000"),
           row_with("version = 9223372036854775807, positions = substr(" + first_block + ", 1, 378)"),
           row_with("version = -1"),
           row_with("positions = CAST(" + second_block + " || positions AS BLOB)") + without_second,
           std::string("DELETE FROM stream_blocks WHERE place = 1 << 28"),
           second_block_with("x''"),
           second_block_with("zeroblob(384)"),
           second_block_with("CAST(positions || x'000000000100' AS BLOB)"),
           second_block_with(first_block),
           std::string("UPDATE stream_blocks SET place = place + 1000"),
       }) {
    INFO(change);
    const Changed store(change);
    CHECK(store.reading("a-1") == "damaged");
    CHECK(store.reading("b-1") == nothing);
    CHECK(found_in(store.path()) != nothing);
  }
  const Changed store("UPDATE streams SET positions = x'' WHERE stream_no = 1");
  Selection one;
  one.streams = {StreamName("a-1")};
  const Error error = error_of([&] { events_of(*open_reader(contract::location_of(store.path())), one); });
  CHECK(contains(error.message(), "stream number 1 has positions of its events that evs did not write"));
}

TEST_CASE("a place that leads to no event, or to another one, is damage whatever is selected") {
  Selection by_position;
  by_position.streams = {StreamName("b-1")};
  by_position.from_position = Position{1};
  Selection by_type;
  by_type.streams = {StreamName("b-1")};
  by_type.types = {"T"};
  Selection by_time;
  by_time.streams = {StreamName("b-1")};
  by_time.since = Timestamp{0};
  Selection several;
  several.streams = {StreamName("a-1"), StreamName("b-1")};
  Selection category;
  category.category = "b";
  category.reverse = true;
  const std::pair<std::string, Selection> selections[] = {
      {"position", by_position}, {"type", by_type}, {"time", by_time}, {"several", several}, {"category", category}};
  const std::string in_b = " WHERE stream_no = 2";
  for (const std::string& change :
       {std::string("SELECT 1"),
        "UPDATE streams SET positions = CAST(substr(positions, 1, 114) || x'00000000FFFF' AS BLOB)" + in_b,
        "UPDATE streams SET positions = CAST(x'000000000001' || substr(positions, 7) AS BLOB)" + in_b,
        std::string("UPDATE events SET seq = 3 WHERE seq = 4 AND stream_no = 2"),
        std::string("DELETE FROM events WHERE seq = 7 AND stream_no = 2")}) {
    INFO(change);
    const Changed store(change);
    const auto reader = open_reader(contract::location_of(store.path()));
    for (const auto& selected : selections) {
      INFO(selected.first);
      CHECK(kind_of([&] { events_of(*reader, selected.second); }) == (change == "SELECT 1" ? nothing : "damaged"));
    }
  }
}

TEST_CASE("a writer does not add to a stream that has lost positions, or has more than its version says") {
  CHECK(Changed("SELECT 1").appending(1) == nothing);
  for (const std::string change : {"positions = substr(positions, 7)", "version = version - 64",
                                   "version = version - 128", "version = 9223372036854775807", "version = 1 << 40"}) {
    INFO(change);
    for (const int events : {1, 60}) {
      const Changed store("UPDATE streams SET " + change + " WHERE stream_no = 1");
      CHECK(store.appending(events) == "damaged");
      CHECK(store.importing(events) == "damaged");
      CHECK(RawSqlite(store.path()).value("SELECT max(position) FROM events") == "170");
    }
  }
}

TEST_CASE("a stream whose number is out of range has no events of another") {
  const Changed store("UPDATE streams SET stream_no = (1 << 36) + 1 WHERE stream_no = 1");
  const Database database(store.path(), Database::Access::read);
  CHECK(database.integer_of("SELECT count(*) FROM temp.stream_events WHERE stream_no = (1 << 36) + 1") == 0);
  CHECK(store.appending(1) == "damaged");
}

TEST_CASE("positions of another stream's events are damage to whoever reads one") {
  const Changed store(
      "UPDATE streams SET positions = substr((SELECT positions FROM stream_blocks WHERE place = (1 << 28) "
      "+ 1), 1, 120) WHERE stream_no = 2");
  CHECK(store.reading("b-1") == "damaged");
  CHECK(store.reading("a-1") == nothing);
}

TEST_CASE("verify names what is wrong with where events are") {
  const auto after = [](const std::string& change) { return found_in(Changed(change).path()); };
  const std::string in_a = " WHERE stream_no = 1";
  // The last event of a-1 is at 168, those before it at 167 and 166.
  CHECK(after("UPDATE streams SET positions = substr(positions, 1, length(positions) - 6)" + in_a) ==
        "lookups streams");
  CHECK(after("UPDATE streams SET positions = CAST(substr(positions, 1, length(positions) - 6) || x'0000000000A9' AS "
              "BLOB)" +
              in_a) == "lookups@168 lookups@169");
  CHECK(after("UPDATE streams SET positions = CAST(substr(positions, 1, length(positions) - 6) || x'0000000000A6' AS "
              "BLOB)" +
              in_a) == "lookups");
  const std::string second = "(SELECT positions FROM stream_blocks WHERE place = (1 << 28) + 1)";
  CHECK(after("UPDATE streams SET positions = CAST(" + second + " || positions AS BLOB)" + in_a +
              "; DELETE FROM stream_blocks WHERE place = (1 << 28) + 1") == "lookups");
  CHECK(after("UPDATE streams SET version = version - 64" + in_a) == "streams streams");
  // What is wrong elsewhere is named beside a stream that cannot be looked up.
  CHECK(after("UPDATE streams SET positions = x''" + in_a + "; UPDATE streams SET last_time = 7 WHERE stream_no = 2") ==
        "lookups streams streams");
  CHECK(after("UPDATE streams SET positions = x''" + in_a +
              "; UPDATE streams SET positions = CAST(substr(positions, 1, "
              "length(positions) - 6) || x'0000000000AB' AS BLOB) WHERE stream_no = 2") ==
        "lookups streams lookups@170 lookups@171");
  CHECK(after("INSERT INTO stream_blocks VALUES (99 << 28, zeroblob(384))") == "lookups");
  CHECK(after("INSERT INTO stream_blocks VALUES ((1 << 28) + 2, x'')") == "lookups");
  CHECK(after("INSERT INTO stream_blocks VALUES (-1, x'')") == "lookups");
  CHECK(after("DELETE FROM stream_blocks WHERE place = (1 << 28)").starts_with("lookups "));
}

}  // namespace
}  // namespace evs::sqlite
