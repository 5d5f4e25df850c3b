// The small types of core/store.hpp that every backend shares.
#include "core/store.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using test::kind_of;
using Kind = Expected::Kind;

TEST_CASE("an expected version is any, none, exists or a number") {
  CHECK(Expected::parse("any").kind == Kind::any);
  CHECK(Expected::parse("none").kind == Kind::none);
  CHECK(Expected::parse("exists").kind == Kind::exists);
  CHECK(Expected::parse("0").kind == Kind::none);
  CHECK(Expected::parse("5").kind == Kind::version);
  CHECK(Expected::parse("5").version == Seq{5});
  CHECK(Expected::parse("9223372036854775807").version == Seq{INT64_MAX});
}

TEST_CASE("other spellings of an expected version are a usage error") {
  for (const char* text :
       {"", "-1", "-0", "+5", "05", "00", "5 ", " 5", "5.0", "0x5", "ANY", "null", "9223372036854775808"}) {
    INFO(text);
    CHECK(kind_of([&] { Expected::parse(text); }) == "usage");
  }
}

TEST_CASE("a checkpoint keeps its place through its text") {
  CHECK(Checkpoint::parse(Checkpoint(Position{1042}).text()).position() == Position{1042});
  CHECK(Checkpoint().text() == "0");
  for (const char* text : {"", "x", "-1", "01", "1042:9f", "1e3"}) {
    CHECK(kind_of([&] { Checkpoint::parse(text); }) == "bad-input");
  }
}

TEST_CASE("an event matches a selection when every field that is set agrees") {
  const EventView event{"e", "order-7", Seq{3}, Position{9}, "Paid", 1, Timestamp{50}, "{}", "{}"};
  const auto matches_with = [&](auto change) {
    Selection selection;
    change(selection);
    return matches(selection, event);
  };
  CHECK(matches({}, event));
  CHECK(matches_with([](Selection& s) { s.streams = {StreamName("order-1"), StreamName("order-7")}; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.streams = {StreamName("order-70")}; }));
  CHECK(matches_with([](Selection& s) { s.category = "order"; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.category = "ord"; }));
  CHECK(matches_with([](Selection& s) { s.types = {"Placed", "Paid"}; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.types = {"Placed"}; }));
  CHECK(matches_with([](Selection& s) { s.from_seq = s.to_seq = Seq{3}; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.from_seq = Seq{4}; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.to_seq = Seq{2}; }));
  CHECK(matches_with([](Selection& s) { s.from_position = s.to_position = Position{9}; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.from_position = Position{10}; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.to_position = Position{8}; }));
  CHECK(matches_with([](Selection& s) { s.since = s.until = Timestamp{50}; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.since = Timestamp{51}; }));
  CHECK_FALSE(matches_with([](Selection& s) { s.until = Timestamp{49}; }));
}

}  // namespace
}  // namespace evs
