#include "core/derived_id.hpp"

#include <vector>

#include "tests/expect.hpp"

namespace evs {
namespace {

IncomingEvent event(std::string_view stream, std::string_view data, std::optional<std::int64_t> seq = std::nullopt) {
  IncomingEvent event;
  event.stream = stream;
  event.type = "T";
  event.data = data;
  event.source_seq = seq;
  return event;
}

using Behind = DerivedIds::Behind;

std::vector<std::string> ids_of(const std::vector<IncomingEvent>& events, Behind behind = Behind::whole_input) {
  DerivedIds ids(behind);
  std::vector<std::string> made;
  for (const auto& each : events) made.push_back(ids.id_for(each));
  return made;
}

TEST_CASE("the same input gives the same ids") {
  const std::vector<IncomingEvent> input = {event("a-1", "1"), event("a-1", "1"), event("b-1", "2", 1)};
  CHECK(ids_of(input) == ids_of(input));
  CHECK(ids_of(input)[0].size() == 36);
  CHECK(ids_of(input)[0][14] == '8');
}

TEST_CASE("equal lines of one input are different events") {
  const auto ids = ids_of({event("a-1", "1"), event("a-1", "1"), event("a-1", "1")});
  CHECK(ids[0] != ids[1]);
  CHECK(ids[1] != ids[2]);
}

TEST_CASE("an input that goes on keeps the ids of its beginning") {
  const auto begun = ids_of({event("a-1", "1"), event("b-1", "2")});
  const auto longer = ids_of({event("a-1", "1"), event("b-1", "2"), event("a-1", "3")});
  CHECK(begun[0] == longer[0]);
  CHECK(begun[1] == longer[1]);
}

TEST_CASE("an event with a seq is told by stream, seq and content, wherever it stands") {
  const auto here = ids_of({event("a-1", "1", 1), event("a-1", "1", 2)});
  const auto there = ids_of({event("z-1", "9"), event("a-1", "1", 2), event("a-1", "1", 1)});
  CHECK(here[0] == there[2]);
  CHECK(here[1] == there[1]);
  CHECK(here[0] != here[1]);
}

TEST_CASE("an id behind its stream does not depend on the other streams, one behind the whole input does") {
  const std::vector<IncomingEvent> mixed = {event("a-1", "1"), event("b-1", "2"), event("a-1", "1")};
  const std::vector<IncomingEvent> alone = {event("a-1", "1"), event("a-1", "1")};
  CHECK(ids_of(mixed, Behind::stream)[2] == ids_of(alone, Behind::stream)[1]);
  CHECK(ids_of(alone, Behind::stream)[0] != ids_of(alone, Behind::stream)[1]);
  CHECK(ids_of(mixed)[2] != ids_of(alone)[1]);
}

TEST_CASE("each part of an event changes its id") {
  const auto id_with = [](auto change) {
    IncomingEvent changed = event("a-1", "1", 1);
    change(changed);
    return ids_of({changed})[0];
  };
  const std::string plain = id_with([](IncomingEvent&) {});
  CHECK(plain != id_with([](IncomingEvent& e) { e.stream = "a-2"; }));
  CHECK(plain != id_with([](IncomingEvent& e) { e.type = "U"; }));
  CHECK(plain != id_with([](IncomingEvent& e) { e.schema = 2; }));
  CHECK(plain != id_with([](IncomingEvent& e) { e.time = Timestamp{1}; }));
  CHECK(plain != id_with([](IncomingEvent& e) { e.data = "2"; }));
  CHECK(plain != id_with([](IncomingEvent& e) { e.meta = R"({"a":1})"; }));
  CHECK(plain != id_with([](IncomingEvent& e) { e.source_seq.reset(); }));
}

}  // namespace
}  // namespace evs
