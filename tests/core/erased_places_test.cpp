// That a purge can be done again from the numbers of what it erased, and that these give nothing away.
#include "core/privacy/erased_places.hpp"

#include "core/codec/json.hpp"
#include "core/privacy/json_places.hpp"
#include "core/privacy/ledger.hpp"
#include "tests/expect.hpp"
#include "tests/random_json.hpp"

namespace evs {
namespace {

struct Stored {
  std::string data;
  std::string meta = "{}";
  std::string id = "e";
  std::string time = "2026-01-31T12:00:00Z";
};

EventView view_of(const Stored&& stored) = delete;  // which would be gone before its event
EventView view_of(const Stored& stored) {
  EventView event;
  event.id = stored.id;
  event.stream = "a-1";
  event.position = Position{7};
  event.type = "T";
  event.time = parse_timestamp(stored.time);
  event.data = stored.data;
  event.meta = stored.meta;
  return event;
}

Loss loss_of(Erases what, std::string_view value) { return {what, {}, value}; }

/// What is left of an event is read off, and done again to the event. Returns the places that were read.
ErasedPlaces check_again(const Stored& stored, const Redaction& redaction) {
  const EventView before = view_of(stored);
  const RedactedEvent left = redacted(before, redaction);
  const Salt salt = salt_once_erased({1, 2, 3});
  EventView after = before;
  const std::string id = left.needs_id ? id_once_erased(salt) : stored.id;
  after.id = id;
  after.data = left.data;
  after.meta = left.meta;
  after.time = left.time;
  ErasedPlaces places = places_left(after, salt);
  const auto again = erased_again(before, places);
  REQUIRE(again);
  CHECK(again->left.data == left.data);
  CHECK(again->left.meta == left.meta);
  CHECK(again->left.needs_id == left.needs_id);
  CHECK(again->left.time == left.time);
  return places;
}

using Numbers = std::vector<std::int64_t>;

TEST_CASE("values are told by their number in what is left") {
  const Stored stored{R"({"a":{"x":[1,2]},"b":null,"c":["d",{"e":3}]})", R"({"actor":"ada","n":1})"};
  Redaction redaction;
  const auto members = json::members_of(stored.data);
  redaction.losses = {loss_of(Erases::field, members[0].value),
                      loss_of(Erases::field, json::items_of(members[2].value)[1]),
                      loss_of(Erases::meta, json::members_of(stored.meta)[0].value)};
  const ErasedPlaces places = check_again(stored, redaction);
  CHECK(places.data == Numbers{1, 2, 5});
  CHECK(places.meta == Numbers{1});
  CHECK_FALSE(places.id);
  CHECK_FALSE(places.day);
  const auto again = erased_again(view_of(stored), places);
  CHECK(again->lost == std::vector<std::string>{R"({"x":[1,2]})", R"({"e":3})", R"("ada")"});
}

TEST_CASE("whole bodies, ids, times and marks that were there can be done again") {
  Redaction body;
  body.body = body.meta = true;
  body.losses = {loss_of(Erases::id, {}), loss_of(Erases::time, {})};
  const ErasedPlaces places = check_again({R"([1,"]}"])", R"({"actor":"ada"})"}, body);
  CHECK(places.data == Numbers{0});
  CHECK(places.meta == Numbers{0});
  CHECK(places.id);
  CHECK(places.day);
  check_again({"null", "{}"}, body);
  check_again({"1", R"({"purged":{"a":["ada"]},"b":null})"}, body);

  const Stored marked_before{"{}", R"({"purged":{"a":["ada"]},"who":"ada"})"};
  Redaction of_meta;
  of_meta.losses = {loss_of(Erases::meta, json::members_of(marked_before.meta)[1].value)};
  CHECK(check_again(marked_before, of_meta).meta == Numbers{2});
}

TEST_CASE("an event that was renamed only loses nothing") {
  const Stored stored{R"({"a":null})", R"({"purged":false})"};
  const EventView event = view_of(stored);
  CHECK_FALSE(erased_again(event, places_left(event, {})));
}

TEST_CASE("what becomes null in any JSON can be done again") {
  std::mt19937 random(11);
  std::size_t erased = 0;
  for (int round = 0; round < 3000; ++round) {
    const Stored stored{test::random_json(random, 5), "{\"m\":" + test::random_json(random, 3) + "}"};
    const char* patterns[] = {"", "/a", "/*", "/a/*", "/*/*", "/b/a", "/0", "/*/1/*"};
    const PointerPattern pattern(patterns[random() % std::size(patterns)]);
    const PointerPattern of_meta(random() % 2 == 0 ? "/m" : "/m/*");
    Redaction redaction;
    for (const Place& place : places_of(stored.data, pattern))
      redaction.losses.push_back(loss_of(Erases::field, place.value));
    for (const Place& place : places_of(stored.meta, of_meta))
      redaction.losses.push_back(loss_of(Erases::meta, place.value));
    erased += redaction.losses.size();
    check_again(stored, redaction);
  }
  CHECK(erased > 1000);
}

TEST_CASE("an entry of a ledger can be read back, and nothing else can") {
  LedgerEntry entry;
  entry.store = "ab";
  entry.purge = "p-2";
  entry.before = {"p-1"};
  entry.events = {{R"({"purge":"p-2","redactions":[]})", AccountingEvent::Origin{"e\"9", {5}, Salt{0xAB}}}};
  ErasedPlaces places;
  places.position = Position{3};
  places.stream = "purged-1";
  places.has_lost = places.id = places.day = true;
  places.data = {0, 4};
  ErasedPlaces renamed;
  renamed.position = Position{4};
  entry.erased = {places, renamed};
  const std::string line = entry.json();
  const auto read = parse_ledger("\n" + line + "\r\n" + line, "it");
  REQUIRE(read.size() == 2);
  CHECK(read[0].json() == line);
  CHECK(read[1].json() == line);
  CHECK(parse_ledger("", "it").empty());

  for (const std::string& other : {std::string("{}"), std::string("[]"), std::string("x"), line.substr(0, 80),
                                   line + line, line.substr(0, line.size() - 1), "{\"ledger\":1}" + line}) {
    const auto error = test::error_of([&] { parse_ledger("\n" + other, "it"); });
    CHECK(name(error.kind()) == "bad-input");
    CHECK(test::contains(error.message(), "it line 2"));
  }
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string changed = line;
    changed.replace(changed.find(from), from.size(), to);
    return test::kind_of([&] { parse_ledger(changed, "it"); }) == "bad-input";
  };
  CHECK(refused("[0,4]", "[4,0]"));
  CHECK(refused("[0,4]", "[-1]"));
  CHECK(refused("\"position\":3", "\"position\":9"));  // they would not increase
  CHECK(refused("\"position\":3", "\"position\":0"));
  CHECK(refused("purged-1", "purged\\n1"));
  CHECK(refused("\"salt\":\"ab", "\"salt\":\"xb"));
  CHECK(refused("purge-ledger.v1", "purge-ledger.v2"));
}

}  // namespace
}  // namespace evs
