// That a purge leaves nothing in the files, in stores whose pages are full of what was deleted before.
#include <random>

#include "core/privacy/purge.hpp"
#include "core/state/snapshots.hpp"
#include "tests/contract/baselines.hpp"
#include "tests/contract/erasures.hpp"
#include "tests/contract/residue.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/expect.hpp"
#include "tests/models.hpp"

namespace evs {
namespace {

using contract::files_with;
using contract::location_of;
using contract::Uncleaned;
using test::RawSqlite;

constexpr const char* rules_text =
    "personal 'Wrote' { subject = '/author', fields = { '/text', '/phone' } } personal_streams { 'user' }";
const std::string ada = "Ada.L\xC3\xB6velace@example.com";

std::string random_text(std::mt19937& random, std::size_t size) {
  std::string text;
  while (text.size() < size) text += std::to_string(random()) + " ";
  return text;
}

/// The store and what must not be in it afterwards. Every fifth event is Ada's.
struct History {
  std::vector<std::string> erased;
  std::unique_ptr<RawSqlite> raw;  // open, so that the log stays

  History(const std::string& path, unsigned seed, int events, std::size_t payload) {
    std::mt19937 random(seed);
    erased = {ada, "user-" + ada};
    std::string lines;
    for (int i = 0; i < events; ++i) {
      const bool is_hers = i % 5 == 0;
      const std::string author = is_hers ? ada : "person" + std::to_string(i % 50) + "@example.org";
      const std::string text = random_text(random, random() % 7 == 0 ? payload : payload / 20);
      const std::string phone = "+49" + std::to_string(random());
      if (is_hers && erased.size() < 40)
        erased.insert(erased.end(), {text.substr(0, 60), text.substr(text.size() - 60), phone});
      lines += R"({"stream":"user-)" + author + R"(","type":"Wrote","data":{"author":")" + author + R"(","text":")" +
               text + R"(","phone":")" + phone + "\"}}\n";
    }
    {
      const auto store = test::open_sqlite(path);
      test::import_text(*store, lines);
      take_snapshot(*store);
    }
    contract::take_baselines(path, nullptr);
    raw = std::make_unique<RawSqlite>(path);
    scatter();
  }

  /// Of her stream, with the last that is known of her in it.
  void take_snapshot(Store& store) const {
    const std::string name = "user-" + ada;
    Snapshot snapshot;
    snapshot.stream = name;
    snapshot.seq = store.stream(StreamName(name))->version;
    Selection last;
    last.streams = {StreamName(name)};
    last.from_seq = snapshot.seq;
    snapshot.position = test::events_of(store, last).front().position;
    snapshot.state = R"({"author":")" + ada + R"(","text":")" + erased.back() + "\"}";
    dynamic_cast<SnapshotStore&>(store).write_snapshots({{snapshot}, {}, 0});
  }

  /// Leaves copies in free pages, in the free parts of others, and in the log, as no secure_delete has ever been.
  void scatter() const {
    raw->execute("PRAGMA secure_delete=OFF; PRAGMA wal_autocheckpoint=0");
    raw->execute("CREATE TABLE copy AS SELECT * FROM events; CREATE INDEX copies ON copy (id); DROP TABLE copy");
    raw->execute("CREATE TABLE names AS SELECT name FROM streams; CREATE INDEX n ON names (name); DROP TABLE names");
    raw->execute("UPDATE streams SET name = name || 'x'; UPDATE streams SET name = substr(name, 1, length(name) - 1)");
  }
};

void purge_ada(Erasure& store) {
  const auto model = test::model_of(rules_text);
  const PersonalRules rules(*model);
  const PurgeOutcome outcome = purge(store, rules, DataSubject(rules, ada), {});
  CHECK(outcome.record.snapshots == 1);
  CHECK(outcome.residue.hits == 0);
  CHECK(outcome.residue.remaining == 0);
}

void check_nothing_is_left(unsigned seed, int events, std::size_t payload) {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  const History history(path, seed, events, payload);
  REQUIRE(files_with(path, history.erased) == " db -wal");
  purge_ada(*open_erasure(location_of(path)));
  INFO("seed " << seed);
  CHECK(files_with(path, history.erased).empty());
}

TEST_CASE("nothing of what was purged is left in the files") {
  for (unsigned seed = 1; seed <= 20; ++seed) check_nothing_is_left(seed, 150, 20'000);
}

TEST_CASE("nor in those of a store of 4,000 events of up to 20 KB") { check_nothing_is_left(21, 4000, 20'000); }

TEST_CASE("where the files are not cleaned, the search finds it") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  const History history(path, 1, 150, 20'000);
  {
    const auto erasure = open_erasure(location_of(path));
    Uncleaned store(*erasure);
    CHECK(test::kind_of([&] { purge_ada(store); }) == "system");
  }
  CHECK(has_unfinished_purge(location_of(path)));
  CHECK(files_with(path, history.erased) == " db -wal");
  resume_purge(*open_erasure(location_of(path)), ada);
  CHECK(files_with(path, history.erased).empty());
  CHECK(contract::found_in(path).empty());
}

}  // namespace
}  // namespace evs
