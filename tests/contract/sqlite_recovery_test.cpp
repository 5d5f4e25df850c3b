// What happens around a writer that waits, died, or met a full disk.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>

#include <csignal>

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
using test::TemporaryFolder;
using test::write_file;

std::uintmax_t wal_size(const TemporaryFolder& folder) { return std::filesystem::file_size(folder / "evs.db-wal"); }

TEST_CASE("a writer says in the lock file when it is at work and when it has finished") {
  const TemporaryFolder folder;
  const auto store = open_sqlite(folder / "evs.db");
  appended(*store, "a-1", "none", {new_event("1")});
  CHECK(file_text(folder / "evs.db-lock") == ".");
  IncomingEvent event;
  event.id = "2";
  event.stream = "a-1";
  event.type = "T";
  event.source_seq = 9;  // refused
  ImportRules rules;
  std::string at_work;
  rules.on_refused = [&](const IncomingEvent&, const Error&) { at_work = file_text(folder / "evs.db-lock"); };
  store->import(std::span(&event, 1), rules);
  CHECK(at_work == "w");
  CHECK(file_text(folder / "evs.db-lock") == ".");
}

TEST_CASE("a failure of whoever gives or hears of the events of a batch is none of the disk") {
  const TemporaryFolder folder;
  const auto store = open_sqlite(folder / "evs.db");
  IncomingEvent event;
  event.id = "1";
  event.stream = "a-1";
  event.type = "T";
  const auto fail = [] { throw Error(ErrorKind::system, "cannot read the input"); };
  ImportRules giving;
  giving.more = [&]() -> std::span<const IncomingEvent> { return fail(), std::span<const IncomingEvent>(); };
  CHECK(kind_of([&] { store->import(std::span(&event, 1), giving); }) == "system");
  CHECK(file_text(folder / "evs.db-lock") == ".");
  ImportRules hearing;
  hearing.on_refused = [&](const IncomingEvent&, const Error&) { fail(); };
  event.source_seq = 9;
  CHECK(kind_of([&] { store->import(std::span(&event, 1), hearing); }) == "system");
  CHECK(file_text(folder / "evs.db-lock") == ".");
  CHECK(appended(*store, "a-1", "none", {new_event("1")}) == "1@1");
}

TEST_CASE("behind a writer that died, the whole write-ahead log is brought to the disk before the next append, once") {
  const TemporaryFolder folder;
  const auto store = open_sqlite(folder / "evs.db");
  appended(*store, "a-1", "none", {new_event("1")});
  appended(*store, "a-1", "1", {new_event("2", "\"" + std::string(100'000, 'x') + "\"")});
  const auto before = wal_size(folder);
  REQUIRE(before > 100'000);
  write_file(folder / "evs.db-lock", "w");
  const auto next = open_sqlite(folder / "evs.db");
  CHECK(appended(*next, "a-1", "2", {new_event("3")}) == "3@3");
  CHECK(wal_size(folder) < before);
  CHECK(file_text(folder / "evs.db-lock") == ".");

  const auto after = wal_size(folder);
  CHECK(appended(*next, "a-1", "3", {new_event("4")}) == "4@4");
  CHECK(wal_size(folder) > after);  // the control: without the mark, the log only grows
}

TEST_CASE("a reader that keeps the store from being recovered makes the writer busy, and the mark stays") {
  const TemporaryFolder folder;
  const auto store = open_sqlite(folder / "evs.db");
  appended(*store, "a-1", "none", {new_event("1"), new_event("2")});
  appended(*store, "a-1", "2", {new_event("3")});
  write_file(folder / "evs.db-lock", "w");
  const auto reader = store->another();
  std::string refused;
  reader->read({}, [&](const EventView&) {
    refused = kind_of([&] { appended(*store, "a-1", "3", {new_event("4")}); });
    return false;
  });
  CHECK(refused == "busy");
  CHECK(file_text(folder / "evs.db-lock") == "w");
  CHECK(appended(*store, "a-1", "3", {new_event("4")}) == "4@4");
  CHECK(file_text(folder / "evs.db-lock") == ".");
}

TEST_CASE("a writer that waits too long is busy, and nothing is written") {
  const TemporaryFolder folder;
  StoreLocation where;
  const auto patient = open_sqlite(folder / "evs.db");
  for (const int timeout : {0, 30}) {
    where.timeout = std::chrono::milliseconds(timeout);
    const auto store = open_sqlite(folder / "evs.db", where);
    const FileDescriptor held(::open((folder / "evs.db-lock").c_str(), O_RDWR | O_CLOEXEC));
    REQUIRE(::flock(held.number(), LOCK_EX) == 0);
    CHECK(kind_of([&] { appended(*store, "a-1", "none", {new_event("1")}); }) == "busy");
  }
  CHECK(patient->totals().events == 0);
  CHECK(appended(*patient, "a-1", "none", {new_event("1")}) == "1@1");
}

TEST_CASE("a lock file that is a symbolic link is refused") {
  const TemporaryFolder folder;
  { open_sqlite(folder / "evs.db"); }
  std::filesystem::remove(folder / "evs.db-lock");
  write_file(folder / "precious", "text");
  std::filesystem::create_symlink(folder / "precious", folder / "evs.db-lock");
  CHECK(kind_of([&] { appended(*open_sqlite(folder / "evs.db"), "a-1", "none", {new_event("1")}); }) == "system");
  CHECK(file_text(folder / "precious") == "text");
}

/// While it lives, no file of this process can grow beyond a size.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_CASE("an append that finds no room leaves nothing behind") {
  const TemporaryFolder folder;
  const auto store = open_sqlite(folder / "evs.db");
  appended(*store, "a-1", "none", {new_event("1")});
  {
    const FileSizeLimit limit(400'000);
    const std::string kind =
        kind_of([&] { appended(*store, "a-1", "1", {new_event("2", "\"" + std::string(1'000'000, 'x') + "\"")}); });
    CHECK(kind == "in-doubt");  // SQLite cannot tell how much of the log is on the disk
  }
  CHECK(store->totals().events == 1);
  CHECK(appended(*open_sqlite(folder / "evs.db"), "a-1", "1", {new_event("3")}) == "2@2");
}

TEST_CASE("an append that is durable is acknowledged, though its write-ahead log cannot be moved for want of room") {
  const TemporaryFolder folder;
  const auto store = open_sqlite(folder / "evs.db");
  const std::string data = "\"" + std::string(1'000'000, 'x') + "\"";
  std::int64_t acknowledged = 0;
  {
    const FileSizeLimit limit(12'000'000);  // the log is shorter, the database would become longer
    for (int i = 1; i <= 20; ++i) {
      try {
        store->append(std::vector{contract::request("a-1", "any", {new_event(std::to_string(i), data)})});
        ++acknowledged;
      } catch (const Error&) {
        break;
      }
    }
  }
  CHECK(acknowledged > 8);
  CHECK(store->totals().events == acknowledged);
}

}  // namespace
}  // namespace evs
