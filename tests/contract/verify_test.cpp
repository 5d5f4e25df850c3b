// What verify finds of changes that were made behind the back of evs, and that it finds nothing where nothing is wrong.
#include "tests/contract/id_entries.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::found_in;
using contract::StoreToDamage;
using test::contains;
using test::nothing;
using test::RawSqlite;

TEST_CASE("an untouched store is verified, whatever the number of threads") {
  const StoreToDamage store;
  for (const int threads : {1, 2, 5}) {
    VerifyJob job;
    job.threads = threads;
    const auto examination = open_examination(contract::location_of(store.path));
    const VerifySummary summary = verify(*examination, job, [](const Finding&) { FAIL("a finding"); });
    CHECK(summary.events == 13);
    CHECK(summary.commits == 4);
    CHECK(summary.redactions == 0);
    CHECK(summary.findings == 0);
    CHECK(to_string(summary.head) == store.head);
  }
  CHECK(store.after("") == nothing);
}

TEST_CASE("an empty store is verified") {
  const test::TemporaryFolder folder;
  { test::open_sqlite(folder / "evs.db"); }
  CHECK(found_in(folder / "evs.db") == nothing);
}

TEST_CASE("a changed event does not fit the digest of its commit") {
  const StoreToDamage store;
  for (const char* set : {"data = '{\"n\":1.1}'", "meta = '{\"a\":1}'", "salt = zeroblob(16)", "data = NULL",
                          "time = time - 0, meta = '[]'"}) {
    INFO(set);
    const std::string found = store.after(std::string("UPDATE events SET ") + set + " WHERE position = 2");
    CHECK(contains(found, "chain@1"));
  }
  CHECK(store.after("UPDATE events SET data = '[1]' WHERE position = 13") == "chain@13");
}

TEST_CASE("a change that touches the look-ups as well is found by both") {
  const StoreToDamage store;
  CHECK(store.after("UPDATE events SET id = 'other' WHERE position = 13") == "chain@13 lookups@13 lookups@13");
  CHECK(store.after("UPDATE events SET time = time + 1 WHERE position = 13") == "chain@13 streams types");
  CHECK(store.after("UPDATE events SET seq = 9 WHERE position = 13") == "chain@13 lookups@13 lookups@13");
  CHECK(store.after("UPDATE events SET stream_no = 99 WHERE position = 13") == "streams@13 lookups@13 lookups@13");
  CHECK(store.after("UPDATE events SET type_no = 99 WHERE position = 13") == "types@13 types types");
  CHECK(store.after("UPDATE streams SET name = 'order-9' WHERE name = 'order-1'") ==
        "chain@1 chain@11 chain@13 lookups");
  CHECK(store.after("UPDATE types SET name = 'Sold' WHERE name = 'Sent'") == "chain@1");
}

TEST_CASE("a finding about one event names its stream and seq") {
  const StoreToDamage store;
  const auto findings = contract::findings_in(store.copy("UPDATE events SET data = '[1]' WHERE position = 13"));
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].stream == "order-1");
  CHECK(findings[0].seq == Seq{6});
}

TEST_CASE("payloads, ids and salts that evs would not have stored are findings by themselves") {
  const StoreToDamage store;
  for (const char* set :
       {"data = '{'", "data = ''", "data = '1,2'", "data = '[1] '", "data = '{\"a\" :1}'", "meta = '[]'",
        "meta = 'null'", "data = '\"\xFF\"'", "meta = '{}{}'", "data = '1', meta = ',{}'"}) {
    INFO(set);
    CHECK(store.after(std::string("UPDATE events SET ") + set + " WHERE position = 13") == "payloads@13 chain@13");
  }
  CHECK(contains(store.after("UPDATE events SET id = '' WHERE position = 13"), "events@13"));
  CHECK(store.after("UPDATE events SET salt = x'00' WHERE position = 13") == "events@13");
}

TEST_CASE("events that are missing, moved or added are found") {
  const StoreToDamage store;
  CHECK(store.after("DELETE FROM events WHERE position = 13") ==
        "commits@13 lookups@13 streams types types lookups@13");
  CHECK(store.after("DELETE FROM events WHERE position = 3") == "commits@1 lookups@3 streams types types lookups@3");
  CHECK(contains(store.after("UPDATE events SET position = -1 WHERE position = 9; UPDATE events SET position = 9 WHERE "
                             "position = 10; UPDATE events SET position = 10 WHERE position = -1"),
                 "chain@9"));
  CHECK(contains(store.after("INSERT INTO events SELECT 14, stream_no, 7, type_no, time, 'new', data, meta, salt FROM "
                             "events WHERE position = 13"),
                 "commits@14"));
  CHECK(contains(store.after("INSERT INTO events SELECT 4611686018427387904, stream_no, 7, type_no, time, 'new', data, "
                             "meta, salt FROM events WHERE position = 13"),
                 "commits@4611686018427387904"));
  CHECK(contains(store.after("UPDATE events SET position = -5 WHERE position = 13"), "events@-5"));
}

TEST_CASE("commits that do not lie end to end, or say the wrong thing, are found") {
  const StoreToDamage store;
  CHECK(store.after("UPDATE commits SET digest = zeroblob(32) WHERE commit_no = 2") == "chain@9");
  CHECK(store.after("UPDATE commits SET digest = x'00' WHERE commit_no = 2") == "chain@9");
  CHECK(
      store.after("UPDATE commits SET count = 3 WHERE commit_no = 2; UPDATE commits SET first_position = 12, count = 1 "
                  "WHERE commit_no = 3") == "chain@9 chain@12");
  CHECK(contains(store.after("UPDATE commits SET count = 3 WHERE commit_no = 2"), "commits@11"));
  CHECK(contains(store.after("UPDATE commits SET first_position = 10 WHERE commit_no = 2"), "commits@10"));
  CHECK(contains(store.after("UPDATE commits SET commit_no = 9 WHERE commit_no = 4"), "commits@13"));
  CHECK(contains(store.after("UPDATE commits SET count = 9223372036854775807 WHERE commit_no = 4"), "commits@13"));
  CHECK(contains(store.after("UPDATE commits SET count = -3 WHERE commit_no = 2"), "commits@9"));
  CHECK(store.after("DELETE FROM commits WHERE commit_no = 4") == "commits@13");
  CHECK(contains(store.after("DELETE FROM commits WHERE commit_no = 2"), "commits@9"));
  CHECK(contains(store.after("DELETE FROM commits"), "commits@1 "));
}

TEST_CASE("rows of streams and types that do not agree with the events are found") {
  const StoreToDamage store;
  CHECK(store.after("UPDATE streams SET version = 9 WHERE name = 'orders'") == "lookups streams");
  CHECK(store.after("UPDATE streams SET first_time = 1 WHERE name = 'orders'") == "streams");
  CHECK(store.after("UPDATE streams SET last_time = 1 WHERE name = 'orders'") == "streams");
  CHECK(store.after("UPDATE streams SET category = 'x' WHERE name = 'orders'") == "streams");
  CHECK(store.after("UPDATE streams SET name_key = 1 WHERE name = 'orders'") == "lookups");
  CHECK(store.after("UPDATE streams SET source_offset = 7 WHERE name = 'orders'") == "streams");
  CHECK(contains(
      store.after("INSERT INTO streams SELECT 99, name, category, name_key, 0, 0, 0, 0, x'' FROM streams LIMIT 1"),
      "streams"));
  CHECK(store.after("UPDATE types SET events = 9 WHERE name = 'Sent'") == "types");
  CHECK(store.after("UPDATE types SET first_time = 9 WHERE name = 'Sent'") == "types");
  CHECK(store.after("UPDATE types SET last_time = 9 WHERE name = 'Sent'") == "types");
  CHECK(store.after("INSERT INTO types VALUES (99, 'Ghost', 1, 1, 1, 1)") == "types types");
}

/// What verify finds after a change of the look-up of ids.
std::string after(const StoreToDamage& store, const std::function<void(sqlite::IdIndex&)>& change) {
  const std::string path = store.copy();
  contract::change_ids(path, change);
  return found_in(path);
}

TEST_CASE("look-ups that lead elsewhere are found") {
  const StoreToDamage store;
  const sqlite::IdEntry last = contract::id_entry_at(store.path, 13);
  const auto after_adding = [&](const sqlite::IdEntry& entry) {
    return after(store, [&](sqlite::IdIndex& index) { index.add({&entry, 1}); });
  };
  CHECK(after(store, [&](sqlite::IdIndex& index) { index.remove(last); }) == "lookups@13");
  CHECK(after_adding({7, 13}) == "lookups@13");
  CHECK(after_adding({7, 99}) == "lookups@99");
  CHECK(after_adding(last) == "lookups");  // which no block can hold twice
  CHECK(after_adding({last[0], 12}) == "lookups@12");
  CHECK(store.after("UPDATE event_ids SET entries = CAST(entries || x'00' AS BLOB)") == "lookups");
  CHECK(store.after("UPDATE event_ids SET place = 1") == "lookups");
  CHECK(store.after("DELETE FROM event_ids").starts_with("lookups@1 lookups@2 "));
}

TEST_CASE("the same id twice is found") {
  const StoreToDamage store;
  CHECK(contains(store.after("UPDATE events SET id = 'e1' WHERE position = 13"), "lookups@13"));
}

TEST_CASE("the same id several times is found even where the look-up knows all of them") {
  const StoreToDamage store;
  const std::string path = store.copy("UPDATE events SET id = 'e1' WHERE position > 11");
  const std::int64_t key = contract::id_entry_at(path, 1)[0];
  contract::change_ids(path, [&](sqlite::IdIndex& index) {
    for (const std::int64_t position : {12, 13}) {
      index.remove(contract::id_entry_at(path, position));
      const sqlite::IdEntry entry{key, position};
      index.add({&entry, 1});
    }
  });
  CHECK(found_in(path) == "chain@11 chain@13 lookups@12 lookups@13");
}

TEST_CASE("a table that is not as evs makes it is found, and nothing more is looked at") {
  const StoreToDamage store;
  CHECK(store.after("DROP TABLE redactions") == "format");
  CHECK(store.after("CREATE TRIGGER t BEFORE INSERT ON events BEGIN SELECT RAISE(IGNORE); END") == "format");
  CHECK(store.after("ALTER TABLE types ADD COLUMN more TEXT") == "format format");
  CHECK(store.after("CREATE TABLE notes (text)") == "format");
}

TEST_CASE("a store whose key, identity or journal mode was lost is looked at as far as possible") {
  const StoreToDamage store;
  CHECK(store.after("DELETE FROM properties WHERE name = 'key'") == "format");
  CHECK(store.after("UPDATE properties SET value = x'00' WHERE name = 'store_id'") == "format");
  CHECK(store.after("PRAGMA journal_mode=delete") == "format");
  CHECK(store.after("DELETE FROM properties WHERE name = 'key'; UPDATE events SET data = '1' WHERE position = 13") ==
        "format chain@13");
}

TEST_CASE("a file that is no store, or of a newer format, is not verified at all") {
  const StoreToDamage store;
  const auto refused = [&](const std::string& edit) { return test::kind_of([&] { found_in(store.copy(edit)); }); };
  CHECK(refused("PRAGMA user_version=4") == "damaged");
  CHECK(refused("PRAGMA application_id=7") == "damaged");
  test::write_file(store.folder / "log.ndjson", "{}\n");
  CHECK(test::kind_of([&] { found_in(store.folder / "log.ndjson"); }) == "usage");
  CHECK(test::kind_of([&] { found_in(store.folder / "none.db"); }) == "not-found");
}

TEST_CASE("--quick finds what is wrong in the structure, and does not look at contents") {
  const StoreToDamage store;
  VerifyJob quick;
  quick.quick = true;
  CHECK(found_in(store.path, quick) == nothing);
  CHECK(found_in(store.copy("UPDATE events SET data = '[1]' WHERE position = 13"), quick) == nothing);
  CHECK(found_in(store.copy("UPDATE events SET id = 'other' WHERE position = 13"), quick) == "lookups@13 lookups@13");
  CHECK(found_in(store.copy("DELETE FROM commits WHERE commit_no = 4"), quick) == "commits@13");
  quick.since = parse_head(store.head);
  CHECK(test::kind_of([&] { found_in(store.path, quick); }) == "usage");
}

TEST_CASE("the findings and their order do not depend on the number of threads") {
  const test::TemporaryFolder folder;
  {
    const auto store = test::open_sqlite(folder / "evs.db");
    std::string lines;
    for (int i = 0; i < 9000; ++i) lines += "{\"stream\":\"s-" + std::to_string(i % 7) + "\",\"type\":\"T\"}\n";
    ImportJob job;
    job.events_per_commit = 100;
    test::import_text(*store, lines, job);
  }
  RawSqlite(folder / "evs.db").execute("UPDATE events SET data = '{' WHERE position % 100 = 0");
  VerifyJob job;
  const std::string wanted = found_in(folder / "evs.db", job);
  CHECK(std::count(wanted.begin(), wanted.end(), ' ') == 179);
  for (const int threads : {2, 3, 8}) {
    job.threads = threads;
    CHECK(found_in(folder / "evs.db", job) == wanted);
  }
}

}  // namespace
}  // namespace evs
