#include <atomic>
#include <map>
#include <thread>

#include "tests/contract/appending.hpp"
#include "tests/contract/shop.hpp"
#include "tests/contract/writing.hpp"
#include "tests/expect.hpp"

namespace evs::contract {
namespace {

void others_writes_are_noticed(Store& one, Store& two) {
  CHECK(appended(one, "a-1", "none", {new_event("1")}) == "1@1");
  CHECK(appended(two, "a-1", "none", {new_event("x")}) == "conflict");
  CHECK(appended(two, "a-1", "1", {new_event("2")}) == "2@2");
  CHECK(appended(one, "a-1", "1", {new_event("y")}) == "conflict");
  CHECK(appended(one, "a-1", "2", {new_event("3")}) == "3@3");
  CHECK(appended(two, "b-1", "none", {new_event("4")}) == "1@4");
  CHECK(appended(one, "b-1", "none", {new_event("z")}) == "conflict");
  CHECK(appended(one, "b-1", "any", {new_event("4")}) == "=1@4");
  NewEvent other_type = new_event("5");
  other_type.type = "U";
  CHECK(appended(two, "c-1", "none", {other_type}) == "1@5");
  other_type.id = "6";
  CHECK(appended(one, "c-1", "1", {other_type}) == "2@6");
  CHECK(listed_types(two) == "T/1x4 U/1x2");
  CHECK(listed_streams(one, {}) == "a-1@3 b-1@1 c-1@2");
}

/// Each of `count` threads, with a store of its own, does `work`.
template <class Work>
void on_threads(const StoreFactory& open, int count, Work work) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&open, &work, i] { work(*open(), i); });
  }
}

void one_of_many_wins(const StoreFactory& open) {
  constexpr int rounds = 5;
  constexpr int writers = 4;
  std::atomic<int> won = 0;
  std::atomic<int> lost = 0;
  on_threads(open, writers, [&](Store& store, int writer) {
    for (int round = 0; round < rounds; ++round) {
      const std::string id = std::to_string(writer) + "-" + std::to_string(round);
      // Whoever comes late to a round finds it decided.
      (appended(store, "a-1", std::to_string(round), {new_event(id)}) == "conflict" ? lost : won)++;
      while (store.stream(StreamName("a-1"))->version <= Seq{round}) std::this_thread::yield();
    }
  });
  CHECK(won == rounds);
  CHECK(lost == rounds * (writers - 1));
  CHECK(open()->stream(StreamName("a-1"))->version == Seq{rounds});
}

void nothing_is_lost(const StoreFactory& open) {
  on_threads(open, 4, [](Store& store, int writer) {
    for (int i = 0; i < 10; ++i) {
      appended(store, "s-" + std::to_string(i % 3), "any",
               {new_event(std::to_string(writer) + "/" + std::to_string(i))});
    }
  });
  const auto store = open();
  std::int64_t position = 0;
  std::map<std::string, std::int64_t> versions;
  for (const Event& event : test::events_of(*store)) {
    CHECK(event.position.value > position);
    position = event.position.value;
    CHECK(event.seq.value == ++versions[event.stream]);
  }
  CHECK(store->totals().events == 40);
  CHECK(versions.size() == 3);
}

}  // namespace

void shares_a_store_between_writers(const StoreFactory& open) {
  SECTION("each writer notices what the other wrote") { others_writes_are_noticed(*open(), *open()); }
  SECTION("of writers that expect one version, exactly one wins") { one_of_many_wins(open); }
  SECTION("seqs have no holes and positions increase when many write at once") { nothing_is_lost(open); }
  SECTION("a wait ends when another writer has committed") {
    const auto reader = open();
    std::jthread writer([&] { appended(*open(), "a-1", "none", {new_event("1")}); });
    CHECK(reader->wait(Checkpoint(), std::chrono::seconds(60)));
    writer.join();
    CHECK(test::events_of(*reader).size() == 1);
  }
  SECTION("a read sees one state, whatever is written meanwhile") {
    const auto reader = open();
    const auto writer = open();
    appended(*writer, "a-1", "none", {new_event("1"), new_event("2")});
    int seen = 0;
    reader->read({}, [&](const EventView&) {
      if (++seen == 1) appended(*writer, "a-1", "2", {new_event("3")});
      return true;
    });
    CHECK(seen == 2);
    CHECK(test::events_of(*reader).size() == 3);
  }
}

void writing(const StoreFactory& open) {
  SECTION("expected versions") { appends_what_is_expected(open); }
  SECTION("ids") { appends_an_id_once(open); }
  SECTION("groups") { appends_groups(open); }
  SECTION("imports") { imports_with_the_sources_numbers(open); }
  SECTION("repeated imports") { imports_an_event_once(open); }
  SECTION("several writers") { shares_a_store_between_writers(open); }
}

}  // namespace evs::contract
