// What the SQLite backend makes of a store whose rows cannot be what they are.
#include "tests/contract/appending.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

using contract::appended;
using contract::new_event;
using test::contains;
using test::error_of;
using test::events_of;
using test::kind_of;
using test::open_sqlite;
using test::RawSqlite;
using test::TemporaryFolder;

/// A store of three events in two streams, to which something is done that SQLite itself would not let happen.
class Spoilt {
 public:
  explicit Spoilt(const std::string& sql) {
    {
      const auto store = open_sqlite(path());
      appended(*store, "a-1", "none", {new_event("1"), new_event("2")});
      appended(*store, "b-1", "none", {new_event("3")});
    }
    RawSqlite(path()).execute(
        "PRAGMA writable_schema=ON; "
        "UPDATE sqlite_schema SET sql = replace(replace(replace(sql, ', STRICT', ''), ' STRICT', ''), ' NOT NULL', "
        "''); "
        "PRAGMA writable_schema=RESET");
    RawSqlite(path()).execute(sql);
  }

  [[nodiscard]] std::string path() const { return folder_ / "evs.db"; }
  [[nodiscard]] std::unique_ptr<Reader> reader() const { return open_reader(StoreLocation{path()}); }
  [[nodiscard]] std::string reading() const {
    return kind_of([&] { events_of(*reader()); });
  }
  [[nodiscard]] std::string appending() const {
    return kind_of([&] { appended(*open_sqlite(path()), "a-1", "2", {new_event("4")}); });
  }

 private:
  TemporaryFolder folder_;
};

TEST_CASE("the way of spoiling stores leaves a sound one sound") {
  const Spoilt store("SELECT 1");
  CHECK(store.reading().empty());
  CHECK(store.appending().empty());
}

TEST_CASE("an event with a part that it cannot have is damage") {
  for (const std::string change : {"seq = 0", "seq = -1", "seq = 'x'", "seq = 9223372036854775807", "seq = 1.5",
                                   "id = x'07'", "id = NULL", "data = x'00'", "data = ''", "stream_no = 99",
                                   "type_no = 99", "type_no = NULL", "data = '{}' || char(10) || '{}'"}) {
    INFO(change);
    CHECK(Spoilt("UPDATE events SET " + change + " WHERE position = 2").reading() == "damaged");
  }
  const Spoilt store("UPDATE events SET seq = 'x' WHERE position = 2");
  const Error error = error_of([&] { events_of(*store.reader()); });
  CHECK(error.message() == "the event at position 2 has the seq 'x', which is no number from 1 on");
  CHECK(contains(error.details().front(), store.path()));
  CHECK_FALSE(error.hint().empty());
}

TEST_CASE("a scan names the event whose stream or type is lost, and takes numbers that no store gives") {
  for (const std::string change : {"UPDATE streams SET name = x'07'", "UPDATE types SET name = NULL",
                                   "UPDATE types SET schema = 0", "DELETE FROM types"}) {
    INFO(change);
    CHECK(Spoilt(change).reading() == "damaged");
  }
  const Spoilt lost("DELETE FROM streams WHERE name = 'b-1'");
  CHECK(error_of([&] { events_of(*lost.reader()); }).message() ==
        "the event at position 3 belongs to a stream or type that is not there");
  const Spoilt renumbered(
      "UPDATE streams SET stream_no = -7 WHERE name = 'b-1'; UPDATE events SET stream_no = -7 WHERE position = 3");
  CHECK(events_of(*renumbered.reader()).back().stream == "b-1");
}

TEST_CASE("streams and types with parts that they cannot have are damage") {
  for (const std::string change : {"name = x'07'", "name = NULL", "version = 0", "version = -1", "version = 'x'"}) {
    INFO(change);
    const Spoilt store("UPDATE streams SET " + change);
    CHECK(kind_of([&] { store.reader()->streams({}, [](const StreamInfo&) { return true; }); }) == "damaged");
  }
  for (const std::string change : {"name = x'00'", "schema = 0", "events = -1", "events = 'x'"}) {
    INFO(change);
    const Spoilt store("UPDATE types SET " + change);
    CHECK(kind_of([&] { store.reader()->types([](const TypeInfo&) { return true; }); }) == "damaged");
  }
  const Spoilt store("UPDATE types SET events = 9223372036854775807; INSERT INTO types VALUES (7, 'U', 1, 1, 0, 0)");
  CHECK(kind_of([&] { store.reader()->totals(); }) == "damaged");
}

TEST_CASE("a last commit that ends nowhere is damage, and nothing is appended behind it") {
  for (const std::string change :
       {"count = 0", "count = -5", "first_position = 9223372036854775807", "count = 'x'", "first_position = 0",
        "digest = 'short'", "digest = NULL", "first_position = 4611686018427387904, count = 4611686018427387904"}) {
    INFO(change);
    const Spoilt store("UPDATE commits SET " + change + " WHERE commit_no = 2");
    CHECK(kind_of([&] { store.reader()->head(); }) == "damaged");
    CHECK(store.appending() == "damaged");
    CHECK(RawSqlite(store.path()).value("SELECT count(*) FROM events") == "3");
  }
}

TEST_CASE("an append is refused where its numbers are taken or have run out, or no id can be found") {
  for (const std::string change :
       {"INSERT INTO events SELECT 4, stream_no, seq, type_no, time, id, data, meta, salt FROM events LIMIT 1",
        "UPDATE streams SET positions = x''", "UPDATE streams SET version = 9223372036854775807",
        "UPDATE commits SET commit_no = 9223372036854775807 WHERE commit_no = 2",
        "UPDATE commits SET first_position = 281474976710655, count = 1 WHERE commit_no = 2",
        "DELETE FROM event_ids"}) {
    INFO(change);
    const Spoilt store(change);
    CHECK(kind_of([&] { appended(*open_sqlite(store.path()), "a-1", "any", {new_event("4")}); }) == "damaged");
  }
}

TEST_CASE("a look-up that leads nowhere is damage") {
  CHECK(Spoilt("DELETE FROM events WHERE position = 2").reading().empty());  // verify's business
  const Spoilt store("DELETE FROM events WHERE position = 2");
  Selection one;
  one.streams = {StreamName("a-1")};
  CHECK(kind_of([&] { events_of(*store.reader(), one); }) == "damaged");
  CHECK(kind_of([&] { appended(*open_sqlite(store.path()), "c-1", "any", {new_event("2")}); }) == "damaged");
}

TEST_CASE("positions that do not increase are damage, whatever order SQLite hands rows out in") {
  const Spoilt store("UPDATE streams SET positions = x'000000000001000000000001' WHERE stream_no = 1");
  Selection one;
  one.streams = {StreamName("a-1")};
  CHECK(kind_of([&] { events_of(*store.reader(), one); }) == "damaged");
}

TEST_CASE("tables that are views, or of another shape, are damage") {
  for (const std::string table : {"events", "streams", "properties"}) {
    INFO(table);
    const Spoilt view("ALTER TABLE " + table + " RENAME TO old; CREATE VIEW " + table + " AS SELECT * FROM old");
    CHECK(view.reading() == "damaged");
    const Spoilt other("DROP TABLE " + table + "; CREATE TABLE " + table + " (a, b)");
    CHECK(other.reading() == "damaged");
    CHECK(other.appending() == "damaged");
  }
}

TEST_CASE("a store with texts in UTF-16 is refused") {
  const TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  RawSqlite(path).execute(
      "PRAGMA encoding='UTF-16le'; PRAGMA journal_mode=wal; PRAGMA application_id=1702261553; PRAGMA user_version=3; "
      "CREATE TABLE properties (name, value); INSERT INTO properties VALUES ('key', zeroblob(16))");
  const Error error = error_of([&] { open_sqlite(path); });
  CHECK(name(error.kind()) == "damaged");
  CHECK(contains(error.message(), "UTF-16le"));
}

}  // namespace
}  // namespace evs
