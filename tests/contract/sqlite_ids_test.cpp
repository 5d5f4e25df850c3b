// What the ids tell that evs makes for imported events without one: nothing any more, once their content was erased.
#include <algorithm>

#include "core/derived_id.hpp"
#include "core/privacy/ledger_file.hpp"
#include "core/privacy/ledger_replay.hpp"
#include "tests/contract/members.hpp"
#include "tests/contract/residue.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::files_with;
using contract::location_of;
using test::RawSqlite;

constexpr int pin = 271828;

std::string joined_with(int guess) { return R"({"id":"ada@x.org","pin":)" + std::to_string(guess) + "}"; }

std::string line_of(const std::string& stream, const std::string& data) {
  return R"({"stream":")" + stream + R"(","type":"Joined","time":"2026-01-02T09:00:00Z","data":)" + data + "}";
}

const std::string log =
    test::joined({line_of("user-bob", R"({"id":"bob","pin":1})"), line_of("user-ada", joined_with(pin)),
                  line_of("user-bob", R"({"id":"bob","pin":2})")});

/// A store with an import of events without ids, and what an import of them is made with.
struct Imported {
  test::TemporaryFolder folder;
  std::string path = folder / "evs.db";
  std::shared_ptr<const Model> model = test::model_of("personal 'Joined' { subject = '/id', fields = '/pin' }");
  PersonalRules rules{*model};

  Imported() { CHECK(import_again().imported == 3); }

  ImportSummary import_again(const ImportJob& job = {}) const {
    return test::import_text(*test::open_sqlite(path), log, job);
  }

  void purge(const PurgeOrder& order = {}) const {
    evs::purge(*open_erasure(location_of(path)), rules, DataSubject(rules, "ada@x.org"), order);
  }

  [[nodiscard]] std::string secret() const {
    return RawSqlite(path).value("SELECT value FROM properties WHERE name = 'id_secret'");
  }
  [[nodiscard]] std::string id_at(int position) const {
    return RawSqlite(path).value("SELECT id FROM events WHERE position = " + std::to_string(position));
  }
};

/// Whether one of the thousand pins around the right one gives one of the ids, by all that is not the pin.
bool can_be_guessed(const std::string& secret, const std::vector<std::string>& ids) {
  const auto is_one = [&](const std::string& id) { return std::find(ids.begin(), ids.end(), id) != ids.end(); };
  IncomingEvent event;
  event.type = "Joined";
  event.time = parse_timestamp("2026-01-02T09:00:00Z");
  event.meta = "{}";
  for (int guess = pin - 500; guess < pin + 500; ++guess) {
    ImportedIds made(secret);
    LogIds read;
    const std::string payloads[] = {R"({"id":"bob","pin":1})", joined_with(guess), R"({"id":"bob","pin":2})"};
    const char* const streams[] = {"user-bob", "user-ada", "user-bob"};
    for (std::size_t i = 0; i < 3; ++i) {
      event.stream = streams[i];
      event.data = payloads[i];
      if (is_one(made.id_for(event)) || (i == 1 && is_one(read.id_for(event, Seq{1})))) return guess == pin;
    }
  }
  return false;
}

/// The secret within the row.
std::string bytes_of(const std::string& row) { return row.substr(1); }

TEST_CASE("an id of an imported event leads to no value, neither by itself nor by those behind it") {
  const Imported imported;
  const std::string before = imported.secret();
  const std::vector<std::string> ids = {imported.id_at(2), imported.id_at(3)};
  CHECK(can_be_guessed(bytes_of(before), ids));  // or else this finds nothing at all
  imported.purge();
  CHECK(imported.id_at(2) == ids[0]);
  CHECK_FALSE(can_be_guessed(bytes_of(imported.secret()), ids));
  CHECK_FALSE(can_be_guessed("", ids));
  CHECK(imported.secret() != before);
  CHECK(files_with(imported.path, {bytes_of(before)}).empty());
  CHECK(files_with(imported.path, {bytes_of(imported.secret())}) == " db");
  CHECK(contract::found_in(imported.path).empty());
}

TEST_CASE("an id that a log gave its event leaves with what it was made of") {
  const Imported imported;
  const std::string other = imported.folder / "other.db";
  test::write_file(imported.folder / "log.ndjson", log);
  const auto reader = open_reader(location_of(imported.folder / "log.ndjson"));
  test::import_text(*test::open_sqlite(other), test::exported(*reader));
  const auto id = [&] { return RawSqlite(other).value("SELECT id FROM events WHERE position = 2"); };
  CHECK(can_be_guessed("", {id()}));
  const std::string before = id();
  purge(*open_erasure(location_of(other)), imported.rules, DataSubject(imported.rules, "ada@x.org"), {});
  CHECK_FALSE(can_be_guessed("", {id()}));
  CHECK(files_with(other, {before}).empty());
}

TEST_CASE("while the secret stays, an import finds its events again; afterwards it refuses what it cannot tell") {
  const Imported imported;
  CHECK(imported.import_again().skipped == 3);
  imported.purge();
  const Error error = test::error_of([&] { imported.import_again(); });
  CHECK(name(error.kind()) == "bad-input");
  CHECK(test::contains(error.message(), "line 1: the event has no id"));
  std::vector<std::string> refused;
  ImportJob skipping;
  skipping.on_rejected = [&](std::int64_t, const Error&, std::string_view line) { refused.emplace_back(line); };
  CHECK(imported.import_again(skipping).rejected == 3);
  CHECK(test::contains(refused.at(0), R"({"stream":"user-bob",)"));
  CHECK(test::open_sqlite(imported.path)->totals().events == 4);
  ImportJob as_new;
  as_new.takes_as_new = true;
  CHECK(imported.import_again(as_new).imported == 3);
  CHECK(imported.import_again(as_new).skipped == 3);
}

TEST_CASE("a store that never made an id takes events without one after a purge, too") {
  const contract::Members members;
  members.purge_of("ada@x.org");
  CHECK(test::import_text(*test::open_sqlite(members.path), log).imported == 3);
}

TEST_CASE("a backup that follows a purge by its ledger has the same secret") {
  const Imported imported;
  const std::string backup = imported.folder / "backup.db";
  const std::string restored = imported.folder / "restored.db";
  const std::string ledger = imported.folder / "ledger";
  const auto silently = [](double) {};
  copy_store(location_of(imported.path), backup, IfExists::refuse, silently);
  PurgeLedger file(ledger, open_evidence(location_of(imported.path))->store_id());
  PurgeOrder order;
  order.ledger = &file;
  imported.purge(order);
  copy_store(location_of(backup), restored, IfExists::refuse, silently,
             [&](Erasure& copy) { replay_ledger(copy, parse_ledger(test::file_text(ledger), ledger)); });
  CHECK(RawSqlite(restored).value("SELECT value FROM properties WHERE name = 'id_secret'") == imported.secret());
}

TEST_CASE("a secret that is none is damage") {
  const Imported imported;
  RawSqlite(imported.path).execute("UPDATE properties SET value = x'0102' WHERE name = 'id_secret'");
  CHECK(test::kind_of([&] { imported.import_again(); }) == "damaged");
}

}  // namespace
}  // namespace evs
