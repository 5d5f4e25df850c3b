// What a purge leaves of a store: evs-store(5), and the promises of evs-guarantees(7) about erasure.
#include <algorithm>

#include "core/codec/json.hpp"
#include "core/integrity/commitment.hpp"
#include "core/privacy/purge.hpp"
#include "core/sqlite/reading.hpp"
#include "tests/contract/baselines.hpp"
#include "tests/contract/id_entries.hpp"
#include "tests/contract/members.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::found_in;
using contract::location_of;
using contract::Members;
using contract::members_log;
using test::RawSqlite;

TEST_CASE("a purged store verifies, and so does the head from before") {
  const Members members;
  const PurgeOutcome outcome = members.purge_of("ada@x.org");
  CHECK(outcome.record.events == 4);
  CHECK(outcome.record.ids == 1);
  CHECK(outcome.residue.hits == 0);
  CHECK(outcome.residue.remaining == 0);
  CHECK(found_in(members.path).empty());
  CHECK(found_in(members.path, contract::since(members.head)).empty());
  const std::string lines = members.exported();
  CHECK_FALSE(test::contains(lines, "ada@"));
  CHECK_FALSE(test::contains(lines, "Ada"));
  CHECK_FALSE(test::contains(lines, ":271828"));
  CHECK(test::contains(lines, R"("to":[{"id":null,"name":null},{"id":"bob@x.org","name":"Bob M"}],"cc":null})"));
  CHECK(test::contains(lines,
                       R"("type":"Left","schema":1,"time":"2026-01-02T11:00:00Z","data":null,"meta":{"purged":true})"));
  CHECK(test::contains(lines, R"("type":"Ticked","schema":1,"time":"2026-01-02T10:00:00Z","data":{"n":1},"meta":{})"));
  CHECK(test::contains(lines, R"("time":"2026-01-02T00:00:00Z","data":{"id":null)"));
  CHECK(RawSqlite(members.path).value("SELECT name FROM streams WHERE stream_no = 1") == "purged-1");
}

TEST_CASE("a silent edit of a redacted event is found") {
  const Members members;
  members.purge_of("ada@x.org");
  RawSqlite(members.path).execute("UPDATE events SET data = '{\"id\":\"eve\"}' WHERE position = 1");
  CHECK(found_in(members.path) == "redactions@1");
}

TEST_CASE("a purge empties the baselines that hold the person, and says so") {
  const Members members;
  contract::take_baselines(members.path, nullptr);
  REQUIRE(contract::verified_baselines(members.path) == "3 checked, 0 emptied");
  const PurgeOutcome outcome = members.purge_of("ada@x.org");
  CHECK(outcome.residue.remaining == 0);
  CHECK(outcome.record.events == 6);  // two of them baselines
  CHECK(std::any_of(outcome.record.types.begin(), outcome.record.types.end(),
                    [](const PlannedType& type) { return type.type == baseline_type && type.events == 2; }));
  CHECK_FALSE(test::contains(members.exported(), "Ada"));
  CHECK(contract::verified_baselines(members.path) == "1 checked, 2 emptied");
  CHECK(found_in(members.path, contract::since(members.head)).empty());
  const auto reader = open_reader(location_of(members.path));
  const auto from_baseline = [&](const std::string& stream) {
    return test::kind_of([&] { contract::replayed(*reader, stream, nullptr, contract::From::baseline); });
  };
  CHECK(from_baseline("chat-1") == "not-found");
  CHECK(from_baseline("user-bob@x.org").empty());
}

TEST_CASE("after a purge, a new baseline is what the events make that are left") {
  const Members members;
  contract::take_baselines(members.path, nullptr);
  members.purge_of("ada@x.org");
  CHECK(contract::take_baselines(members.path, nullptr).taken == 2);
  CHECK(contract::verified_baselines(members.path) == "3 checked, 2 emptied");
  members.purge_of("bob@x.org");
  CHECK(contract::verified_baselines(members.path) == "1 checked, 4 emptied");
  CHECK_FALSE(test::contains(members.exported(), "Bob"));
}

TEST_CASE("two people of one event can go one after the other") {
  const Members members;
  members.purge_of("ada@x.org");
  members.purge_of("bob@x.org");
  CHECK(found_in(members.path).empty());
  CHECK(found_in(members.path, contract::since(members.head)).empty());
  CHECK(test::contains(members.exported(), R"("to":[{"id":null,"name":null},{"id":null,"name":null}],"cc":null})"));
  CHECK(test::kind_of([&] { members.purge_of("bob@x.org"); }) == "not-found");
}

TEST_CASE("an id that stayed cannot be taken again, one that went is nowhere") {
  const Members members;
  members.purge_of("ada@x.org");
  const auto store = test::open_sqlite(members.path);
  ImportJob job;
  job.on_rejected = [](std::int64_t, const Error&, std::string_view) {};
  const auto summary = test::import_text(*store, members_log(), job);
  CHECK(summary.skipped == 1);   // Bob's
  CHECK(summary.rejected == 3);  // t1, l1, s1
  CHECK(summary.imported == 1);  // the one whose id went: evs cannot tell
}

TEST_CASE("who goes on to import behind a purge sees the streams by their new names") {
  const Members members;
  const auto store = test::open_sqlite(members.path);
  const std::string ticked =
      R"({"id":"t1","stream":"user-ada@x.org","type":"Ticked","time":"2026-01-02T10:00:00Z","data":{"n":1}})";
  CHECK(test::import_text(*store, ticked).skipped == 1);
  members.purge_of("ada@x.org");
  const Error error = test::error_of([&] { test::import_text(*store, ticked); });
  CHECK(name(error.kind()) == "conflict");
  CHECK(test::contains(error.message(), "event 2 of stream 'purged-1'"));
}

TEST_CASE("nothing is changed when the purge is refused") {
  const Members members;
  const std::string before = members.exported();
  const auto rules_of = [](const std::string& text) { return test::model_of(text); };
  const auto some = rules_of("personal 'Joined' { subject = '/id' }");
  const PersonalRules few(*some);
  const auto refused = [&] {
    const auto store = open_erasure(location_of(members.path));
    purge(*store, few, DataSubject(few, "ada@x.org"), {});
  };
  CHECK(test::kind_of(refused) == "bad-input");
  CHECK(test::kind_of([&] { members.purge_of("nobody"); }) == "not-found");
  PurgeOrder telltale;
  telltale.reason = "she is ADA@X.ORG, ada@x.org";
  CHECK(test::kind_of([&] { members.purge_of("ada@x.org", telltale); }) == "usage");
  PurgeOrder planned;
  const auto reader = open_reader(location_of(members.path));
  planned.plan = plan_purge(*reader, members.rules, DataSubject(members.rules, "ada@x.org"), {});
  CHECK(test::kind_of([&] { members.purge_of("ada@x.org", planned); }) == "conflict");  // another store's
  planned.plan->store = open_evidence(location_of(members.path))->store_id();
  CHECK(members.exported() == before);
  CHECK(RawSqlite(members.path).value("SELECT count(*) FROM redactions") == "0");
  members.purge_of("ada@x.org", planned);
  CHECK(test::kind_of([&] { members.purge_of("ada@x.org", planned); }) == "conflict");  // it has moved on
}

TEST_CASE("types that are left are left") {
  const Members members;
  const auto some = test::model_of("personal 'Joined' { subject = '/id', fields = '/name' }");
  const PersonalRules few(*some);
  PurgeOrder order;
  order.leave = {"Left", "Sent", "Ticked"};
  const auto store = open_erasure(location_of(members.path));
  const PurgeOutcome outcome = purge(*store, few, DataSubject(few, "ada@x.org"), order);
  CHECK(outcome.record.events == 1);
  CHECK(outcome.residue.hits == 0);
  CHECK(outcome.residue.remaining == 2);  // the id and the name, in what was left
  CHECK(found_in(members.path).empty());
}

TEST_CASE("snapshots of the streams go with them") {
  const Members members;
  RawSqlite(members.path)
      .execute(
          "CREATE TABLE snapshots (stream_no INTEGER, state TEXT); INSERT INTO snapshots VALUES (1, 'ada@x.org'), "
          "(2, 'Ada L'), (3, 'Bob M')");
  CHECK(members.purge_of("ada@x.org").record.snapshots == 2);
  CHECK(RawSqlite(members.path).value("SELECT group_concat(state) FROM snapshots") == "Bob M");
}

TEST_CASE("ids that shared a look-up key are still found when one of them goes") {
  const Members members;
  // As if the key of the first were also that of the fifth, which keeps its own besides.
  const sqlite::IdEntry shared{contract::id_entry_at(members.path, 1)[0], 5};
  contract::change_ids(members.path, [&](sqlite::IdIndex& index) { index.add({&shared, 1}); });
  members.purge_of("ada@x.org");
  contract::change_ids(members.path, [&](sqlite::IdIndex& index) { CHECK(index.remove(shared)); });
  CHECK(found_in(members.path).empty());
}

TEST_CASE("a reader that keeps the old state is in the way, and the purge can be finished later") {
  const Members members;
  {
    RawSqlite reader(members.path);
    reader.execute("BEGIN; SELECT count(*) FROM events");
    StoreLocation where = location_of(members.path);
    where.timeout = std::chrono::milliseconds(10);
    const auto store = open_erasure(where);
    CHECK(test::kind_of([&] { purge(*store, members.rules, DataSubject(members.rules, "ada@x.org"), {}); }) == "busy");
    CHECK(has_unfinished_purge(where));
  }
  CHECK(test::kind_of([&] { members.purge_of("bob@x.org"); }) == "conflict");
  {
    const auto store = open_erasure(location_of(members.path));
    const PurgeOutcome outcome = resume_purge(*store, "ada@x.org");
    CHECK(outcome.record.events == 4);
    CHECK(outcome.residue.hits == 0);
    CHECK(test::kind_of([&] { resume_purge(*store, ""); }) == "not-found");
  }
  CHECK_FALSE(has_unfinished_purge(location_of(members.path)));
  CHECK(found_in(members.path).empty());
}

TEST_CASE("a purge is not finished before it is written down what became of it") {
  const Members members;
  const auto store = open_erasure(location_of(members.path));
  PurgeOrder order;
  order.has_receipt = true;
  order.report = [&](const PurgeOutcome& outcome) {
    CHECK(outcome.residue.hits == 0);
    CHECK(store->unfinished().has_value());
    throw Error(ErrorKind::system, "the disk is full");
  };
  const DataSubject ada(members.rules, "ada@x.org");
  CHECK(test::kind_of([&] { purge(*store, members.rules, ada, order); }) == "system");
  const auto unfinished = store->unfinished();
  REQUIRE(unfinished.has_value());
  CHECK(unfinished->owed.receipt);
  CHECK_FALSE(unfinished->owed.ledger);

  CHECK(test::error_of([&] { resume_purge(*store, ""); }).hint() ==
        "name the file again: 'evs purge --resume --receipt FILE'");
  CHECK(test::kind_of([&] { resume_purge(*store, "", order); }) == "system");
  std::string reported;
  order.report = [&](const PurgeOutcome& outcome) { reported = outcome.record.purge; };
  CHECK(resume_purge(*store, "", order).record.purge == reported);
  CHECK(reported == parse_purge_event(unfinished->data).purge);
  CHECK_FALSE(store->unfinished().has_value());
  CHECK(RawSqlite(members.path).value("SELECT count(*) FROM properties WHERE name LIKE 'unfinished%'") == "0");
}

TEST_CASE("an id and a name that went have left no look-up key that they could be guessed with") {
  const Members members;
  const auto known = [&](const std::string& text) {
    const RawSqlite raw(members.path);
    sqlite::StoreKey key{};
    const std::string bytes = raw.value("SELECT value FROM properties WHERE name = 'key'");
    std::copy(bytes.begin(), bytes.end(), key.begin());
    std::int64_t ids = 0;
    for (const auto& entry : contract::id_entries(members.path)) ids += entry[0] == sqlite::id_key(key, text) ? 1 : 0;
    return std::to_string(ids) +
           raw.value("SELECT count(*) FROM streams WHERE name_key = " + std::to_string(sqlite::lookup_key(key, text)));
  };
  CHECK(known("join-ada@x.org") == "10");
  CHECK(known("user-ada@x.org") == "01");
  members.purge_of("ada@x.org");
  CHECK(known("join-ada@x.org") == "00");
  CHECK(known("user-ada@x.org") == "00");
}

/// The six digits that make a digest of `parts` around them; "" if there are none.
template <class Digests>
std::string guessed(const Digests& matches) {
  for (int guess = 270'000; guess < 273'000; ++guess) {  // the right one is among them
    if (matches(std::to_string(guess))) return std::to_string(guess);
  }
  return "";
}

TEST_CASE("six digits cannot be guessed from what is kept of the event") {
  const Members members;
  const auto salt_of = [&] { return RawSqlite(members.path).value("SELECT salt FROM events WHERE position = 1"); };
  const auto data = [](const std::string& pin) { return R"({"id":"ada@x.org","name":"Ada L","pin":)" + pin + "}"; };
  std::string salt = salt_of();
  std::string kept;
  const auto matches = [&](const std::string& pin) {
    Salt bytes{};
    std::copy(salt.begin(), salt.end(), bytes.begin());
    Sha256 hash;
    const std::string guess = data(pin);
    const Digest digest = commitment_of(
        hash, bytes,
        {"user-ada@x.org", "join-ada@x.org", "Joined", 1, parse_timestamp("2026-01-02T09:00:00Z"), guess, "{}"});
    return kept == std::string(digest.begin(), digest.end());
  };
  const std::string salt_before = salt;
  members.purge_of("ada@x.org");
  kept = RawSqlite(members.path).value("SELECT commitment FROM redactions WHERE position = 1");
  CHECK(guessed(matches) == "271828");  // the control: with the salt that it had, it falls at once
  salt = salt_of();
  CHECK(salt != salt_before);
  CHECK(guessed(matches).empty());
  std::string file = test::file_text(members.path);
  CHECK_FALSE(test::contains(file, salt_before));
}

TEST_CASE("a record and a receipt hold nothing of the person") {
  const Members members;
  const PurgeOutcome outcome = members.purge_of("ada@x.org");
  ReceiptFacts facts;
  facts.residue = outcome.residue;
  facts.reference = make_reference("ada@x.org").reference;
  for (const std::string& text : {receipt_json(outcome.record, facts), purge_events(outcome.record, {}).front().data}) {
    CHECK_FALSE(test::contains(text, "ada@"));
    CHECK_FALSE(test::contains(text, "Ada"));
    CHECK_FALSE(test::contains(text, ":271828"));
    CHECK_FALSE(json::fault_of_payload(text, "{}"));
  }
  CHECK(make_reference("x").reference != make_reference("x").reference);
  const PurgeRecord read = parse_purge_event(purge_events(outcome.record, {}).front().data);
  CHECK(purge_events(read, {}).front().data == purge_events(outcome.record, {}).front().data);
}

}  // namespace
}  // namespace evs
