// What a restore by a ledger refuses though each line is sound, and how often it does what takes its time.
#include <functional>

#include "tests/contract/backups.hpp"
#include "tests/contract/erasures.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::Backups;
using contract::location_of;
using contract::silently;

TEST_CASE("what leads to another head leaves nothing behind, though each event is the one that was erased") {
  const Backups members;
  members.back_up();
  members.noted_purge_of("ada@x.org");
  const auto restored_by = [&](const std::function<void(AccountingEvent::Origin&)>& change) {
    auto entries = members.entries();
    change(entries.front().events.front().origin.value());
    return test::kind_of([&] { members.restore(parse_ledger(entries.front().json(), "it")); });
  };
  CHECK(restored_by([](auto& origin) { origin.salt[3] ^= 1U; }) == "conflict");
  CHECK(restored_by([](auto& origin) { ++origin.time.ns; }) == "conflict");
  CHECK(restored_by([](auto& origin) { origin.id += "x"; }) == "conflict");
  CHECK(members.restored_files() == 0);
  CHECK(restored_by([](auto&) {}) == test::nothing);
}

TEST_CASE("an event that came behind the backup is not looked for in the account of a purge that was replayed") {
  const Backups members;
  members.back_up();
  members.append(
      R"({"id":"j3","stream":"user-bob@x.org","type":"Joined","time":"2026-01-03T00:00:00Z","data":{"id":"bob@x.org"}})");
  members.noted_purge_of("ada@x.org");  // whose account is at position 7, and at 6 once it is replayed
  members.noted_purge_of("bob@x.org");  // which changes the event at position 6
  const LedgerOutcome outcome = members.restore(members.entries());
  CHECK(outcome.applied == 2);
  CHECK(outcome.beyond == 1);
  CHECK(contract::found_in(members.restored) == test::nothing);
  const std::string left = test::exported(*open_reader(location_of(members.restored)));
  CHECK_FALSE(test::contains(left, "bob@x.org"));
}

/// Counts what takes its time.
class Counting final : public contract::Passing {
 public:
  explicit Counting(Erasure& store) : Passing(store) {}
  void clean() override {
    ++cleaned;
    Passing::clean();
  }
  void contents(const ContentVisitor& visit) override {
    ++searched;
    Passing::contents(visit);
  }
  int cleaned = 0;
  int searched = 0;
};

TEST_CASE("however many purges a ledger has, the files are cleaned and searched once") {
  const Backups members;
  members.back_up();
  members.noted_purge_of("ada@x.org");
  members.noted_purge_of("bob@x.org");
  copy_store(location_of(members.backup), members.restored, IfExists::refuse, silently, [&](Erasure& copy) {
    Counting counting(copy);
    CHECK(replay_ledger(counting, members.entries()).applied == 2);
    CHECK(counting.cleaned == 1);
    CHECK(counting.searched == 1);
  });
  CHECK(to_string(open_reader(location_of(members.restored))->head()) ==
        to_string(open_reader(location_of(members.path))->head()));
}

}  // namespace
}  // namespace evs
