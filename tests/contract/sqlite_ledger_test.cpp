// That a backup from before a purge becomes what the purge left, by a ledger that holds nothing of the person.
#include <sys/stat.h>

#include "core/integrity/commitment.hpp"
#include "core/state/snapshots.hpp"
#include "tests/contract/backups.hpp"
#include "tests/contract/baselines.hpp"
#include "tests/contract/erasures.hpp"
#include "tests/contract/residue.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::Backups;
using contract::files_with;
using contract::found_in;
using contract::location_of;
using contract::silently;
using test::file_text;
using test::kind_of;
using test::RawSqlite;

const std::vector<std::string> of_ada = {"ada@x.org", "Ada L", "271828", "tired of it", "join-ada"};

/// Every byte that the tables of a store hold of its events.
std::string rows_of(const std::string& path) {
  std::string all;
  for (const char* sql :
       {"SELECT position || stream_no || seq || type_no || time || id || data || meta || hex(salt) FROM events",
        "SELECT stream_no || name || category || name_key || version || first_time || last_time FROM streams",
        "SELECT type_no || name || schema || events || first_time || last_time FROM types",
        "SELECT place || ' ' || hex(entries) FROM event_ids ORDER BY place",
        "SELECT commit_no || first_position || count || hex(digest) FROM commits",
        "SELECT position || hex(commitment) FROM redactions", "SELECT name || hex(value) FROM properties"}) {
    RawSqlite(path).rows(sql, [&](sqlite3_stmt* row) { all += RawSqlite::bytes(row, 0) + "\n"; });
  }
  return all;
}

TEST_CASE("a backup of what a purge met becomes what the purge left, to the byte") {
  const Backups members;
  members.back_up();
  members.noted_purge_of("ada@x.org");
  const LedgerOutcome outcome = members.restore(members.entries());
  CHECK(outcome.applied == 1);
  CHECK(outcome.redacted == 4);
  CHECK(outcome.beyond == 0);
  CHECK(outcome.unlisted.empty());
  CHECK(outcome.residue.hits == 0);
  CHECK(outcome.residue.remaining == 0);
  CHECK(outcome.residue.values >= 5);
  CHECK(rows_of(members.restored) == rows_of(members.path));
  CHECK(to_string(open_reader(location_of(members.restored))->head()) ==
        to_string(open_reader(location_of(members.path))->head()));
  CHECK(found_in(members.restored, contract::since(members.head)).empty());
  CHECK(files_with(members.restored, of_ada).empty());
  CHECK_FALSE(has_unfinished_purge(location_of(members.restored)));
  for (const char* suffix : {"-wal", "-shm", "-lock"}) {
    if (std::string_view(suffix) != "-lock") std::filesystem::remove(members.restored + suffix);
    CHECK_FALSE(std::filesystem::exists(members.restored + suffix));
  }
}

TEST_CASE("without the ledger, it holds everything") {
  const Backups members;
  members.back_up();
  members.noted_purge_of("ada@x.org");
  copy_store(location_of(members.backup), members.restored, IfExists::refuse, silently);
  CHECK(files_with(members.restored, of_ada) == " db");
}

/// The events that were in the store from the beginning.
std::string first_five(const std::string& path) {
  std::string all;
  RawSqlite(path).rows("SELECT line FROM event_lines WHERE position <= 5",
                       [&](sqlite3_stmt* row) { all += RawSqlite::bytes(row, 0) + "\n"; });
  return all;
}

TEST_CASE("of an older backup, what it has is erased, and what it has not is counted") {
  const Backups members;
  RawSqlite(members.path).execute("PRAGMA secure_delete=OFF; CREATE TABLE c AS SELECT * FROM events; DROP TABLE c");
  members.back_up();
  members.append(R"({"id":"s2","stream":"chat-1","type":"Sent","data":{"to":[{"id":"ada@x.org","name":"Ada L"}]}})");
  members.append(R"({"id":"l2","stream":"user-ada@x.org","type":"Left","data":{"why":"again"}})");
  members.noted_purge_of("ada@x.org");
  const LedgerOutcome outcome = members.restore(members.entries());
  CHECK(outcome.applied == 1);
  CHECK(outcome.redacted == 4);
  CHECK(outcome.beyond == 2);
  CHECK(found_in(members.restored, contract::since(members.head)).empty());
  CHECK(files_with(members.restored, of_ada).empty());
  CHECK(first_five(members.restored) == first_five(members.path));

  // It goes on from there, and its own backups know the purge.
  test::import_text(*test::open_sqlite(members.restored), R"({"stream":"chat-1","type":"Ticked"})");
  copy_store(location_of(members.restored), members.backup, IfExists::replace, silently);
  CHECK(members.restore(members.entries()).known == 1);
  CHECK(found_in(members.restored).empty());
}

TEST_CASE("a backup from after a purge is as it was, and one from before two gets both") {
  const Backups members;
  members.back_up();
  members.noted_purge_of("ada@x.org");
  const std::string after_ada = rows_of(members.path);
  const auto of_one = members.entries();
  members.noted_purge_of("bob@x.org");
  REQUIRE(members.entries().size() == 2);
  CHECK(members.entries()[1].before == std::vector<std::string>{of_one[0].purge});

  CHECK(members.restore(members.entries()).applied == 2);
  CHECK(rows_of(members.restored) == rows_of(members.path));
  CHECK(files_with(members.restored, {"ada@x.org", "bob@x.org", "Bob M", "314159"}).empty());
  CHECK(found_in(members.restored).empty());

  CHECK(members.restore(of_one).applied == 1);
  CHECK(rows_of(members.restored) == after_ada);
  copy_store(location_of(members.restored), members.backup, IfExists::replace, silently);
  const LedgerOutcome outcome = members.restore(members.entries());
  CHECK(outcome.known == 1);
  CHECK(outcome.applied == 1);
  CHECK(rows_of(members.restored) == rows_of(members.path));
}

TEST_CASE("purges that the ledger lacks are told of, and stop it where they met the same event") {
  const Backups members;
  members.append(R"({"id":"j3","stream":"user-eve","type":"Joined","data":{"id":"eve","name":"Eve N"}})");
  members.back_up();
  members.noted_purge_of("ada@x.org");
  members.noted_purge_of("bob@x.org");
  members.noted_purge_of("eve");
  const auto all = members.entries();
  CHECK(members.restore({all[2]}).unlisted == std::set<std::string>{all[0].purge, all[1].purge});
  const Error error = test::error_of([&] { members.restore({all[1]}); });
  CHECK(name(error.kind()) == "conflict");
  CHECK(test::contains(error.message(), "position 4"));
  CHECK(error.details().size() == 2);
  CHECK_FALSE(std::filesystem::exists(members.restored));
}

TEST_CASE("what does not fit leaves nothing behind") {
  const Backups members;
  members.back_up();
  members.noted_purge_of("ada@x.org");
  const auto refused_by = [&](const std::function<void(LedgerEntry&)>& change) {
    auto entries = members.entries();
    change(entries.front());
    std::string kind = kind_of([&] { members.restore(entries); });
    CHECK(members.restored_files() == 0);
    return kind;
  };
  CHECK(refused_by([](LedgerEntry& entry) { entry.store = "00"; }) == "conflict");
  CHECK(refused_by([](LedgerEntry& entry) { entry.erased[0].data.pop_back(); }) == "conflict");
  CHECK(refused_by([](LedgerEntry& entry) { entry.erased[2].meta.clear(); }) == "conflict");
  CHECK(refused_by([](LedgerEntry& entry) { entry.erased[0].id = false; }) == "conflict");
  CHECK(refused_by([](LedgerEntry& entry) { entry.erased[0].day = false; }) == "conflict");
  CHECK(refused_by([](LedgerEntry& entry) { entry.erased[2].stream = "purged-9"; }) == "conflict");
  CHECK(refused_by([](LedgerEntry& entry) {
          entry.erased[0].stream = entry.erased[1].stream = entry.erased[2].stream = "chat-1";
        }) == "conflict");
  CHECK(refused_by([](LedgerEntry& entry) { entry.erased.erase(entry.erased.begin()); }) == "conflict");
  RawSqlite(members.backup)
      .execute("UPDATE events SET data = '{\"id\":\"ada@x.org\",\"name\":\"Ada M\",\"pin\":1}' WHERE position = 1");
  CHECK(refused_by([](LedgerEntry&) {}) == "damaged");
}

TEST_CASE("snapshots in the backup go") {
  const Backups members;
  {
    const auto store = test::open_sqlite(members.path);
    Snapshot snapshot;
    snapshot.stream = "user-ada@x.org";
    snapshot.seq = Seq{1};
    snapshot.position = Position{1};
    snapshot.state = R"({"name":"Ada L"})";
    dynamic_cast<SnapshotStore&>(*store).write_snapshots({{snapshot}, {}, 0});
  }
  members.back_up();
  members.noted_purge_of("ada@x.org");
  members.restore(members.entries());
  CHECK(RawSqlite(members.restored).value("SELECT count(*) FROM snapshots") == "0");
  CHECK(files_with(members.restored, of_ada).empty());
  CHECK(rows_of(members.restored) == rows_of(members.path));
}

/// A purge whose files were not cleaned.
void purge_halfway(const Backups& members, PurgeLedger* ledger) {
  RawSqlite(members.path).execute("PRAGMA secure_delete=OFF; CREATE TABLE c AS SELECT * FROM events; DROP TABLE c");
  const auto erasure = open_erasure(location_of(members.path));
  contract::Uncleaned store(*erasure);
  PurgeOrder order;
  order.ledger = ledger;
  CHECK(kind_of([&] { purge(store, members.rules, DataSubject(members.rules, "ada@x.org"), order); }) == "system");
}

TEST_CASE("baselines in the backup lose their states") {
  const Backups members;
  contract::take_baselines(members.path, nullptr);
  members.back_up();
  members.noted_purge_of("ada@x.org");
  const LedgerOutcome outcome = members.restore(members.entries());
  CHECK(outcome.redacted == 6);           // two of them baselines
  CHECK(outcome.residue.remaining == 0);  // what others have in their states is no residue
  CHECK(contract::verified_baselines(members.restored) == "1 checked, 2 emptied");
  CHECK(rows_of(members.restored) == rows_of(members.path));
  CHECK(found_in(members.restored).empty());
  CHECK(files_with(members.restored, of_ada).empty());
}

TEST_CASE("a backup that caught a purge in the middle is cleaned") {
  const Backups members;
  PurgeLedger file(members.ledger, open_evidence(location_of(members.path))->store_id());
  purge_halfway(members, &file);
  members.back_up();
  REQUIRE(files_with(members.backup, of_ada) == " db");
  REQUIRE(has_unfinished_purge(location_of(members.backup)));
  CHECK(members.restore(members.entries()).known == 1);
  CHECK(files_with(members.restored, of_ada).empty());
  CHECK_FALSE(has_unfinished_purge(location_of(members.restored)));
}

TEST_CASE("a purge that was interrupted is in the ledger once, and not finished before it is") {
  const Backups members;
  members.back_up();
  const std::string store = open_evidence(location_of(members.path))->store_id();
  {
    PurgeLedger lost(members.folder / "lost", store);
    purge_halfway(members, &lost);
  }
  const auto resume = [&](PurgeLedger* ledger) {
    return resume_purge(*open_erasure(location_of(members.path)), "", {ledger});
  };
  CHECK(kind_of([&] { resume(nullptr); }) == "usage");
  CHECK(has_unfinished_purge(location_of(members.path)));
  {
    PurgeLedger first(members.ledger, store);
    const auto erasure = open_erasure(location_of(members.path));
    first.add(ledger_entry(*erasure, erasure->unfinished().value()));
  }
  const std::string once = file_text(members.ledger);
  PurgeLedger again(members.ledger, store);
  resume(&again);
  CHECK(file_text(members.ledger) == once);
  CHECK(once == file_text(members.folder / "lost"));
  members.restore(members.entries());
  CHECK(rows_of(members.restored) == rows_of(members.path));
  members.noted_purge_of("bob@x.org");  // which owes nothing any more
}

TEST_CASE("a ledger is added to as a whole, by its own store, and read by its owner only") {
  const Backups members;
  const mode_t umask_before = ::umask(0);
  members.noted_purge_of("ada@x.org");
  const std::string first = file_text(members.ledger);
  ::chmod(members.ledger.c_str(), 0644);
  members.noted_purge_of("bob@x.org");
  ::umask(umask_before);
  CHECK(file_text(members.ledger).starts_with(first));
  CHECK(members.entries().size() == 2);
  CHECK((std::filesystem::status(members.ledger).permissions() & std::filesystem::perms(0177)) ==
        std::filesystem::perms::none);

  const auto refused = [&](const std::string& file) { return kind_of([&] { PurgeLedger(file, "another"); }); };
  CHECK(refused(members.ledger) == "conflict");
  test::write_file(members.folder / "other", "{}\n");
  CHECK(refused(members.folder / "other") == "bad-input");
  std::filesystem::create_symlink(members.ledger, members.folder / "link");
  CHECK(refused(members.folder / "link") == "conflict");
  CHECK(refused(members.folder.path()) == "conflict");
  CHECK(refused(members.folder / "no/such") == "system");
}

TEST_CASE("a ledger that cannot be written leaves the purge unfinished") {
  const Backups members;
  PurgeLedger file(members.ledger, open_evidence(location_of(members.path))->store_id());
  test::write_file(members.ledger, "x");  // behind its back
  PurgeOrder order;
  order.ledger = &file;
  const auto purging = [&] {
    purge(*open_erasure(location_of(members.path)), members.rules, DataSubject(members.rules, "ada@x.org"), order);
  };
  CHECK(kind_of(purging) == "bad-input");
  CHECK(has_unfinished_purge(location_of(members.path)));
}

/// Whether one of the digests is the commitment of Ada's first event with some six digits, made with one of the salts.
bool can_be_guessed(const std::vector<Salt>& salts, const std::string& digests) {
  Sha256 hash;
  for (int guess = 271'000; guess < 272'000; ++guess) {  // the right one is among them
    const std::string data = R"({"id":"ada@x.org","name":"Ada L","pin":)" + std::to_string(guess) + "}";
    for (const Salt& salt : salts) {
      const Digest digest = commitment_of(
          hash, salt,
          {"user-ada@x.org", "join-ada@x.org", "Joined", 1, parse_timestamp("2026-01-02T09:00:00Z"), data, "{}"});
      if (test::contains(digests, to_hex(digest))) return true;
    }
  }
  return false;
}

TEST_CASE("a ledger holds nothing of the person, and nothing that could be guessed back to it") {
  const Backups members;
  const auto salts_in = [&](const std::string& path) {
    std::vector<Salt> salts;
    open_evidence(location_of(path))->sealed(Position{1}, Position{99}, [&](const SealedEvent& sealed) {
      salts.push_back(sealed.salt);
      return true;
    });
    return salts;
  };
  const std::vector<Salt> before = salts_in(members.path);
  members.noted_purge_of("ada@x.org");
  const std::string ledger = file_text(members.ledger);
  CHECK_FALSE(contract::holds_any(ledger, of_ada));
  for (const char* word : {"name", "pin", "bob", "Bob", "user-", "chat-1"}) CHECK_FALSE(test::contains(ledger, word));

  std::vector<Salt> known = salts_in(members.path);
  for (std::size_t i = 0; i < before.size(); ++i) CHECK_FALSE(test::contains(ledger, to_hex(known[i])));
  std::string digests = ledger;
  RawSqlite(members.path)
      .rows("SELECT lower(hex(commitment)) FROM redactions UNION ALL SELECT lower(hex(digest)) FROM commits",
            [&](sqlite3_stmt* row) { digests += RawSqlite::bytes(row, 0) + " "; });
  CHECK_FALSE(can_be_guessed(known, digests));
  CHECK(can_be_guessed(before, digests));  // the control: with the salt that it had, it falls
}

}  // namespace
}  // namespace evs
