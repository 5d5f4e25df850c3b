#include "core/evolve/upcast_checking.hpp"
#include "core/state/trace.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"
#include "tests/upcasts.hpp"

namespace evs {
namespace {

using test::model_of;
using test::said_by;
using test::stored_event;
using test::upcasted;

/// Three versions of T; the second becomes three events, one of which has an upcaster of its own.
const char* const chain =
    "upcast 'T' { from = 1, to = 2, function(e) e.data.b = e.data.a; return e end }\n"
    "upcast 'T' { from = 2, to = 3, function(e) return {\n"
    "  { data = { a = e.data.a } }, { type = 'U', data = { b = e.data.b } }, { type = 'V' } } end }\n"
    "upcast 'U' { from = 1, to = 2, function(e) e.data.u = true; return { e, { type = 'W' } } end }\n"
    "upcast 'Gone' { from = 1, to = 2, reason = 'never read', function(e) return {} end }\n";

TEST_CASE("an event goes from upcaster to upcaster until none is for it") {
  CHECK(upcasted(chain, stored_event(R"({"a":1})")) ==
        R"(e-1 T 3 {"a":1}; e-1#1 U 2 {"b":1,"u":true}; e-1#2 W 1 {"b":1}; e-1#3 V 1 {"a":1,"b":1})");
  CHECK(upcasted(chain, stored_event(R"({"a":1,"b":2})", "T", 2)) ==
        R"(e-1 T 3 {"a":1}; e-1#1 U 2 {"b":2,"u":true}; e-1#2 W 1 {"b":2}; e-1#3 V 1 {"a":1,"b":2})");
  CHECK(upcasted(chain, stored_event("{}", "Gone")).empty());
}

TEST_CASE("an event that no upcaster is for stays as it is stored") {
  CHECK(upcasted(chain, stored_event("{}", "T", 3)) == "as stored");
  CHECK(upcasted(chain, stored_event("{}", "Other")) == "as stored");
  CHECK(upcasted(chain, stored_event("{}", "V", 9)) == "as stored");
  Event own = stored_event();
  own.stream = "$evs-purges";
  CHECK(upcasted(chain, own) == "as stored");
}

TEST_CASE("an event that a purge has emptied stays as it is stored") {
  Event emptied = stored_event("null");
  emptied.meta = R"({"actor":"ada","purged":true})";
  CHECK(upcasted(chain, emptied) == "as stored");
  emptied.meta = R"({"purged":false})";
  CHECK(test::error_of([&] { upcasted(chain, emptied); }).kind() == ErrorKind::bad_input);
}

TEST_CASE("a schema that is newer than the model knows is refused") {
  CHECK(said_by([] { upcasted(chain, stored_event("{}", "T", 4)); }) ==
        "[bad-input] the model knows 'T' up to schema 3, and this event has 4");
  CHECK(said_by([] {
          upcasted("upcast 'T' { from = 1, to = 2, function(e) e.schema = 9; return e end }", stored_event());
        }) == "[bad-input] the model knows 'T' up to schema 2, and this event has 9");
}

TEST_CASE("functions that lead an event in a circle are named") {
  const Error error = test::error_of([] {
    upcasted(
        "upcast 'A' { from = 1, to = 2, function(e) return { { type = 'B' } } end }\n"
        "upcast 'B' { from = 1, to = 2, function(e) return { { type = 'A', schema = 1 } } end }",
        stored_event("{}", "A"));
  });
  CHECK(error.message() == "the upcasters 'A 1 to 2', 'B 1 to 2' lead back to A 1");
  CHECK(error.details().front() == "at event 1 of stream 'a-1' (A 1, position 7)");
}

TEST_CASE("what may come of one event is limited over all upcasters") {
  std::string model;
  const std::string many = ", function(e) local l = {} for i = 1, 50 do l[i] = copy(e) end return l end }\n";
  for (int schema = 1; schema < 5; ++schema) {
    model += "upcast 'T' { from = " + std::to_string(schema) + ", to = " + std::to_string(schema + 1) + many;
  }
  const auto fault = [&](const std::string& last) {
    return said_by([&] { upcasted(model + "upcast 'T' { from = 5, to = 6, reason = 'x', " + last, stored_event()); });
  };
  const std::string too_much =
      "[bad-input] the upcasters make too much of one event: more than 1000 events, 10000 calls, or 256 MiB";
  CHECK(fault("function(e) return e end }") == too_much);
  CHECK(fault("function(e) return {} end }") == too_much);
}

TEST_CASE("the ids of events that come of one are stable, different and not too long") {
  CHECK(id_of_sub("e", 0) == "e");
  CHECK(id_of_sub("e", 12) == "e#12");
  CHECK(id_of_sub(std::string(253, 'x'), 9) == std::string(253, 'x') + "#9");
  const std::string longer = id_of_sub(std::string(253, 'x'), 10);
  CHECK(longer == "9772f85a-0b02-8394-bb4c-cf3f9d518538");
  CHECK(id_of_sub(std::string(253, 'x'), 11) != longer);
  CHECK(id_of_sub(std::string(255, 'x'), 0) == std::string(255, 'x'));
}

/// The chain on a store of three events, through a stage.
std::unique_ptr<Reader> through(const test::TemporaryFolder& folder, const std::string& model = chain) {
  const std::string text = R"({"id":"e-1","stream":"a-1","type":"T","time":"2026-01-01T00:00:00Z","data":{"a":1}})"
                           "\n"
                           R"({"id":"e-2","stream":"a-1","type":"Gone","time":"2026-01-02T00:00:00Z"})"
                           "\n"
                           R"({"id":"e-3","stream":"a-1","type":"W","time":"2026-01-03T00:00:00Z","data":{"w":1}})"
                           "\n";
  test::import_text(*test::open_sqlite(folder / "evs.db"), text);
  return read_through(open_reader(StoreLocation{folder / "evs.db"}),
                      upcasting_stage(model_of(model), std::make_shared<ModelNotes>()));
}

std::string ids(Reader& reader, const Selection& selection) {
  std::string out;
  for (const Event& event : test::events_of(reader, selection)) out += (out.empty() ? "" : " ") + event.id;
  return out;
}

TEST_CASE("selectors speak of what upcasters make") {
  const test::TemporaryFolder folder;
  const auto reader = through(folder);
  Selection selection;
  CHECK(ids(*reader, selection) == "e-1 e-1#1 e-1#2 e-1#3 e-3");
  selection.types = {"W"};
  CHECK(ids(*reader, selection) == "e-1#2 e-3");
  selection.types = {"Gone"};
  CHECK(ids(*reader, selection).empty());
  selection.types.clear();
  selection.reverse = true;
  selection.limit = 2;
  CHECK(ids(*reader, selection) == "e-3 e-1#3");
}

TEST_CASE("a state between events that came of one is never shown or asked about") {
  const test::TemporaryFolder folder;
  const std::string reducer =
      "reducer 'a' { initial = { n = 0 }, default = function(s, e) s.n = s.n + 1 end,\n"
      "  invariant = { ['all four or none'] = function(s) return s.n ~= 1 and s.n ~= 2 and s.n ~= 3 end,\n"
      "                ['four is too much'] = function(s) return s.n < 4 end } }\n";
  const auto reader = through(folder, chain + reducer);
  const auto reducers = model_reducers(model_of(reducer), std::make_shared<ModelNotes>());
  const StreamName stream("a-1");
  CHECK(replay_stream(*reader, stream, *reducers, {Seq{1}, {}, {}})->state == R"({"n":4})");
  CHECK(replay_stream(*reader, stream, *reducers, {Seq{2}, {}, {}})->seq == Seq{1});
  CHECK(replay_stream(*reader, stream, *reducers, {{}, {}, parse_timestamp("2026-01-01T00:00:00Z")})->state ==
        R"({"n":4})");
  for (const StateBefore before : {StateBefore::fold_again, StateBefore::keep}) {
    const Checked checked = check_stream(*reader, stream, *reducers, {}, before);
    REQUIRE(checked.broken);
    CHECK(checked.broken->invariant == "four is too much");
    CHECK(checked.broken->event.id == "e-1#3");
    CHECK(checked.broken->before == R"({"n":0})");
    CHECK(checked.broken->after == R"({"n":4})");
  }
}

TEST_CASE("the tests of an upcaster are compared with what it makes") {
  const auto problem = [](const std::string& test) {
    const auto model = model_of(
        "upcast 'T' { from = 1, to = 2, reason = 'x', function(e)\n"
        "  if e.data.drop then return {} end e.data.n = 1; return { e, { type = 'U' } } end, test = { " +
        test + " } }");
    return run_upcast_tests(*model).at(0).problem;
  };
  CHECK(problem("{ { data = { a = 1 } }, { { data = { a = 1, n = 1 } }, { type = 'U', data = { a = 1 } } } }") ==
        test::nothing);
  CHECK(problem("{ { data = { drop = true } }, {} }") == test::nothing);
  CHECK(problem("{ {}, { data = { n = 1 } } }") == "it makes 2 events, not 1");
  CHECK(problem("{ {}, { { data = { n = 2 } }, { type = 'U' } } }") == "event 1: data/n is 1, not 2");
  CHECK(problem("{ {}, { { data = { n = 1 } }, { type = 'V' } } }") == "event 2: it is a 'U', not a 'V'");
  CHECK(problem("{ { data = 5 }, {} }") == "model.lua:2: attempt to index a number value (field 'data')");
  CHECK(said_by([&] { problem("{ { type = 'U' }, {} }"); }) ==
        "[bad-input] model.lua:1: upcaster 'T 1 to 2', test 1: its event is of another type or schema");
}

TEST_CASE("a check counts what becomes of every stored event") {
  const test::TemporaryFolder folder;
  through(folder);
  const UpcastCounts counts =
      count_upcasts(*open_reader(StoreLocation{folder / "evs.db"}), model_of(chain), [](std::int64_t) {});
  REQUIRE(counts.rules.size() == 4);
  CHECK(counts.rules[0].in == 1);
  CHECK(counts.rules[3].dropped == 1);
  REQUIRE(counts.types.size() == 3);
  CHECK(counts.types[0].type == "Gone");
  CHECK(counts.types[0].out == 0);
  CHECK(counts.types[1].out == 4);
  CHECK(counts.types[1].problem == test::nothing);
}

TEST_CASE("a check finds events that stop before the newest, and those that fail") {
  const test::TemporaryFolder folder;
  through(folder);
  const UpcastCounts counts =
      count_upcasts(*open_reader(StoreLocation{folder / "evs.db"}),
                    model_of("upcast 'T' { from = 2, to = 3, function(e) return e end }\n"
                             "upcast 'Gone' { from = 1, to = 2, function(e) return e.data.x.y end }"),
                    [](std::int64_t) {});
  CHECK(counts.types[0].problem ==
        "model.lua:2: attempt to index a nil value (field 'x') (in upcaster 'Gone 1 to 2', at event 2 of stream "
        "'a-1' (Gone, position 2))");
  CHECK(counts.types[0].failed == 1);
  CHECK(counts.types[1].problem == "no upcaster leads on from 'T' 1; the newest is 3");
}

}  // namespace
}  // namespace evs
