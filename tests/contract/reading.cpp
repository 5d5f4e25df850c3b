#include "tests/contract/reading.hpp"

#include "tests/contract/shop.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs::contract {

void reading(const ReaderFactory& make) {
  SECTION("selections") { reads_what_is_selected(make); }
  SECTION("directions") { reads_in_either_direction(make); }
  SECTION("names") { finds_streams_however_they_are_named(make); }
  SECTION("listings") { lists_streams_types_and_totals(make); }
  SECTION("an empty store") { reads_an_empty_store(make); }
  SECTION("waiting") { waits_and_gives_other_readers(make); }
}

void reads_in_either_direction(const ReaderFactory& make) {
  const auto store = make(shop_lines());
  Selection selection;
  SECTION("a reversed read gives the last event first") {
    selection.reverse = true;
    CHECK(positions(*store, selection) == "8 7 6 5 4 3 2 1");
    selection.streams = {StreamName("order-1")};
    CHECK(positions(*store, selection) == "7 4 2 1");
  }
  SECTION("a limit counts in the direction of the read") {
    selection.limit = 3;
    CHECK(positions(*store, selection) == "1 2 3");
    selection.reverse = true;
    CHECK(positions(*store, selection) == "8 7 6");
    selection.types = {"Placed"};
    CHECK(positions(*store, selection) == "6 3 1");
    selection.limit = 0;
    CHECK(positions(*store, selection).empty());
    selection.limit = 1'000'000;
    selection.types.clear();
    CHECK(positions(*store, selection) == "8 7 6 5 4 3 2 1");
  }
  SECTION("bounds hold in both directions") {
    selection.from_position = Position{3};
    selection.to_position = Position{5};
    CHECK(positions(*store, selection) == "3 4 5");
    selection.reverse = true;
    CHECK(positions(*store, selection) == "5 4 3");
    selection.limit = 2;
    CHECK(positions(*store, selection) == "5 4");
  }
  SECTION("a visitor may leave, and read again") {
    for (const bool reverse : {false, true}) {
      selection.reverse = reverse;
      int visited = 0;
      store->read(selection, [&](const EventView&) { return ++visited < 2; });
      CHECK(visited == 2);
    }
    CHECK(positions(*store, {}) == "1 2 3 4 5 6 7 8");
  }
}

void reads_an_empty_store(const ReaderFactory& make) {
  const auto store = make({});
  CHECK(store->head().position == Position{0});
  CHECK(test::events_of(*store).empty());
  CHECK(listed_streams(*store, {}).empty());
  CHECK(listed_types(*store).empty());
  CHECK_FALSE(store->stream(StreamName("order-1")));
  CHECK(store->totals().events == 0);
  CHECK(store->totals().streams == 0);
  CHECK(store->totals().head.position == Position{0});
  Selection reversed;
  reversed.reverse = true;
  CHECK(positions(*store, reversed).empty());
}

void waits_and_gives_other_readers(const ReaderFactory& make) {
  using std::chrono::milliseconds;
  const auto store = make(shop_lines());
  SECTION("there is no wait when events are behind the checkpoint") {
    CHECK(store->wait(Checkpoint(), milliseconds(60'000)));
    CHECK(store->wait(Checkpoint(Position{7}), milliseconds(60'000)));
  }
  SECTION("a wait at the end ends with the time") {
    CHECK(positions(*store, {}) == "1 2 3 4 5 6 7 8");
    CHECK_FALSE(store->wait(Checkpoint(Position{8}), milliseconds(0)));
    CHECK_FALSE(store->wait(Checkpoint(Position{8}), milliseconds(30)));
  }
  SECTION("another reader reads the same store, inside a read of the first") {
    const auto other = store->another();
    REQUIRE(other);
    CHECK(other->info().name == store->info().name);
    int nested = 0;
    store->read({}, [&](const EventView&) {
      nested += static_cast<int>(test::events_of(*other).size());
      return nested < 16;
    });
    CHECK(nested == 16);
  }
}

}  // namespace evs::contract
