// That a purge leaves nothing in the files, in stores whose pages are full of what was deleted before.
#include <random>

#include "core/privacy/encodings.hpp"
#include "core/privacy/purge.hpp"
#include "tests/contract/baselines.hpp"
#include "tests/expect.hpp"
#include "tests/models.hpp"

namespace evs {
namespace {

using contract::location_of;
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
    test::import_text(*test::open_sqlite(path), lines);
    contract::take_baselines(path, nullptr);
    raw = std::make_unique<RawSqlite>(path);
    scatter();
  }

  /// Leaves copies in free pages, in the free parts of others, and in the log, as no secure_delete has ever been.
  void scatter() const {
    raw->execute("PRAGMA secure_delete=OFF; PRAGMA wal_autocheckpoint=0");
    raw->execute("CREATE TABLE copy AS SELECT * FROM events; CREATE INDEX copies ON copy (id); DROP TABLE copy");
    raw->execute("CREATE TABLE names AS SELECT name FROM streams; CREATE INDEX n ON names (name); DROP TABLE names");
    raw->execute("UPDATE streams SET name = name || 'x'; UPDATE streams SET name = substr(name, 1, length(name) - 1)");
  }
};

/// The files of a store that hold one of the texts, in whatever encoding.
std::string files_with(const std::string& path, const std::vector<std::string>& texts) {
  std::string found;
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    if (!std::filesystem::exists(path + suffix)) continue;
    const std::string bytes = test::file_text(path + suffix);
    bool holds = false;
    for (const std::string& text : texts) {
      for (const std::string& form : encodings_of(text)) holds = holds || test::contains(bytes, form);
    }
    if (holds) found += std::string(" ") + (*suffix == '\0' ? "db" : suffix);
  }
  return found;
}

/// A store whose files are not cleaned.
class Uncleaned final : public Erasure {
 public:
  explicit Uncleaned(std::unique_ptr<Erasure> store) : store_(std::move(store)) {}
  [[nodiscard]] std::string store_id() const override { return store_->store_id(); }
  Head head() override { return store_->head(); }
  std::optional<UnfinishedPurge> unfinished() override { return store_->unfinished(); }
  Position erase(ErasureRules& rules, const std::string& type) override { return store_->erase(rules, type); }
  void clean() override {}
  [[nodiscard]] std::vector<std::string> files() const override { return store_->files(); }
  void contents(const ContentVisitor& visit) override { store_->contents(visit); }
  std::vector<std::string> foreign_tables() override { return store_->foreign_tables(); }
  void finish() override { store_->finish(); }

 private:
  std::unique_ptr<Erasure> store_;
};

void purge_ada(Erasure& store) {
  const auto model = test::model_of(rules_text);
  const PersonalRules rules(*model);
  const PurgeOutcome outcome = purge(store, rules, DataSubject(rules, ada), {});
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
    Uncleaned store(open_erasure(location_of(path)));
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
