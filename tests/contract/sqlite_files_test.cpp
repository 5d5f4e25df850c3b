// Which files the SQLite backend takes for a store, and how it leaves the others alone.
#include <sys/stat.h>
#include <unistd.h>

#include "tests/contract/appending.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

using contract::appended;
using contract::new_event;
using test::file_text;
using test::kind_of;
using test::open_sqlite;
using test::RawSqlite;
using test::TemporaryFolder;
using test::write_file;

std::unique_ptr<Reader> read_at(const std::string& path) { return open_reader(StoreLocation{path}); }

std::string refused_reading(const std::string& path) {
  return kind_of([&] { read_at(path); });
}
std::string refused_writing(const std::string& path) {
  return kind_of([&] { open_sqlite(path); });
}

TEST_CASE("a missing store is not found, made, or a usage error without a name") {
  const TemporaryFolder folder;
  CHECK(refused_reading(folder / "evs.db") == "not-found");
  StoreLocation where;
  where.location = folder / "evs.db";
  CHECK(kind_of([&] { open_store(where, Missing::refuse, Workload::small); }) == "not-found");
  CHECK(folder.files() == 0);
  CHECK(refused_reading("") == "usage");
  CHECK(refused_writing("") == "usage");
  CHECK(refused_reading("mysql://host/db") == "usage");
  CHECK(refused_writing(folder / "none/evs.db") == "system");
}

TEST_CASE("a new store is for its owner only") {
  const TemporaryFolder folder;
  const mode_t umask_before = ::umask(0);
  { appended(*open_sqlite(folder / "evs.db"), "a-1", "none", {new_event("1")}); }
  ::umask(umask_before);
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    INFO(entry.path());
    CHECK((entry.status().permissions() & std::filesystem::perms(077)) == std::filesystem::perms::none);
  }
}

TEST_CASE("an empty file becomes a store when it is written, and is damaged when it is read as one") {
  const TemporaryFolder folder;
  write_file(folder / "evs.db", "");
  CHECK(refused_reading(folder / "evs.db") == "damaged");
  CHECK(file_text(folder / "evs.db").empty());
  CHECK(appended(*open_sqlite(folder / "evs.db"), "a-1", "none", {new_event("1")}) == "1@1");
  CHECK(read_at(folder / "evs.db")->head().position == Position{1});
}

TEST_CASE("a name that a URI would understand is a plain file name") {
  const TemporaryFolder folder;
  for (const std::string name : {"a?mode=memory", "b%41#x", ":memory:", "two words.db", "größe.db"}) {
    CHECK(appended(*open_sqlite(folder / name), "a-1", "none", {new_event("1")}) == "1@1");
    CHECK(std::filesystem::exists(folder / name));
    CHECK(read_at(folder / name)->head().position == Position{1});
  }
}

TEST_CASE("another program's database is refused and stays as it was") {
  const TemporaryFolder folder;
  const std::string path = folder / "other.db";
  for (const char* mark : {"", "PRAGMA user_version=1", "PRAGMA application_id=7"}) {
    RawSqlite(path).execute(std::string("CREATE TABLE IF NOT EXISTS notes (text); ") + mark);
    const std::string before = file_text(path);
    CHECK(refused_reading(path) == "damaged");
    CHECK(refused_writing(path) == "damaged");
    CHECK(file_text(path) == before);
  }
}

TEST_CASE("a store of another format is refused, for reading and for writing") {
  const TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  { open_sqlite(path); }
  const auto refused_as = [&](const std::string& version) {
    RawSqlite(path).execute("PRAGMA user_version=" + version);
    CHECK(refused_reading(path) == "damaged");
    CHECK(refused_writing(path) == "damaged");
    const Error error = test::error_of([&] { read_at(path); });
    CHECK(test::contains(error.message(), "has store format " + version + "; this evs reads format 3"));
    return error.hint();
  };
  CHECK(refused_as("4") == "use the evs that wrote it, or a newer one");
  for (const char* older : {"1", "2"}) {
    CHECK(refused_as(older) == "'evs export --raw' with the evs that wrote it, and import that into a new store");
  }
}

TEST_CASE("a store whose maker was killed is refused to readers, and made by the next writer") {
  const TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  {
    // A large change that is not committed is in the file before the end, and how to undo it in the journal.
    const RawSqlite maker(folder / "begun.db");
    maker.execute("PRAGMA cache_size=1; BEGIN; CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(1000000))");
    for (const char* suffix : {"", "-journal"}) {
      std::filesystem::copy_file(folder / "begun.db" + suffix, path + suffix);
    }
  }
  REQUIRE_FALSE(file_text(path + "-journal").empty());
  const Error error = test::error_of([&] { read_at(path); });
  CHECK(name(error.kind()) == "damaged");
  CHECK(test::contains(error.hint(), "run the command again"));
  CHECK(appended(*open_sqlite(path), "a-1", "none", {new_event("1")}) == "1@1");
  CHECK(read_at(path)->totals().events == 1);
}

TEST_CASE("a store in another journal mode is refused") {
  const TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  { open_sqlite(path); }
  CHECK(RawSqlite(path).value("PRAGMA journal_mode=delete") == "delete");
  CHECK(refused_writing(path) == "damaged");
}

TEST_CASE("a file that is cut off or garbled is damaged") {
  const TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  { appended(*open_sqlite(path), "a-1", "none", {new_event("1")}); }
  RawSqlite(path).execute("PRAGMA wal_checkpoint(TRUNCATE)");
  std::string bytes = file_text(path);
  write_file(folder / "cut.db", bytes.substr(0, 8192 + 100));
  CHECK(refused_reading(folder / "cut.db") == "damaged");
  bytes.replace(100, 100, 100, 'x');
  write_file(folder / "garbled.db", bytes);
  CHECK(refused_reading(folder / "garbled.db") == "damaged");
  write_file(folder / "head.db", std::string("SQLite format 3\0", 16) + "nothing else");
  CHECK(refused_reading(folder / "head.db") == "damaged");
}

TEST_CASE("a store with other tables is damaged, not a bug of evs") {
  for (const char* change :
       {"DROP TABLE types", "DROP VIEW event_lines; ALTER TABLE events RENAME COLUMN data TO payload"}) {
    const TemporaryFolder folder;
    const std::string path = folder / "evs.db";
    { appended(*open_sqlite(path), "a-1", "none", {new_event("1")}); }
    RawSqlite(path).execute(change);
    CHECK(kind_of([&] { test::events_of(*read_at(path)); }) == "damaged");
    CHECK(refused_writing(path) == "damaged");
  }
}

TEST_CASE("a store whose numbers cannot be counted on from is damaged") {
  for (const char* change :
       {"UPDATE streams SET version = 9223372036854775807", "UPDATE streams SET version = -1",
        "UPDATE streams SET source_offset = 9223372036854775807", "UPDATE streams SET stream_no = 9223372036854775807",
        "UPDATE commits SET first_position = 9223372036854775807",
        "UPDATE commits SET commit_no = 9223372036854775807"}) {
    INFO(change);
    const TemporaryFolder folder;
    const std::string path = folder / "evs.db";
    { appended(*open_sqlite(path), "a-1", "none", {new_event("1")}); }
    RawSqlite(path).execute(change);
    const auto store = open_sqlite(path);
    CHECK(kind_of([&] {
            appended(*store, "a-1", "any", {new_event("2")});
            appended(*store, "a-2", "any", {new_event("3")});
          }) == "damaged");
  }
}

TEST_CASE("a store is never a symbolic link, dangling or not") {
  const TemporaryFolder folder;
  { open_sqlite(folder / "evs.db"); }
  REQUIRE(::symlink((folder / "evs.db").c_str(), (folder / "link.db").c_str()) == 0);
  REQUIRE(::symlink((folder / "nowhere.db").c_str(), (folder / "dangling.db").c_str()) == 0);
  CHECK(refused_reading(folder / "link.db") == "system");
  CHECK(refused_writing(folder / "link.db") == "system");
  CHECK(refused_writing(folder / "dangling.db") == "system");
  CHECK_FALSE(std::filesystem::exists(folder / "nowhere.db"));
}

TEST_CASE("a folder is no store") {
  const TemporaryFolder folder;
  CHECK(refused_reading(folder.path()) == "system");
  CHECK(refused_writing(folder.path()) == "system");
}

TEST_CASE("a trigger in the file neither swallows an append nor runs") {
  const TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  { appended(*open_sqlite(path), "a-1", "none", {new_event("1")}); }
  for (const char* table : {"events", "stream_blocks", "event_ids", "commits", "streams"}) {
    RawSqlite(path).execute(std::string("CREATE TRIGGER swallow_") + table + " BEFORE INSERT ON " + table +
                            " BEGIN SELECT RAISE(IGNORE); END");
  }
  RawSqlite(path).execute("CREATE TRIGGER spy AFTER INSERT ON events BEGIN DELETE FROM types; END");
  const auto store = open_sqlite(path);
  CHECK(appended(*store, "a-1", "1", {new_event("2")}) == "2@2");
  CHECK(appended(*store, "b-1", "none", {new_event("3")}) == "1@3");
  CHECK(read_at(path)->totals().events == 3);
  CHECK(RawSqlite(path).value("SELECT count(*) FROM types") == "1");
}

TEST_CASE("a table that keeps nothing of what is written to it is damage") {
  const TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  { appended(*open_sqlite(path), "a-1", "none", {new_event("1")}); }
  // The commits become a table on which a second one is ignored.
  RawSqlite(path).execute(
      "ALTER TABLE commits RENAME TO old; CREATE TABLE commits (commit_no INTEGER PRIMARY KEY, first_position INTEGER "
      "NOT NULL, count INTEGER NOT NULL UNIQUE ON CONFLICT IGNORE, digest BLOB NOT NULL); "
      "INSERT INTO commits SELECT * FROM old");
  const auto store = open_sqlite(path);
  CHECK(kind_of([&] { appended(*store, "a-1", "1", {new_event("2")}); }) == "damaged");
  CHECK(RawSqlite(path).value("SELECT count(*) FROM events") == "1");
}

TEST_CASE("a store in a folder that cannot be written is read as it is") {
  const TemporaryFolder folder;
  { appended(*open_sqlite(folder / "evs.db"), "a-1", "none", {new_event("1")}); }
  RawSqlite(folder / "evs.db").execute("PRAGMA wal_checkpoint(TRUNCATE)");
  std::filesystem::remove(folder / "evs.db-wal");
  std::filesystem::remove(folder / "evs.db-shm");
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0500));
  CHECK(read_at(folder / "evs.db")->head().position == Position{1});
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0700));
}

}  // namespace
}  // namespace evs
