// Snapshots in a SQLite store: what a fold makes of them, what evs-store(5) says of their table, and what is made of
// one that is not as it was written.
#include <cstring>

#include "core/integrity/commitment.hpp"
#include "core/model/fingerprint.hpp"
#include "core/sqlite/snapshot_rows.hpp"
#include "core/state/replay.hpp"
#include "core/state/resumption.hpp"
#include "core/state/snapshot_check.hpp"
#include "core/state/snapshot_taking.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/expect.hpp"
#include "tests/models.hpp"

namespace evs {
namespace {

using contract::appended;
using contract::new_event;
using test::error_of;
using test::kind_of;
using test::model_of;
using test::nothing;
using test::RawSqlite;

const char* const counting = "reducer 'a' { initial = { n = 0 }, default = function(s, e) s.n = s.n + 1 end }";

FoldedBy by_model(const std::string& text) {
  const auto model = model_of(text);
  return {Reducer::merge_patch, model, model};
}

std::unique_ptr<Reducers> reducers_of(const FoldedBy& by) {
  return by.reducers ? model_reducers(by.reducers, std::make_shared<ModelNotes>()) : builtin_reducers(by.builtin);
}

FingerprintOf fingerprints_of(const FoldedBy& by) {
  return [of = Fingerprints(by)](std::string_view stream) { return of.of(stream); };
}

/// A store of ten events of a-1 and two of b-1, with the snapshots that a test takes.
struct Kept {
  Kept() {
    const auto store = test::open_sqlite(path);
    for (int i = 1; i <= 10; ++i)
      appended(*store, "a-1", "any", {new_event(std::to_string(i), "{\"last\":" + std::to_string(i) + "}")});
    appended(*store, "b-1", "none", {new_event("b1", R"({"x":[]})"), new_event("b2", R"({"y":1.10})")});
  }

  [[nodiscard]] std::unique_ptr<Reader> reader() const { return open_reader(contract::location_of(path)); }

  SnapshotsTaken take(const FoldedBy& by, const SnapshotRules& rules, const std::string& stream = "a-1") const {
    const auto from = reader();
    const auto store = test::open_sqlite(path);
    const auto reducers = reducers_of(by);
    SnapshotTaking taking({*from, dynamic_cast<Snapshots&>(*from), dynamic_cast<SnapshotStore&>(*store)}, *reducers,
                          fingerprints_of(by), system_clock_now, rules);
    taking.take(*from->stream(StreamName(stream)));
    return taking.finish();
  }

  /// "5 {…} from 4": the seq and the state at a moment, and the snapshot that the fold began at.
  [[nodiscard]] std::string replayed(const FoldedBy& by, const Moment& moment = {},
                                     const FingerprintOf& fingerprint_of = {}) const {
    const auto from = reader();
    SnapshotResumption resumption(*from, dynamic_cast<Snapshots&>(*from),
                                  fingerprint_of ? fingerprint_of : fingerprints_of(by));
    const auto state = replay_stream(*from, StreamName("a-1"), *reducers_of(by), moment, &resumption);
    const auto& place = resumption.last_found();
    return (state ? std::to_string(state->seq.value) + " " + state->state : "none") +
           (place ? " from " + std::to_string(place->seq.value) : "");
  }

  [[nodiscard]] std::string seqs(const FoldedBy& by) const {
    const auto from = reader();
    std::string out;
    for (const Seq seq :
         dynamic_cast<Snapshots&>(*from).snapshot_seqs(StreamName("a-1"), *fingerprints_of(by)("a-1"))) {
      out += (out.empty() ? "" : " ") + std::to_string(seq.value);
    }
    return out;
  }

  [[nodiscard]] SnapshotCounts checked(const FoldedBy& by) const {
    const auto from = reader();
    return check_snapshots(*from, dynamic_cast<Snapshots&>(*from), *reducers_of(by), fingerprints_of(by), {},
                           [](const WrongSnapshot&) {});
  }

  test::TemporaryFolder folder;
  std::string path = folder / "evs.db";
};

Moment at_seq(std::int64_t seq) { return {Seq{seq}, std::nullopt, std::nullopt}; }
Moment at_position(std::int64_t position) { return {std::nullopt, Position{position}, std::nullopt}; }

TEST_CASE("a fold begins at the newest snapshot that is not behind the moment") {
  const Kept store;
  const FoldedBy model = by_model(counting);
  CHECK(store.replayed(model) == R"(10 {"n":10})");
  CHECK(store.take(model, {4, {}}).taken == 2);
  CHECK(store.replayed(model) == R"(10 {"n":10} from 8)");
  CHECK(store.replayed(model, at_seq(8)) == R"(8 {"n":8} from 8)");
  CHECK(store.replayed(model, at_seq(7)) == R"(7 {"n":7} from 4)");
  CHECK(store.replayed(model, at_seq(3)) == R"(3 {"n":3})");
  CHECK(store.replayed(model, at_position(4)) == R"(4 {"n":4} from 4)");
  CHECK(store.replayed(model, at_position(3)) == R"(3 {"n":3})");
}

TEST_CASE("a snapshot is of use for a time only if it lies in the prefix of that time") {
  const test::TemporaryFolder folder;
  const Kept store;
  const auto writer = test::open_sqlite(store.path);
  // The clock goes to 10, back to 3, and to 20; the state at 5 includes the event of 10.
  test::import_text(*writer, R"({"id":"c1","stream":"a-1","seq":11,"type":"T","time":"2099-01-01T00:10:00Z"})"
                             "\n"
                             R"({"id":"c2","stream":"a-1","seq":12,"type":"T","time":"2099-01-01T00:03:00Z"})"
                             "\n"
                             R"({"id":"c3","stream":"a-1","seq":13,"type":"T","time":"2099-01-01T00:20:00Z"})");
  const FoldedBy model = by_model(counting);
  CHECK(store.take(model, {1, {}}).taken == 13);
  const auto at = [](const char* time) { return Moment{std::nullopt, std::nullopt, parse_timestamp(time)}; };
  CHECK(store.replayed(model, at("2099-01-01T00:02:00Z")) == R"(10 {"n":10} from 10)");
  CHECK(store.replayed(model, at("2099-01-01T00:05:00Z")) == R"(12 {"n":12} from 12)");
  CHECK(store.replayed(model, at("2099-01-01T00:30:00Z")) == R"(13 {"n":13} from 13)");
  CHECK(store.replayed(model, at("1999-01-01T00:00:00Z")) == "none");
}

TEST_CASE("one changed byte in a reducer makes its snapshots stale") {
  const Kept store;
  const FoldedBy model = by_model(counting);
  std::string changed(counting);
  changed.replace(changed.find("+ 1"), 3, "+ 2");
  const FoldedBy other = by_model(changed);
  store.take(model, {});
  CHECK(store.replayed(other) == R"(10 {"n":20})");
  CHECK(store.checked(other).stale == 1);
  CHECK(store.checked(other).checked == 0);
  // The control: without fingerprints, the snapshot lies.
  const auto same = fingerprints_of(model);
  CHECK(store.replayed(other, {}, same) == R"(10 {"n":10} from 10)");
}

TEST_CASE("every text that a fold can reach is in its fingerprint, and so is what upcasts") {
  const auto of = [](const FoldedBy& by) { return to_hex(*Fingerprints(by).of("a-1")); };
  ModelSource source;
  source.path = "model.lua";
  source.text = "require 'm'\nreducer 'a' { default = 'merge' }";
  source.modules = {{"m", "m.lua", "return 1"}};
  const auto with = std::make_shared<const Model>(source);
  source.modules[0].text = "return 2";
  const auto changed = std::make_shared<const Model>(source);
  CHECK(of({Reducer::merge_patch, with, {}}) != of({Reducer::merge_patch, changed, {}}));
  CHECK(of({Reducer::merge_patch, with, with}) != of({Reducer::merge_patch, with, {}}));
  CHECK(of({Reducer::merge_patch, {}, with}) != of({Reducer::merge_patch, {}, {}}));
  CHECK(of({Reducer::merge_patch, {}, with}) != of({Reducer::merge_patch, {}, changed}));
  CHECK(of({Reducer::merge_patch, {}, {}}) != of({Reducer::last, {}, {}}));
  CHECK(of({Reducer::merge_patch, with, with}) == of({Reducer::merge_patch, with, with}));
  CHECK_FALSE(Fingerprints(by_model("reducer 'a' { command = {'cat'} }")).of("a-1"));
}

TEST_CASE("the fingerprint of merging is the one in the manual") {
  CHECK(to_hex(*Fingerprints({}).of("a-1")) == "e957c77434e0c1ebcacecad3cf8cc580d8071290401a18f5129c4a97e5f8a93f");
}

TEST_CASE("snapshots are taken at the multiples that are missing, and the newest are kept") {
  const Kept store;
  CHECK(store.take({}, {}).taken == 1);
  CHECK(store.seqs({}) == "10");
  const SnapshotsTaken grid = store.take({}, {3, {}});
  CHECK(grid.taken == 3);
  CHECK(store.seqs({}) == "3 6 9 10");
  CHECK(store.take({}, {3, {}}).already == 3);
  CHECK(store.take({}, {3, 2}).dropped == 2);
  CHECK(store.seqs({}) == "9 10");
  CHECK(store.take({}, {3, 1}).taken == 0);
  CHECK(store.seqs({}) == "10");
  CHECK(store.checked({}).checked == 1);
}

TEST_CASE("all streams are the same from snapshots, on any number of threads") {
  const Kept store;
  store.take({}, {4, {}});
  store.take({}, {}, "b-1");
  const auto states = [&](const Moment& moment, bool resumes, int threads) {
    const auto from = store.reader();
    const auto beside = store.reader();
    SnapshotResumption resumption(*beside, dynamic_cast<Snapshots&>(*beside), fingerprints_of({}));
    std::string out;
    replay_all(
        *from, {}, *builtin_reducers(Reducer::merge_patch), moment, threads,
        [&](const StreamState& state) {
          out += state.stream + " " + std::to_string(state.seq.value) + " " + state.state + "\n";
          return true;
        },
        resumes ? &resumption : nullptr);
    CHECK(resumption.counts().found == (!resumes ? 0 : moment.position ? 1 : 2));
    return out;
  };
  for (const Moment& moment : {Moment{}, at_position(11)}) {
    const std::string wanted = states(moment, false, 1);
    CHECK(wanted.starts_with("a-1 10 {\"last\":10}\nb-1 "));
    for (const int threads : {1, 2, 3}) CHECK(states(moment, true, threads) == wanted);
  }
  store.take({}, {});  // now no event need be read
  CHECK(states({}, true, 2) == states({}, false, 2));
}

TEST_CASE("a state that its JSON does not tell all of is not kept") {
  const Kept store;
  const auto unfit = [&](const std::string& body) {
    const auto taken =
        store.take(by_model("reducer 'a' { initial = { t = {} }, default = function(s, e) " + body + " end }"), {});
    return taken.first_unfit ? taken.first_unfit->details().front() : nothing;
  };
  CHECK(unfit("s.t.x = copy(e.data)") == nothing);
  CHECK(unfit("append(s.t, 1)") == nothing);
  CHECK(unfit("s.list = array{1, {}, array{}}") == nothing);
  CHECK(unfit("s.t[#s.t + 1] = 1") ==
        "a list was not begun as array{}, so it would be an object when it is empty, at /t");
  CHECK(test::contains(unfit("s['b/c'] = { 1 }"), "a list was not begun as array{}"));
  CHECK(test::contains(unfit("local d = {}; s.a = { x = d }; s.b = d"), "the same table stands at another place"));
}

/// SHA-256 over the columns, as evs-store(5) says.
std::string digest_by_the_manual(const RawSqlite& database) {
  std::string bytes("evs.snapshot.v1\0", 16);
  const auto be64 = [](const std::string& number) {
    const auto value = static_cast<std::uint64_t>(std::stoll(number));
    std::string out;
    for (int shift = 56; shift >= 0; shift -= 8)
      out += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU);
    return out;
  };
  const auto lp = [&](const std::string& text) { return be64(std::to_string(text.size())) + text; };
  const auto value = [&](const char* column) {
    return database.value("SELECT " + std::string(column) + " FROM snapshots");
  };
  bytes += value("salt") + lp("a-1") + value("fingerprint") + be64(value("seq")) + be64(value("position"));
  bytes += be64(value("time")) + lp(value("state"));
  Sha256 hash;
  hash.add(bytes);
  const Digest digest = hash.finish();
  return {digest.begin(), digest.end()};
}

TEST_CASE("the table is the one in the manual, and there is none before the first snapshot") {
  const Kept store;
  const RawSqlite database(store.path);
  CHECK(database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'snapshots'") == "0");
  const std::string head = to_string(store.reader()->head());
  store.take({}, {});
  CHECK(database.value("SELECT typeof(snapshot_no) || seq || position || length(salt) || state FROM snapshots") ==
        "integer101016{\"last\":10}");
  CHECK(database.value("SELECT digest FROM snapshots") == digest_by_the_manual(database));
  CHECK(to_string(store.reader()->head()) == head);
  CHECK(contract::found_in(store.path) == nothing);
}

TEST_CASE("a snapshot that is not as it was written is damage, found where it is used and by verify") {
  for (const std::string change :
       {"state = '{\"last\":11}'", "state = 'x'", "state = ''", "seq = 9", "seq = 99", "position = 3", "time = 1",
        "salt = x'00'", "digest = x'00'", "stream_no = 2", "position = 4611686018427387905"}) {
    INFO(change);
    const Kept store;
    store.take({}, {});
    RawSqlite(store.path).execute("UPDATE snapshots SET " + change);
    CHECK(store.checked({}).wrong == 1);
    CHECK(test::contains(contract::found_in(store.path), "snapshots"));
    const std::string kind = kind_of([&] { static_cast<void>(store.replayed({})); });
    const bool is_of_another = change == "stream_no = 2" || change.ends_with("7905");
    CHECK(kind == (is_of_another ? nothing : "damaged"));
  }
  const Kept store;
  store.take({}, {});
  RawSqlite(store.path).execute("UPDATE snapshots SET state = '{}'");
  const Error error = error_of([&] { static_cast<void>(store.replayed({})); });
  CHECK(error.message() ==
        "a snapshot of stream 'a-1', at seq 10, is damaged: it is not what was written: its digest is another");
  CHECK(test::contains(error.hint(), "--no-snapshot"));
  CHECK(store.take({}, {5, {}}).taken == 1);  // another one can be written
}

TEST_CASE("a snapshot that somebody forged with its digest is found by folding again") {
  const Kept store;
  store.take({}, {});
  const auto fingerprint = *Fingerprints({}).of("a-1");
  const auto writer = test::open_sqlite(store.path);
  SnapshotBatch batch;
  batch.take = {{"a-1", Seq{10}, Position{10}, fingerprint, Timestamp{}, R"({"last":11})"}};
  dynamic_cast<SnapshotStore&>(*writer).write_snapshots(batch);
  CHECK(contract::found_in(store.path) == nothing);  // the control: by itself it is sound
  CHECK(store.replayed({}) == R"(10 {"last":11} from 10)");
  std::string replayed;
  const auto from = store.reader();
  const auto counts =
      check_snapshots(*from, dynamic_cast<Snapshots&>(*from), *reducers_of({}), fingerprints_of({}), {},
                      [&](const WrongSnapshot& wrong) { replayed += wrong.snapshot.state + wrong.replayed; });
  CHECK(counts.wrong == 1);
  CHECK(replayed == R"({"last":11}{"last":10})");
}

TEST_CASE("a table of snapshots that is none is damage, and the events can still be read") {
  for (const char* spoilt :
       {"ALTER TABLE snapshots RENAME COLUMN state TO status", "DROP TABLE snapshots; CREATE TABLE snapshots (x)"}) {
    const Kept store;
    store.take({}, {});
    RawSqlite(store.path).execute(spoilt);
    CHECK(kind_of([&] { static_cast<void>(store.replayed({})); }) == "damaged");
    CHECK(contract::found_in(store.path).starts_with("format"));
    CHECK(test::events_of(*store.reader()).size() == 12);
  }
  const Kept store;
  RawSqlite(store.path).execute("CREATE VIEW snapshots AS SELECT * FROM events");
  CHECK(store.replayed({}) == R"(10 {"last":10})");
}

TEST_CASE("the snapshots of some streams can be dropped inside another transaction") {
  const Kept store;
  store.take({}, {5, {}});
  store.take({}, {}, "b-1");
  const sqlite::Database database(store.path, sqlite::Database::Access::write);
  const std::vector<std::int64_t> numbers = {1};
  {
    const sqlite::Transaction undone(database);
    CHECK(sqlite::drop_snapshots_of(database, numbers) == 2);
  }
  CHECK(store.seqs({}) == "5 10");
  sqlite::Transaction transaction(database);
  CHECK(sqlite::drop_snapshots_of(database, numbers) == 2);
  transaction.commit();
  CHECK(store.seqs({}).empty());
  CHECK(RawSqlite(store.path).value("SELECT count(*) FROM snapshots") == "1");
}

}  // namespace
}  // namespace evs
