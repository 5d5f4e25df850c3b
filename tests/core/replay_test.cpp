#include "core/state/replay.hpp"

#include <algorithm>

#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

using test::Lines;

/// A minute of the day 2026-01-01, as an event's time.
std::string minute(int number) {
  return "2026-01-01T00:" + std::string(number < 10 ? "0" : "") + std::to_string(number) + ":00Z";
}

std::string event(const std::string& stream, int at_minute, const std::string& data) {
  return R"({"id":")" + stream + std::to_string(at_minute) + "-" + std::to_string(std::hash<std::string>{}(data)) +
         R"(","stream":")" + stream + R"(","type":"T","time":")" + minute(at_minute) + R"(","data":)" +
         (data.find('{') == std::string::npos ? "{\"" + data + "\":1}" : data) + "}";
}

Moment at_seq(std::int64_t seq) { return {Seq{seq}, std::nullopt, std::nullopt}; }
Moment at_position(std::int64_t position) { return {std::nullopt, Position{position}, std::nullopt}; }
Moment at_minute(int number) { return {std::nullopt, std::nullopt, parse_timestamp(minute(number))}; }

/// "3 {…}": the seq and the state of one stream; "none" when there was none.
std::string state_of(Reader& reader, const std::string& stream, const Moment& moment,
                     Reducer reducer = Reducer::merge_patch) {
  const auto state = replay_stream(reader, StreamName(stream), *builtin_reducers(reducer), moment);
  if (!state) return "none";
  CHECK(state->stream == stream);
  return std::to_string(state->seq.value) + " " + state->state;
}

std::string all_states(Reader& reader, const StreamSelection& selection, const Moment& moment, int threads = 2) {
  std::string out;
  replay_all(reader, selection, *builtin_reducers(Reducer::merge_patch), moment, threads,
             [&](const StreamState& state) {
               out += state.stream + " " + std::to_string(state.seq.value) + " " + state.state + "\n";
               return true;
             });
  return out;
}

/// Runs the same questions on both kinds of store: one finds streams, the other takes one pass.
template <class Ask>
void on_both_stores(const Lines& lines, Ask ask) {
  test::on_both_stores(
      lines, [&](const std::unique_ptr<Reader>& reader) { ask(*reader); }, 2);
}

TEST_CASE("a stream is folded up to now, a seq or a position") {
  on_both_stores({event("a-1", 1, "x"), event("b-1", 2, "y"), event("a-1", 3, "z"), event("a-1", 4, R"({"x":null})")},
                 [](Reader& store) {
                   CHECK(state_of(store, "a-1", {}) == R"(3 {"z":1})");
                   CHECK(state_of(store, "a-1", at_seq(1)) == R"(1 {"x":1})");
                   CHECK(state_of(store, "a-1", at_seq(2)) == R"(2 {"x":1,"z":1})");
                   CHECK(state_of(store, "a-1", at_position(0)) == "none");
                   CHECK(state_of(store, "a-1", at_position(2)) == R"(1 {"x":1})");
                   CHECK(state_of(store, "a-1", at_position(3)) == R"(2 {"x":1,"z":1})");
                   CHECK(state_of(store, "b-1", at_position(1)) == "none");
                   CHECK(state_of(store, "c-1", {}) == "none");
                   CHECK(state_of(store, "a-1", at_seq(2), Reducer::last) == R"(2 {"z":1})");
                 });
}

TEST_CASE("the state at a time is that of the longest prefix whose last event is not later") {
  // The clock goes forward to 10, back to 3, forward to 20, and back to 12.
  on_both_stores(
      {event("a-1", 2, "a"), event("a-1", 10, "b"), event("a-1", 3, "c"), event("a-1", 20, "d"), event("a-1", 12, "e")},
      [](Reader& store) {
        CHECK(state_of(store, "a-1", at_minute(1)) == "none");
        CHECK(state_of(store, "a-1", at_minute(2)) == R"(1 {"a":1})");
        CHECK(state_of(store, "a-1", at_minute(3)) == R"(3 {"a":1,"b":1,"c":1})");
        CHECK(state_of(store, "a-1", at_minute(11)) == R"(3 {"a":1,"b":1,"c":1})");
        CHECK(state_of(store, "a-1", at_minute(12)) == R"(5 {"a":1,"b":1,"c":1,"d":1,"e":1})");
        CHECK(state_of(store, "a-1", at_minute(59)) == R"(5 {"a":1,"b":1,"c":1,"d":1,"e":1})");
      });
}

TEST_CASE("the first event may be the late one") {
  on_both_stores({event("a-1", 30, "a"), event("a-1", 5, "b"), event("a-1", 40, "c")}, [](Reader& store) {
    CHECK(state_of(store, "a-1", at_minute(4)) == "none");
    CHECK(state_of(store, "a-1", at_minute(5)) == R"(2 {"a":1,"b":1})");
    CHECK(state_of(store, "a-1", at_minute(39)) == R"(2 {"a":1,"b":1})");
  });
}

TEST_CASE("all streams are folded by name, those that had no event by then left out") {
  on_both_stores(
      {event("b-2", 1, "x"), event("a-1", 2, "x"), event("b-10", 3, "x"), event("b-2", 4, "y"), event("bb-1", 5, "x")},
      [](Reader& store) {
        CHECK(all_states(store, {}, {}) ==
              "a-1 1 {\"x\":1}\nb-10 1 {\"x\":1}\nb-2 2 {\"x\":1,\"y\":1}\nbb-1 1 {\"x\":1}\n");
        CHECK(all_states(store, {}, at_position(2)) == "a-1 1 {\"x\":1}\nb-2 1 {\"x\":1}\n");
        CHECK(all_states(store, {}, at_minute(3)) == "a-1 1 {\"x\":1}\nb-10 1 {\"x\":1}\nb-2 1 {\"x\":1}\n");
        CHECK(all_states(store, {"b", "", {}}, {}) == "b-10 1 {\"x\":1}\nb-2 2 {\"x\":1,\"y\":1}\n");
        CHECK(all_states(store, {"", "b-1", {}}, {}) == "b-10 1 {\"x\":1}\n");
        CHECK(all_states(store, {"none", "", {}}, {}).empty());
      });
}

TEST_CASE("at most so many streams are folded as are asked for") {
  on_both_stores({event("b-1", 1, "x"), event("a-1", 2, "x"), event("c-1", 3, "x")}, [](Reader& store) {
    CHECK(all_states(store, {"", "", 2}, {}) == "a-1 1 {\"x\":1}\nb-1 1 {\"x\":1}\n");
  });
}

TEST_CASE("many streams come in order from any number of threads, and the visitor may leave") {
  Lines lines;
  for (int i = 0; i < 1'000; ++i)
    lines.push_back(event("s-" + std::to_string((i * 37) % 500), 1, "k" + std::to_string(i)));
  on_both_stores(lines, [](Reader& store) {
    const std::string states = all_states(store, {}, {}, 1);
    CHECK(std::count(states.begin(), states.end(), '\n') == 500);
    for (const int threads : {2, 7}) CHECK(all_states(store, {}, {}, threads) == states);
    int visited = 0;
    replay_all(store, {}, *builtin_reducers(Reducer::last), {}, 3, [&](const StreamState&) { return ++visited < 100; });
    CHECK(visited == 100);
  });
}

TEST_CASE("an event that a purge has emptied changes no merged state") {
  const std::string emptied = R"({"stream":"a-1","type":"T","time":"2026-01-01T00:02:00Z","data":null,"meta":)";
  on_both_stores({event("a-1", 1, "x"), emptied + R"({"purged":true}})", event("a-1", 3, "y")},
                 [](Reader& store) { CHECK(state_of(store, "a-1", {}) == "3 {\"x\":1,\"y\":1}"); });
  on_both_stores({event("a-1", 1, "x"), emptied + "{}}", event("a-1", 3, "y")},
                 [](Reader& store) { CHECK(state_of(store, "a-1", {}) == "3 {\"y\":1}"); });
}

}  // namespace
}  // namespace evs
