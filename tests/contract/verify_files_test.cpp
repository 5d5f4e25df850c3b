// Damage to the files themselves: bytes of the database, frames of the write-ahead log.
#include <random>

#include "tests/contract/verifying.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::appended;
using contract::found_in;
using contract::new_event;
using contract::StoreToDamage;
using test::contains;
using test::file_text;
using test::nothing;
using test::write_file;

/// "" when verify finds nothing, else what it finds or how it fails.
std::string verdict(const std::string& path, bool quick = false) {
  VerifyJob job;
  job.quick = quick;
  try {
    return found_in(path, job);
  } catch (const Error& error) {
    return std::string(name(error.kind()));
  }
}

std::string exported_from(const std::string& path) {
  try {
    return test::exported(*open_reader(contract::location_of(path)));
  } catch (const Error& error) {
    return error.message();
  }
}

TEST_CASE("whatever byte is flipped, a store that verify calls clean still exports what it did") {
  const StoreToDamage store;
  const std::string bytes = file_text(store.path);
  const std::string before = exported_from(store.path);
  std::vector<std::size_t> bytes_to_flip;
  for (std::size_t at = 0; at < 100; ++at) bytes_to_flip.push_back(at);  // the header
  constexpr std::size_t stretch = 16;
  for (std::size_t at = 100; at + stretch <= bytes.size(); at += stretch) {  // one of each stretch that is in use
    if (bytes.substr(at, stretch) != std::string(stretch, '\0'))
      bytes_to_flip.push_back(at + at / stretch * 7 % stretch);
  }
  std::mt19937 random(20261124);
  int found = 0;
  int missed_by_quick = 0;
  for (const std::size_t at : bytes_to_flip) {
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << random() % 8));
    INFO("byte " << at);
    const std::string path = store.folder / "flipped.db";
    for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(path + suffix);
    write_file(path, flipped);
    const std::string verdict_on_it = verdict(path);
    const bool same = exported_from(path) == before;
    if (verdict_on_it == nothing) CHECK(same);
    if (verdict_on_it != nothing) ++found;
    CHECK(verdict_on_it != "bug");
    CHECK(verdict_on_it != "system");
    if (!same && verdict(path, true) == nothing) ++missed_by_quick;
  }
  CHECK(found > 200);
  CHECK(missed_by_quick > 0);  // the control: without hashing, changes get through
}

TEST_CASE("pages of zeros or of noise are findings, and what can still be read is checked") {
  const StoreToDamage store;
  const std::string bytes = file_text(store.path);
  constexpr std::size_t page = 8192;
  std::mt19937 random(7);
  for (std::size_t at = page; at < bytes.size(); at += page) {
    for (const bool noise : {false, true}) {
      INFO("page " << at / page + 1);
      std::string damaged = bytes;
      for (std::size_t i = at; i < at + page; ++i) damaged[i] = noise ? static_cast<char>(random()) : '\0';
      const std::string path = store.folder / "page.db";
      for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(path + suffix);
      write_file(path, damaged);
      const std::string found = verdict(path);
      CHECK(found != nothing);
      CHECK(found != "bug");
      CHECK(found != "system");
    }
  }
}

TEST_CASE("a file that was cut off is a finding, not a file that is no store") {
  const StoreToDamage store;
  const std::string bytes = file_text(store.path);
  for (const std::size_t size : {std::size_t{8192}, bytes.size() / 2, bytes.size() - 8192}) {
    const std::string path = store.folder / "cut.db";
    for (const char* suffix : {"-wal", "-shm"}) std::filesystem::remove(path + suffix);
    write_file(path, bytes.substr(0, size));
    INFO(size);
    CHECK(contains(verdict(path), "format"));
  }
}

/// A store whose commits are in the write-ahead log, and copies of both files.
struct LoggedStore {
  test::TemporaryFolder folder;
  std::string database;
  std::string log;
  static constexpr std::size_t header = 32;
  static constexpr std::size_t frame = 24 + 8192;

  LoggedStore() {
    const auto store = test::open_sqlite(folder / "evs.db");
    for (int i = 1; i <= 6; ++i) appended(*store, "a-1", "any", {new_event(std::to_string(i))});
    database = file_text(folder / "evs.db");
    log = file_text(folder / "evs.db-wal");
  }

  [[nodiscard]] std::size_t frames() const { return (log.size() - header) / frame; }
  [[nodiscard]] bool is_commit(std::size_t number) const {  // counted from 0
    return log.substr(header + number * frame + 4, 4) != std::string(4, '\0');
  }
  [[nodiscard]] std::size_t commits_from(std::size_t number) const {
    std::size_t commits = 0;
    for (; number < frames(); ++number) commits += is_commit(number) ? 1 : 0;
    return commits;
  }

  /// What verify says about the log of a copy.
  [[nodiscard]] std::string after(const std::string& changed_log) const {
    const std::string path = folder / "copy.db";
    std::filesystem::remove(path + "-shm");
    write_file(path, database);
    write_file(path + "-wal", changed_log);
    return contains(" " + verdict(path), " log") ? "log" : "";
  }
};

TEST_CASE("a write-ahead log that is whole, or was torn in its last commit, has lost nothing") {
  const LoggedStore store;
  REQUIRE(store.commits_from(0) >= 7);
  CHECK(store.after(store.log) == nothing);
  CHECK(store.after("") == nothing);
  CHECK(store.after(store.log.substr(0, 20)) == nothing);
  for (std::size_t size = store.header; size < store.log.size(); size += 5000) {
    CHECK(store.after(store.log.substr(0, size)) == nothing);
  }
  std::string torn = store.log;
  torn[torn.size() - store.frame - 100] ^= 1;  // in the last frame but one; the last, a commit, came to the disk
  CHECK(store.after(torn) == nothing);
}

TEST_CASE("a bit flipped in any frame is found as long as two commits behind it are whole") {
  const LoggedStore store;
  constexpr std::size_t first_checksum = 16;
  std::size_t found = 0;
  for (std::size_t number = 0; number < store.frames(); ++number) {
    for (const std::size_t offset : {3U, 6U, 9U, 15U, 17U, 23U, 24U, 2000U, 8215U}) {
      std::string flipped = store.log;
      flipped[store.header + number * store.frame + offset] ^= 4;
      const bool breaks_next = offset >= first_checksum && offset < 24;
      const std::size_t whole = store.commits_from(number + (breaks_next ? 2 : 1));
      INFO("frame " << number + 1 << ", byte " << offset);
      CHECK(store.after(flipped) == (whole >= 2 ? "log" : ""));
      found += whole >= 2 ? 1 : 0;
    }
  }
  CHECK(found > store.frames() * 4);
}

TEST_CASE("a bit flipped in the header of the log is found") {
  const LoggedStore store;
  for (std::size_t at = 0; at < store.header; ++at) {
    std::string flipped = store.log;
    flipped[at] ^= 1;
    INFO("byte " << at);
    CHECK(store.after(flipped) == "log");
  }
}

TEST_CASE("frames of an earlier generation behind the end of the log are none of it") {
  const test::TemporaryFolder folder;
  const auto store = test::open_sqlite(folder / "evs.db");
  for (int i = 1; i <= 6; ++i) appended(*store, "a-1", "any", {new_event(std::to_string(i))});
  test::RawSqlite(folder / "evs.db").execute("PRAGMA wal_checkpoint(FULL)");
  const auto before = file_text(folder / "evs.db-wal");
  appended(*store, "a-1", "any", {new_event("7")});
  REQUIRE(file_text(folder / "evs.db-wal").size() == before.size());
  CHECK(found_in(folder / "evs.db") == nothing);
}

TEST_CASE("a store is verified while somebody writes to it") {
  const test::TemporaryFolder folder;
  const auto store = test::open_sqlite(folder / "evs.db");
  appended(*store, "a-1", "none", {new_event("1")});
  VerifyJob job;
  job.threads = 2;
  std::int64_t more = 1;
  job.on_progress = [&](std::int64_t, double) { appended(*store, "a-1", "any", {new_event(std::to_string(++more))}); };
  for (int i = 0; i < 20; ++i) CHECK(found_in(folder / "evs.db", job) == nothing);
  CHECK(more == 21);
}

}  // namespace
}  // namespace evs
