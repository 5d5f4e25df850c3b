#include "core/derived_id.hpp"

#include <vector>

#include "core/id.hpp"
#include "tests/catch.hpp"

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

std::vector<std::string> ids_of(const std::vector<IncomingEvent>& events, std::string_view secret = "secret") {
  ImportedIds ids(secret);
  std::vector<std::string> made;
  for (const auto& each : events) made.push_back(ids.id_for(each));
  return made;
}

std::string id_in_log(const IncomingEvent& event, std::int64_t seq) { return LogIds().id_for(event, Seq{seq}); }

TEST_CASE("the same input gives the same ids") {
  const std::vector<IncomingEvent> input = {event("a-1", "1"), event("a-1", "1"), event("b-1", "2", 1)};
  CHECK(ids_of(input) == ids_of(input));
  CHECK(ids_of(input)[0].size() == 36);
  CHECK(ids_of(input)[0][14] == '4');
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

TEST_CASE("another secret gives other ids") {
  const std::vector<IncomingEvent> input = {event("a-1", "1"), event("b-1", "2", 1)};
  CHECK(ids_of(input, "one")[0] != ids_of(input, "two")[0]);
  CHECK(ids_of(input, "one")[1] != ids_of(input, "two")[1]);
}

TEST_CASE("an id in a log is told by stream, seq and content, and says that it may be a digest of them") {
  const std::string id = id_in_log(event("a-1", "1"), 1);
  CHECK(is_derived_id(id));
  CHECK(id == id_in_log(event("a-1", "1", 0), 1));
  CHECK(id != id_in_log(event("a-1", "1"), 2));
  CHECK(id != id_in_log(event("a-2", "1"), 1));
  CHECK(id != id_in_log(event("a-1", "2"), 1));
  LogIds ids;
  CHECK(ids.id_for(event("b-1", "7"), Seq{1}) != id);
  CHECK(ids.id_for(event("a-1", "1"), Seq{1}) == id);
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
