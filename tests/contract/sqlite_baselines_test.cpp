// Baselines: states that are written down for good (evs-store(5)), and what verify proves of them.
#include "tests/contract/baselines.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::From;
using contract::history_of;
using contract::location_of;
using contract::replayed;
using contract::take_baselines;
using contract::verified_baselines;

constexpr const char* old_rules = R"(
reducer "acc" {
  Opened = function(s, e) s.cents = e.data.cents end,
  Added = function(s, e) s.cents = s.cents + e.data.cents end,
}
upcast "Paid" { from = 1, to = 2, to_type = "Added", function(e)
  e.type = "Added"; e.schema = 2; e.data = { cents = e.data.euros * 100 }; return e
end }
)";
/// Which knows none of the old types.
constexpr const char* new_rules = R"(
reducer "acc" { Moved = function(s, e) s.cents = s.cents + e.data.by end }
)";

const test::Lines history = {
    R"({"id":"a1","stream":"acc-1","type":"Opened","time":"2026-01-01T00:00:01Z","data":{"cents":100}})",
    R"({"id":"b1","stream":"acc-2","type":"Opened","time":"2026-01-01T00:00:02Z","data":{"cents":7}})",
    R"({"id":"a2","stream":"acc-1","type":"Added","time":"2026-01-01T00:00:03Z","data":{"cents":5}})",
    R"({"id":"a3","stream":"acc-1","type":"Paid","time":"2026-01-01T00:00:04Z","data":{"euros":2}})",
};

/// Two accounts with a baseline each, after which one got an event of a new type.
struct Accounts {
  test::TemporaryFolder folder;
  std::string path = folder / "evs.db";
  std::shared_ptr<const Model> old_model = test::model_of(old_rules);
  std::shared_ptr<const Model> model = test::model_of(new_rules);

  Accounts() {
    test::import_text(*test::open_sqlite(path), test::joined(history));
    CHECK(take_baselines(path, old_model).taken == 2);
    append("acc-1", R"({"by":-5})");
  }

  void append(const std::string& stream, const std::string& data) const {
    NewEvent event = contract::new_event("", data);
    event.type = "Moved";
    contract::appended(*test::open_sqlite(path), stream, "any", {event});
  }

  [[nodiscard]] std::unique_ptr<Reader> reader() const { return open_reader(location_of(path)); }
  [[nodiscard]] std::string exported() const { return test::exported(*reader()); }
};

std::int64_t kept_events(Reader& reader) {
  const auto stream = reader.stream(StreamName(rules_stream));
  return stream ? stream->version.value : 0;
}

TEST_CASE("a store whose model lost its old rules still replays and verifies") {
  const Accounts accounts;
  const auto reader = accounts.reader();
  CHECK(test::kind_of([&] { replayed(*reader, "acc-1", accounts.model, From::first_event); }) == "bad-input");
  CHECK(replayed(*reader, "acc-1", accounts.model, From::baseline) == R"({"cents":300})");
  CHECK(history_of(*reader, "acc-1", accounts.model) == R"({"cents":300})");
  CHECK(replayed(*reader, "acc-2", accounts.model, From::baseline) == R"({"cents":7})");
  CHECK(verified_baselines(accounts.path) == "2 checked, 0 emptied");
}

TEST_CASE("reducers and upcasters are never given a baseline") {
  const Accounts accounts;
  Moment before_moved;
  before_moved.seq = Seq{4};
  const auto strict = accounts.old_model;  // which has no default
  CHECK(replayed(*accounts.reader(), "acc-1", strict, From::first_event, before_moved) == R"({"cents":305})");
  CHECK(replayed(*accounts.reader(), "acc-2", nullptr, From::first_event) == R"({"cents":7})");
}

TEST_CASE("a moment of the past is folded by the rules of its time") {
  const Accounts accounts;
  const auto reader = accounts.reader();
  Moment moment;
  moment.seq = Seq{2};
  CHECK(history_of(*reader, "acc-1", accounts.model, moment) == R"({"cents":105})");
  moment.seq = Seq{4};
  CHECK(history_of(*reader, "acc-1", accounts.model, moment) == R"({"cents":305})");
  CHECK(replayed(*reader, "acc-1", accounts.model, From::baseline, moment) == R"({"cents":305})");
  moment.seq = Seq{3};
  CHECK(test::kind_of([&] { replayed(*reader, "acc-1", accounts.model, From::baseline, moment); }) == "not-found");
  moment = {};
  moment.time = parse_timestamp("2026-01-01T00:00:03Z");
  CHECK(history_of(*reader, "acc-1", accounts.model, moment) == R"({"cents":105})");
  moment.time = parse_timestamp("2025-01-01T00:00:00Z");
  CHECK(history_of(*reader, "acc-1", accounts.model, moment).empty());
}

TEST_CASE("a second baseline goes on from the first, by other rules") {
  const Accounts accounts;
  CHECK(take_baselines(accounts.path, accounts.model).taken == 2);
  accounts.append("acc-1", R"({"by":1})");
  CHECK(history_of(*accounts.reader(), "acc-1", accounts.model) == R"({"cents":301})");
  CHECK(replayed(*accounts.reader(), "acc-1", accounts.model, From::baseline) == R"({"cents":301})");
  CHECK(verified_baselines(accounts.path) == "4 checked, 0 emptied");
  CHECK(kept_events(*accounts.reader()) == 2);
}

TEST_CASE("a stream that ends in an equal baseline gets none, and rules are kept once") {
  const Accounts accounts;
  const BaselinesTaken again = take_baselines(accounts.path, accounts.model);
  CHECK(again.taken == 2);
  const std::string before = accounts.exported();
  const BaselinesTaken third = take_baselines(accounts.path, accounts.model);
  CHECK(third.taken == 0);
  CHECK(third.already == 2);
  CHECK(accounts.exported() == before);
}

/// "acc-1={...} acc-2={...}": all streams, seen through upcasters that fail at what is older than the baselines.
std::string replayed_all(const Accounts& accounts, From from) {
  const auto model =
      test::model_of(std::string(new_rules) + "upcast 'Paid' { from = 1, to = 2, function(e) error('forgotten') end }");
  const auto notes = std::make_shared<ModelNotes>();
  const auto reader = read_through(accounts.reader(), upcasting_stage(model, notes));
  const auto beside = accounts.reader();
  BaselineResumption resumption(*beside, contract::folded_by(model),
                                BaselineResumption::WithoutOne::begin_at_first_event);
  std::string out;
  StreamSelection selection;
  selection.category = "acc";
  replay_all(
      *reader, selection, *model_reducers(model, notes), {}, 2,
      [&](const StreamState& state) {
        out += state.stream + "@" + std::to_string(state.seq.value) + "=" + state.state + " ";
        return true;
      },
      from == From::baseline ? &resumption : nullptr);
  return out;
}

TEST_CASE("of many streams, what is older than their baselines is not looked at") {
  const Accounts accounts;
  accounts.append("acc-2", R"({"by":1})");
  CHECK(replayed_all(accounts, From::baseline) == R"(acc-1@5={"cents":300} acc-2@3={"cents":8} )");
  CHECK(test::kind_of([&] { replayed_all(accounts, From::first_event); }) == "bad-input");
}

TEST_CASE("streams without a model are folded by merge patch, and name no rules") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  test::import_text(*test::open_sqlite(path), test::joined(history));
  CHECK(take_baselines(path, nullptr).taken == 2);
  CHECK(kept_events(*open_reader(location_of(path))) == 0);
  CHECK(replayed(*open_reader(location_of(path)), "acc-1", nullptr, From::baseline) == R"({"cents":5,"euros":2})");
  CHECK(verified_baselines(path) == "2 checked, 0 emptied");
}

TEST_CASE("a baseline of another kind of reducer, or a program, cannot be gone on from") {
  const Accounts accounts;
  const auto reader = accounts.reader();
  CHECK(test::kind_of([&] { replayed(*reader, "acc-1", nullptr, From::baseline); }) == "usage");
  const auto program = test::model_of("reducer 'acc' { command = { 'cat' } }");
  CHECK(test::kind_of([&] { replayed(*reader, "acc-1", program, From::baseline); }) == "usage");
  CHECK(take_baselines(accounts.path, program).programs == 2);
}

TEST_CASE("a writer that comes in between is no obstacle") {
  const Accounts accounts;
  const auto reader = accounts.reader();
  const auto store = test::open_sqlite(accounts.path);
  BaselineTaking taking({*reader, nullptr, store.get()}, contract::folded_by(accounts.model),
                        std::make_shared<ModelNotes>());
  taking.take(StreamName("acc-1"));
  accounts.append("acc-1", R"({"by":1000})");  // the state is folded, and not written yet
  const BaselinesTaken taken = taking.finish();
  CHECK(taken.taken == 1);
  CHECK(store->stream(StreamName("acc-1"))->version == Seq{7});
  CHECK(newest_baseline(*reader, StreamName("acc-1"), {})->baseline.state == R"({"cents":1300})");
  CHECK(verified_baselines(accounts.path) == "3 checked, 0 emptied");
}

/// A store on which somebody appends to a stream whenever a baseline of it is to be.
class Busy final : public Store {
 public:
  explicit Busy(const std::string& path) : store_(test::open_sqlite(path)) {}
  [[nodiscard]] StoreInfo info() const override { return store_->info(); }
  Head head() override { return store_->head(); }
  Totals totals() override { return store_->totals(); }
  std::optional<StreamInfo> stream(const StreamName& name) override { return store_->stream(name); }
  void streams(const StreamSelection& selection, const StreamVisitor& visit) override {
    store_->streams(selection, visit);
  }
  void types(const TypeVisitor& visit) override { store_->types(visit); }
  void read(const Selection& selection, const EventVisitor& visit) override { store_->read(selection, visit); }
  bool wait(const Checkpoint& after, std::chrono::milliseconds timeout) override {
    return store_->wait(after, timeout);
  }
  [[nodiscard]] std::unique_ptr<Reader> another() const override { return store_->another(); }
  std::vector<AppendOutcome> append(std::span<const AppendRequest> requests) override {
    NewEvent event = contract::new_event("", R"({"by":1})");
    event.type = "Moved";
    if (requests.front().events.front().type == baseline_type) {
      contract::appended(*store_, requests.front().stream.text(), "any", {event});
    }
    return store_->append(requests);
  }
  ImportOutcome import(std::span<const IncomingEvent> events, const ImportRules& rules) override {
    return store_->import(events, rules);
  }
  IdSecret id_secret() override { return store_->id_secret(); }

 private:
  std::unique_ptr<Store> store_;
};

TEST_CASE("a stream that never rests is told") {
  const Accounts accounts;
  const auto reader = accounts.reader();
  Busy store(accounts.path);
  BaselineTaking taking({*reader, nullptr, &store}, contract::folded_by(accounts.model),
                        std::make_shared<ModelNotes>());
  taking.take(StreamName("acc-1"));
  CHECK(test::kind_of([&] { taking.finish(); }) == "conflict");
  CHECK(verified_baselines(accounts.path) == "2 checked, 0 emptied");
}

/// The store that an import of these lines makes.
std::string imported(const test::TemporaryFolder& folder, const std::string& lines) {
  std::filesystem::remove(folder / "other.db");
  test::import_text(*test::open_sqlite(folder / "other.db"), lines);
  return folder / "other.db";
}

std::string replaced(std::string text, const std::string& part, const std::string& other) {
  const std::size_t at = text.find(part);
  REQUIRE(at != std::string::npos);
  return text.replace(at, part.size(), other);
}

TEST_CASE("an export with baselines makes a store that replays and verifies, and exports the same") {
  const Accounts accounts;
  const std::string other = imported(accounts.folder, accounts.exported());
  CHECK(verified_baselines(other) == "2 checked, 0 emptied");
  const auto reader = open_reader(location_of(other));
  CHECK(replayed(*reader, "acc-1", accounts.model, From::baseline) == R"({"cents":300})");
  CHECK(history_of(*reader, "acc-1", accounts.model) == R"({"cents":300})");
  CHECK(test::exported(*reader) == accounts.exported());
  const auto again = test::import_text(*test::open_sqlite(other), accounts.exported());
  CHECK(again.imported == 0);
  CHECK(again.rejected == 0);
}

TEST_CASE("a baseline that is not what its events make is found") {
  const Accounts accounts;
  const std::string lines = accounts.exported();
  CHECK(verified_baselines(imported(accounts.folder, lines)) == "2 checked, 0 emptied");  // the control
  const std::string richer = replaced(lines, R"("state":{"cents":305})", R"("state":{"cents":999})");
  CHECK(verified_baselines(imported(accounts.folder, richer)) == "baselines@6");
  const std::string event_changed = replaced(lines, R"("data":{"euros":2})", R"("data":{"euros":3})");
  CHECK(verified_baselines(imported(accounts.folder, event_changed)) == "baselines@6");
}

TEST_CASE("a baseline that is changed behind the back of evs breaks the chain, and is not folded") {
  const Accounts accounts;
  test::RawSqlite(accounts.path)
      .execute("UPDATE events SET data = replace(data, ':305}', ':999}') WHERE data LIKE '%:305}%'");
  CHECK(verified_baselines(accounts.path) == "chain@6");
}

TEST_CASE("rules that a baseline names must be kept, and be what they were") {
  const Accounts accounts;
  std::string lines = accounts.exported();
  std::string without;
  std::string rules;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at) + 1;
    const std::string line = lines.substr(at, end - at);
    (test::contains(line, "evs.rules:") ? rules : without) += line;
    at = end;
  }
  CHECK(verified_baselines(imported(accounts.folder, without)) == "baselines@5 baselines@6");
  const std::string other = replaced(rules, "euros * 100", "euros * 200");
  CHECK(test::kind_of([&] { imported(accounts.folder, other + without); }) == "bad-input");
  const std::string moved = replaced(rules, R"("time":"1970-01-01T00:00:00Z")", R"("time":"1970-01-01T00:00:01Z")");
  CHECK(test::kind_of([&] { imported(accounts.folder, moved + without); }) == "bad-input");
}

TEST_CASE("an import takes no other events of evs's own, and no baseline that is none") {
  const test::TemporaryFolder folder;
  const auto refused = [&](const std::string& line) { return test::kind_of([&] { imported(folder, line); }); };
  CHECK(refused(R"({"stream":"a","type":"$evs.baseline","data":{}})") == "bad-input");
  CHECK(refused(R"({"stream":"a","type":"$evs.other","data":{}})") == "bad-input");
  CHECK(refused(R"({"stream":"$evs-rules","type":"T","data":{}})") == "bad-input");
  CHECK(refused(R"({"stream":"$evs-purges","type":"DataPurged","data":{}})") == "bad-input");
  CHECK(refused(R"({"stream":"a","type":"$T","data":{}})").empty());
}

/// A store with one event of acc-1 and a baseline of it that names hostile rules.
std::string hostile(const test::TemporaryFolder& folder, const std::string& text) {
  std::string path = folder / "evs.db";
  for (const char* suffix : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(path + suffix);
  const auto store = test::open_sqlite(path);
  const ModelSource rules{"hostile", text};
  Baseline baseline;
  baseline.state = "{}";
  baseline.by = {"model", false, rules_digest(rules)};
  NewEvent event = contract::new_event("x");
  event.type = baseline_type;
  event.data = to_json(baseline);
  contract::appended(*store, rules_stream, "any", {rules_event(rules)});
  contract::appended(*store, "acc-1", "any", {contract::new_event("t"), event});
  return path;
}

TEST_CASE("rules that do harm are findings") {
  const test::TemporaryFolder folder;
  CHECK(verified_baselines(hostile(folder, "reducer 'acc' { T = function() end }")) == "1 checked, 0 emptied");
  for (const char* text : {
           "this is no Lua",
           "reducer 'acc' { T = function() while true do end end }",
           "while true do end",
           "reducer 'acc' { T = function() error('no') end }",
           "reducer 'acc' { T = function(s) s.x = s end }",
           "reducer 'acc' { command = { '/bin/true' } }",
           "reducer 'other' {}",
           "require('x')",
           "local t = {} while true do t[#t + 1] = ('x'):rep(1000000) end",
       }) {
    INFO(text);
    CHECK(verified_baselines(hostile(folder, text)) == "baselines@3");
  }
}

TEST_CASE("schemas that the events were written by are kept with a baseline") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  const std::string schema = R"({"type":"object"})";
  test::import_text(*test::open_sqlite(path), test::joined(history));
  dynamic_cast<SchemaKeeping&>(*test::open_sqlite(path)).add("Paid", 1, schema);
  dynamic_cast<SchemaKeeping&>(*test::open_sqlite(path)).add("Unused", 1, R"({"type":"string"})");
  dynamic_cast<SchemaKeeping&>(*test::open_sqlite(path)).enforce(std::nullopt, true);  // of which baselines are free
  CHECK(take_baselines(path, test::model_of(old_rules)).taken == 2);
  const auto reader = open_reader(location_of(path));
  CHECK(newest_baseline(*reader, StreamName("acc-1"), {})->baseline.schemas.size() == 1);
  CHECK(newest_baseline(*reader, StreamName("acc-2"), {})->baseline.schemas.empty());
  CHECK(kept_events(*reader) == 2);
  const std::string other = imported(folder, test::exported(*reader));
  CHECK(verified_baselines(other) == "2 checked, 0 emptied");
  std::string lines = test::exported(*reader);
  const std::size_t at = lines.find(R"({"id":"evs.schema:)");
  lines.erase(at, lines.find('\n', at) + 1 - at);
  CHECK(verified_baselines(imported(folder, lines)) == "baselines@6");
}

}  // namespace
}  // namespace evs
