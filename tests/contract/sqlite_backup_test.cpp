// What a backup holds while others write, and what is left when it is given up.
#include <sqlite3.h>
#include <sys/stat.h>

#include "tests/contract/appending.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

using contract::appended;
using contract::new_event;
using test::exported;
using test::file_text;
using test::kind_of;
using test::open_sqlite;
using test::RawSqlite;
using test::TemporaryFolder;
using test::write_file;

struct GivenUp {};

const auto silently = [](double) {};

/// A store of some megabytes, so that a backup takes several steps.
struct Fixture {
  TemporaryFolder folder;
  std::string path = folder / "evs.db";
  std::string copy = folder / "copy.db";
  std::unique_ptr<Store> store = open_sqlite(path);
  int written = 0;

  Fixture() {
    std::string lines;
    for (int i = 0; i < 3000; ++i) {
      lines +=
          R"({"stream":"s-)" + std::to_string(i % 7) + R"(","type":"T","data":")" + std::string(1500, 'x') + "\"}\n";
    }
    test::import_text(*store, lines);
  }

  void write_one() {
    ++written;
    CHECK(
        appended(*store, "w-1", "any", {new_event("w" + std::to_string(written), "\"" + std::string(900, 'w') + "\"")})
            .ends_with("@" + std::to_string(3000 + written)));
  }

  Totals backed_up(IfExists if_exists = IfExists::refuse, const std::function<void(double)>& on_progress = silently) {
    StoreLocation where;
    where.location = path;
    return copy_store(where, copy, if_exists, on_progress);
  }
};

std::string store_id(const std::string& path) { return open_evidence(StoreLocation{path})->store_id(); }

TEST_CASE("a backup is the same store in one file for its owner only") {
  Fixture fixture;
  const mode_t umask_before = ::umask(0);
  const Totals totals = fixture.backed_up();
  ::umask(umask_before);
  CHECK(totals.events == 3000);
  CHECK(totals.streams == 7);
  CHECK(to_string(totals.head) == to_string(fixture.store->head()));
  CHECK(totals.bytes == static_cast<std::int64_t>(std::filesystem::file_size(fixture.copy)));
  for (const char* suffix : {"-wal", "-shm", "-lock", "-journal"}) {
    CHECK_FALSE(std::filesystem::exists(fixture.copy + suffix));
  }
  CHECK((std::filesystem::status(fixture.copy).permissions() & std::filesystem::perms(077)) ==
        std::filesystem::perms::none);
  CHECK(RawSqlite(fixture.copy).value("PRAGMA integrity_check") == "ok");
  const auto copy = open_sqlite(fixture.copy);
  CHECK(exported(*copy) == exported(*fixture.store));
  CHECK(store_id(fixture.copy) == store_id(fixture.path));
  CHECK(appended(*copy, "w-1", "none", {new_event("w1")}) == "1@3001");
  CHECK(fixture.store->head().position == Position{3000});
}

TEST_CASE("a backup is the state of one commit, whatever is written meanwhile") {
  Fixture fixture;
  const std::string before = exported(*fixture.store);
  const Head head = fixture.store->head();
  const Totals totals = fixture.backed_up(IfExists::refuse, [&](double) { fixture.write_one(); });
  CHECK(fixture.written > 3);
  CHECK(totals.events == 3000);
  CHECK(to_string(totals.head) == to_string(head));
  CHECK(exported(*open_sqlite(fixture.copy)) == before);
  CHECK(fixture.store->head().position == Position{3000 + fixture.written});
}

TEST_CASE("without a transaction of its own a copy begins anew whenever somebody writes") {
  Fixture fixture;
  sqlite3* source = nullptr;
  sqlite3* target = nullptr;
  REQUIRE(sqlite3_open(fixture.path.c_str(), &source) == SQLITE_OK);
  REQUIRE(sqlite3_open(fixture.copy.c_str(), &target) == SQLITE_OK);
  sqlite3_backup* backup = sqlite3_backup_init(target, "main", source, "main");
  int least = 1 << 30;
  int started_again = 0;
  for (int step = 0; step < 5; ++step) {
    CHECK(sqlite3_backup_step(backup, step == 4 ? 100 : 200) == SQLITE_OK);
    const int left = sqlite3_backup_remaining(backup);
    if (left > least - 100) ++started_again;
    least = std::min(least, left);
    fixture.write_one();
  }
  sqlite3_backup_finish(backup);
  sqlite3_close(target);
  sqlite3_close(source);
  CHECK(started_again == 4);
}

TEST_CASE("what is in the write-ahead log only is in the backup") {
  Fixture fixture;
  fixture.write_one();
  REQUIRE(std::filesystem::file_size(fixture.path + "-wal") > 0);
  CHECK(fixture.backed_up().events == 3001);
}

TEST_CASE("a backup that is given up leaves nothing behind, and the next one succeeds") {
  Fixture fixture;
  const std::ptrdiff_t files = fixture.folder.files();
  int steps = 0;
  fixture.backed_up(IfExists::refuse, [&](double) { ++steps; });
  std::filesystem::remove(fixture.copy);
  REQUIRE(steps > 3);
  for (int stop = 1; stop <= steps; ++stop) {
    int step = 0;
    CHECK_THROWS_AS(fixture.backed_up(IfExists::refuse,
                                      [&](double) {
                                        if (++step == stop) throw GivenUp();
                                      }),
                    GivenUp);
    CHECK(fixture.folder.files() == files);
  }
  CHECK(fixture.backed_up().events == 3000);
}

TEST_CASE("an existing file stays as it was until the backup that replaces it is complete") {
  Fixture fixture;
  write_file(fixture.copy, "the one before");
  CHECK(kind_of([&] { fixture.backed_up(); }) == "conflict");
  CHECK(file_text(fixture.copy) == "the one before");
  CHECK_THROWS_AS(fixture.backed_up(IfExists::replace,
                                    [&](double share) {
                                      CHECK(file_text(fixture.copy) == "the one before");
                                      if (share == 1) throw GivenUp();
                                    }),
                  GivenUp);
  CHECK(file_text(fixture.copy) == "the one before");
  CHECK(fixture.backed_up(IfExists::replace).events == 3000);
}

TEST_CASE("a file that appears while a backup is made is not replaced") {
  Fixture fixture;
  CHECK(kind_of([&] {
          fixture.backed_up(IfExists::refuse, [&](double share) {
            if (share == 1) write_file(fixture.copy, "somebody else's");
          });
        }) == "conflict");
  CHECK(file_text(fixture.copy) == "somebody else's");
}

TEST_CASE("the log of another store beside the new file is refused, even when the file is replaced") {
  Fixture fixture;
  write_file(fixture.copy, "");
  write_file(fixture.copy + "-wal", "frames");
  CHECK(kind_of([&] { fixture.backed_up(IfExists::replace); }) == "conflict");
  write_file(fixture.copy + "-wal", "");
  CHECK(fixture.backed_up(IfExists::replace).events == 3000);
}

TEST_CASE("a store that does not verify is not backed up") {
  for (const char* edit :
       {"UPDATE events SET data = '1' WHERE position = 2000", "DELETE FROM events WHERE position = 3000",
        "DELETE FROM commits", "UPDATE commits SET digest = zeroblob(31)", "UPDATE commits SET count = count - 1"}) {
    Fixture fixture;
    RawSqlite(fixture.path).execute(edit);
    const std::ptrdiff_t files = fixture.folder.files();
    INFO(edit);
    CHECK(kind_of([&] { fixture.backed_up(); }) == "damaged");
    CHECK(fixture.folder.files() == files);
  }
}

TEST_CASE("an empty store can be backed up") {
  const TemporaryFolder folder;
  { open_sqlite(folder / "evs.db"); }
  StoreLocation where;
  where.location = folder / "evs.db";
  const Totals totals = copy_store(where, folder / "copy.db", IfExists::refuse, silently);
  CHECK(totals.events == 0);
  CHECK(to_string(totals.head) == "0:" + std::string(64, '0'));
}

}  // namespace
}  // namespace evs
