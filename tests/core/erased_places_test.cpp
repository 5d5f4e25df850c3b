// That a purge can be done again from the numbers of what it erased, and that these give nothing away.
#include "core/privacy/erased_places.hpp"

#include "core/codec/json.hpp"
#include "core/privacy/json_places.hpp"
#include "tests/core/stored.hpp"
#include "tests/expect.hpp"
#include "tests/random_json.hpp"

namespace evs {
namespace {

using test::Stored;
using test::view_of;

Loss loss_of(Erases what, std::string_view value) { return {what, {}, value}; }

/// What is left of an event is read off, and done again to the event. Returns the places that were read.
ErasedPlaces check_again(const Stored& stored, const Redaction& redaction) {
  const EventView before = view_of(stored);
  const RedactedEvent left = redacted(before, redaction);
  const Salt salt = salt_once_erased({1, 2, 3});
  EventView after = before;
  const std::string id = left.needs_id ? id_once_erased(salt) : std::string(before.id);
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

}  // namespace
}  // namespace evs
