#include "tests/contract/appending.hpp"
#include "tests/contract/writing.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs::contract {
namespace {

void versions_are_expected(Store& store) {
  CHECK(appended(store, "a-1", "exists", {new_event("x")}) == "conflict");
  CHECK(appended(store, "a-1", "1", {new_event("x")}) == "conflict");
  CHECK(appended(store, "a-1", "none", {new_event("1")}) == "1@1");
  CHECK(appended(store, "a-1", "none", {new_event("x")}) == "conflict");
  CHECK(appended(store, "a-1", "0", {new_event("x")}) == "conflict");
  CHECK(appended(store, "a-1", "exists", {new_event("2")}) == "2@2");
  CHECK(appended(store, "a-1", "1", {new_event("x")}) == "conflict");
  CHECK(appended(store, "a-1", "3", {new_event("x")}) == "conflict");
  CHECK(appended(store, "a-1", "2", {new_event("3"), new_event("4")}) == "3@3 4@4");
  CHECK(appended(store, "a-1", "any", {new_event("5")}) == "5@5");
  CHECK(appended(store, "b-1", "any", {new_event("6")}) == "1@6");
  CHECK(store.totals().events == 6);
}

void a_refusal_says_why(Store& store) {
  appended(store, "a-1", "none", {new_event("1"), new_event("2")});
  const auto outcome = outcome_of(store, request("a-1", "1", {new_event("3")}));
  const auto& error = std::get<Error>(outcome);
  CHECK(error.message() == "stream 'a-1' is at version 2, not 1");
  CHECK(test::contains(error.hint(), "--expect 2"));
  std::string facts;
  for (const auto& fact : error.facts()) facts += fact.name + "=" + fact.value + " ";
  CHECK(facts == "stream=a-1 version=2 expected=1 ");
}

void the_rest_is_filled_in(Store& store) {
  NewEvent plain;
  plain.type = "T";
  NewEvent full = new_event("given", R"({"n":1.10})");
  full.schema = 3;
  full.time = Timestamp{-1};
  full.meta = R"({"actor":"x"})";
  CHECK(appended(store, "größe-1", "any", {plain, full}) == "1@1 2@2");
  const auto events = test::events_of(store);
  REQUIRE(events.size() == 2);
  CHECK(events[0].id.size() == 36);
  CHECK(events[0].time.ns > 0);
  CHECK(events[0].data == "{}");
  CHECK(events[1].id == "given");
  CHECK(events[1].stream == "größe-1");
  CHECK(events[1].schema == 3);
  CHECK(events[1].time == Timestamp{-1});
  CHECK(events[1].data == R"({"n":1.10})");
  CHECK(events[1].meta == R"({"actor":"x"})");
}

}  // namespace

void appends_what_is_expected(const StoreFactory& open) {
  const auto store = open();
  SECTION("an append demands none, a version, or that the stream exists") { versions_are_expected(*store); }
  SECTION("a refusal says what the version is") { a_refusal_says_why(*store); }
  SECTION("an id and a time are made where none is given") { the_rest_is_filled_in(*store); }
  SECTION("a refused stream is not there afterwards") {
    appended(*store, "a-1", "exists", {new_event("1")});
    CHECK_FALSE(store->stream(StreamName("a-1")));
    CHECK(store->totals().streams == 0);
    CHECK(store->head().position == Position{0});
  }
}

void appends_groups(const StoreFactory& open) {
  const auto store = open();
  const std::vector<AppendRequest> group = {
      request("a-1", "none", {new_event("1"), new_event("2")}),
      request("a-1", "none", {new_event("x")}),
      request("b-1", "5", {new_event("y")}),
      request("a-1", "2", {new_event("3")}),
      request("b-1", "any", {new_event("4")}),
      request("c-1", "none", {new_event("1", "7")}),
      request("a-1", "any", {new_event("3")}),
  };
  std::string all;
  for (const auto& outcome : store->append(group)) all += told(outcome) + ", ";
  CHECK(all == "1@1 2@2, conflict, conflict, 3@3, 1@4, conflict, =3@3, ");
  CHECK(store->totals().events == 4);
  CHECK_FALSE(store->stream(StreamName("c-1")));
  CHECK(store->append({}).empty());
  CHECK(store->head().position == Position{4});
}

void appends_an_id_once(const StoreFactory& open) {
  const auto store = open();
  REQUIRE(appended(*store, "a-1", "none", {new_event("1"), new_event("2")}) == "1@1 2@2");
  SECTION("an append that is sent again gets its old positions, whatever it expects") {
    for (const char* expected : {"none", "any", "exists", "0", "2", "17"}) {
      CHECK(appended(*store, "a-1", expected, {new_event("1"), new_event("2")}) == "=1@1 =2@2");
      CHECK(appended(*open(), "a-1", expected, {new_event("2")}) == "=2@2");
    }
    CHECK(store->totals().events == 2);
  }
  SECTION("an id that is taken by other content is a conflict that names both") {
    const auto conflict = [&](const std::string& stream, const NewEvent& event) {
      const auto outcome = outcome_of(*store, request(stream, "any", {event}));
      REQUIRE(std::holds_alternative<Error>(outcome));
      return std::string(name(std::get<Error>(outcome).kind())) + ": " + std::get<Error>(outcome).message();
    };
    CHECK(
        conflict("a-1", new_event("1", "7")) ==
        "conflict: id '1' of a new event of stream 'a-1' is taken by event 1 of stream 'a-1' (position 1), whose data "
        "differs");
    CHECK(test::contains(conflict("b-1", new_event("1")), "whose stream differs"));
    NewEvent event = new_event("1");
    event.type = "U";
    CHECK(test::contains(conflict("a-1", event), "whose type differs"));
    event = new_event("1");
    event.schema = 2;
    CHECK(test::contains(conflict("a-1", event), "whose schema differs"));
    event = new_event("1");
    event.meta = R"({"a":1})";
    CHECK(test::contains(conflict("a-1", event), "whose meta differs"));
    event = new_event("1");
    event.time = Timestamp{1};
    CHECK(test::contains(conflict("a-1", event), "whose time differs"));
    CHECK(store->totals().events == 2);
    CHECK_FALSE(store->stream(StreamName("b-1")));
  }
  SECTION("a batch of which a part is stored is a conflict, and nothing of it is stored") {
    CHECK(appended(*store, "a-1", "any", {new_event("2"), new_event("3")}) == "conflict");
    CHECK(appended(*store, "a-1", "any", {new_event("3"), new_event("1")}) == "conflict");
    CHECK(store->totals().events == 2);
    CHECK(appended(*store, "a-1", "2", {new_event("3")}) == "3@3");
  }
  SECTION("an id that stands twice in a batch is a conflict, and nothing of it is stored") {
    CHECK(appended(*store, "a-1", "any", {new_event("3"), new_event("4"), new_event("3")}) == "conflict");
    CHECK(store->totals().events == 2);
  }
}

}  // namespace evs::contract
