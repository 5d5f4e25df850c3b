#include "core/model/engine.hpp"
#include "tests/expect.hpp"
#include "tests/models.hpp"

namespace evs {
namespace {

using test::folded;
using test::model_of;
using test::refusal_of;
using test::said_by;

TEST_CASE("a rule changes the state in place or returns another") {
  CHECK(folded("reducer 'a' { initial = { n = 0 }, Add = function(s, e) s.n = s.n + e.data end, "
               "Reset = function() return { n = -1 } end }",
               {{"Add", "2"}, {"Add", "3"}}) == R"({"n":5})");
  CHECK(folded("reducer 'a' { Add = function(s, e) s.n = e.data end, Reset = function() return { n = -1 } end }",
               {{"Add", "2"}, {"Reset", "{}"}}) == R"({"n":-1})");
  CHECK(folded("reducer 'a' { initial = 5, T = function(s) return s + 1 end }", {{"T", "{}"}}) == "6");
}

TEST_CASE("every stream begins with an initial state of its own") {
  const auto reducers = model_reducers(
      model_of("reducer 'a' { initial = { list = array{} }, T = function(s, e) append(s.list, e.data) end }"),
      std::make_shared<ModelNotes>());
  const auto one = test::fold_of(*reducers, {{"T", "1"}, {"T", "2"}});
  const auto other = test::fold_of(*reducers, {{"T", "3"}});
  CHECK(one->state() == R"({"list":[1,2]})");
  CHECK(other->state() == R"({"list":[3]})");
  CHECK(reducers->begin("a-9")->state() == R"({"list":[]})");
}

TEST_CASE("the default says what becomes of other types") {
  const auto with = [](const std::string& otherwise) {
    return folded("reducer 'a' { default = " + otherwise + ", T = function(s) s.t = 1 end }",
                  {{"T", "{}"}, {"Other", R"({"x":1})"}});
  };
  CHECK(with("'ignore'") == R"({"t":1})");
  CHECK(with("'merge'") == R"({"t":1,"x":1})");
  CHECK(with("function(s, e) s.type = e.type end") == R"({"t":1,"type":"Other"})");
  CHECK(said_by([&] { with("'error'"); }) == "[bad-input] model.lua:1: reducer 'a' has no rule for 'Other'");
  CHECK(said_by([&] { with("nil"); }) == said_by([&] { with("'error'"); }));
}

TEST_CASE("categories without a reducer are folded by merge patch") {
  const auto reducers = model_reducers(model_of("reducer 'b' {}"), std::make_shared<ModelNotes>());
  CHECK(test::fold_of(*reducers, {{"T", R"({"x":1.10})"}, {"T", R"({"y":2})"}})->state() == R"({"x":1.10,"y":2})");
}

TEST_CASE("types whose names are words of the model stand in 'on'") {
  CHECK(folded("reducer 'a' { on = { initial = function(s) s.x = 1 end, ['a b'] = function(s) s.y = 2 end } }",
               {{"initial", "1"}, {"a b", "1"}}) == R"({"x":1,"y":2})");
}

TEST_CASE("an error names file, line, rule and event") {
  try {
    folded("\nreducer 'a' {\n  T = function(s, e)\n    s.x = e.data.none.more\n  end }", {{"T", "{}"}});
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.message() == "model.lua:4: attempt to index a nil value (field 'none')");
    CHECK(error.details().at(0) == "in rule 'T' of reducer 'a', at event 1 of stream 'a-1' (T, position 101)");
    CHECK(error.hint() == "'evs read a-1 --from-seq 1 --to-seq 1' shows the event");
  }
  CHECK(said_by([] { test::after("local x = null.y"); }) ==
        "[bad-input] model.lua:1: attempt to index null (global 'null')");
  CHECK(said_by([] { test::after("error({})"); }) ==
        "[bad-input] model.lua:1: it raised an error that is no text but a table");
  CHECK(said_by([] { test::after("error('no more', 0)"); }) == "[bad-input] model.lua:1: no more");
}

TEST_CASE("stored data that is no JSON is damage, and blamed on no rule") {
  CHECK(test::kind_of([] { test::after("s.x = e.data", "{"); }) == "damaged");
  CHECK(test::kind_of([] { test::after("s.x = e.data", R"({"a":})"); }) == "damaged");
  CHECK(test::kind_of([] { test::after("s.x = e.data", R"({"a":1})"); }) == test::nothing);
}

TEST_CASE("invariants are asked in the order of their sentences") {
  const auto reducers = model_reducers(model_of("reducer 'a' { T = function(s, e) s.n = e.data end, invariant = {"
                                                "  ['b is small'] = function(s) return s.n < 10 end,"
                                                "  ['a is odd'] = function(s, e) return e.data % 2 == 1 end } }"),
                                       std::make_shared<ModelNotes>());
  const auto broken = [&](const std::string& data) {
    EventView event;
    event.type = "T";
    event.data = data;
    const auto folding = reducers->begin("a-1");
    folding->fold(event);
    return folding->broken_invariant(event).value_or("none");
  };
  CHECK(broken("1") == "none");
  CHECK(broken("2") == "a is odd");
  CHECK(broken("11") == "b is small");
  CHECK(broken("12") == "a is odd");
}

TEST_CASE("what a model declares is known without folding") {
  const auto model = model_of(
      "reducer 'b' { T = function() end, S = function() end, invariant = { z = print or pairs, y = pairs },\n"
      "  test = { { {} }, { { type = 'T' }, {} } } }\n"
      "reducer 'a' { command = { './fold', '-x' } }");
  const auto& reducers = model->reducers();
  REQUIRE(reducers.size() == 2);
  CHECK(reducers[0].category == "b");
  CHECK(reducers[0].place == "model.lua:1");
  CHECK(reducers[1].place == "model.lua:3");
  CHECK(reducers[0].types == std::vector<std::string>{"S", "T"});
  CHECK(reducers[0].invariants == std::vector<std::string>{"y", "z"});
  CHECK(reducers[0].tests == 2);
  CHECK(reducers[1].command == std::vector<std::string>{"./fold", "-x"});
  CHECK(model->reducer_of("a") == 1);
  CHECK(!model->reducer_of("c"));
}

TEST_CASE("a declaration that makes no sense is refused with its line") {
  const std::string at = "[bad-input] model.lua:1: ";
  CHECK(refusal_of("reducer 'a'") == "[bad-input] model.lua: reducer 'a' has no table");
  CHECK(refusal_of("reducer 'a' reducer 'b' {}") == at + "reducer 'a' has no table");
  CHECK(refusal_of("reducer {}") == at + "'reducer' needs a name: reducer \"NAME\" { ... }");
  CHECK(refusal_of("reducer 'a' 'b'") == at + "reducer 'a' needs a table: reducer \"a\" { ... }");
  CHECK(refusal_of("reducer '' {}") == at + "a reducer needs the name of a category");
  CHECK(refusal_of("reducer 'order-7' {}") ==
        at + "reducer 'order-7': a category ends before the first '-'; no stream has this one");
  CHECK(refusal_of("reducer 'a' {}\nreducer 'a' {}") ==
        "[bad-input] model.lua:2: reducer 'a' is declared already, at model.lua:1");
  CHECK(refusal_of("reducer 'a' { function() end }") ==
        at + "reducer 'a': a rule has no name; write TYPE = function(s, e) ... end");
  CHECK(refusal_of("reducer 'a' { T = 1 }") ==
        at + "reducer 'a': 'T' is neither a function nor one of: initial, default, on, invariant, test, command");
  CHECK(refusal_of("reducer 'a' { default = 'explode' }") ==
        at + "reducer 'a': 'default' must be \"error\", \"merge\", \"ignore\" or a function");
  CHECK(refusal_of("reducer 'a' { T = pairs, on = { T = pairs } }") == at + "reducer 'a': there are two rules for 'T'");
  CHECK(refusal_of("reducer 'a' { invariant = { pairs } }") ==
        at + "reducer 'a': an invariant is written as [\"what always holds\"] = function(s, e) ... end");
  CHECK(refusal_of("reducer 'a' { test = { 1 } }") ==
        at + "reducer 'a': a test is a list of events and, as its last item, the state that they make");
  CHECK(refusal_of("reducer 'a' { command = {} }") ==
        at + "reducer 'a': 'command' must be a list: the program and its arguments");
  CHECK(refusal_of("reducer 'a' { command = { 'x' }, T = pairs }") ==
        at + "reducer 'a': a command folds every event; leave the functions and 'default' out");
  CHECK(refusal_of("this is not Lua") == at + "syntax error near 'is'");
  CHECK(refusal_of("reducer 'a' { T = function() reducer 'b' {} end }") == test::nothing);
  CHECK(said_by([] { test::after("reducer 'b' {}"); }) ==
        "[bad-input] model.lua:1: 'reducer' declares something only while the model is loaded");
}

TEST_CASE("a declaration of a later version is named, not ignored") {
  for (const std::string word : {"command", "projection"}) {
    CHECK(refusal_of(word + " 'X' {}") ==
          "[bad-input] model.lua:1: this version of evs does not know the declaration '" + word + "' yet");
  }
  CHECK(refusal_of("snapshots 'X' {}") == "[bad-input] model.lua:1: attempt to call a nil value (global 'snapshots')");
}

TEST_CASE("the tests of a model are events and a state") {
  ModelSource source;
  source.path = "model.lua";
  source.text =
      "reducer 'a' { T = function() end, test = {\n"
      "  { name = 'pays', { type = 'T', data = { x = array{} }, meta = { actor = 'ada' }, schema = 2 }, { paid = true "
      "} },\n"
      "  { { type = 'T' }, { type = 'T', time = '2026-01-31T12:00:00Z', data = null }, null } } }";
  Engine engine(source);
  const auto tests = engine.tests(0);
  REQUIRE(tests.size() == 2);
  CHECK(tests[0].name == "pays");
  REQUIRE(tests[0].events.size() == 1);
  CHECK(tests[0].events[0].data == R"({"x":[]})");
  CHECK(tests[0].events[0].meta == R"({"actor":"ada"})");
  CHECK(tests[0].events[0].schema == 2);
  CHECK(tests[0].state == R"({"paid":true})");
  CHECK(tests[1].name == "test 2");
  CHECK(tests[1].events[1].data == "null");
  CHECK(tests[1].events[1].seq == Seq{2});
  CHECK(tests[1].events[1].stream == "a-test");
  CHECK(tests[1].state == "null");
}

TEST_CASE("a test that is none is refused with its place") {
  const auto refused = [](const std::string& test) {
    ModelSource source;
    source.path = "model.lua";
    source.text = "reducer 'a' { test = { " + test + " } }";
    Engine engine(source);
    return said_by([&] { (void)engine.tests(0); });
  };
  const std::string at = "[bad-input] model.lua:1: reducer 'a', test 1: ";
  CHECK(refused("{ {}, {} }") == at + "event 1 has no type");
  CHECK(refused("{ 1, {} }") == at + "event 1 is no table");
  CHECK(refused("{ { typ = 'T' }, {} }") ==
        at + "event 1: 'typ' is not one of type, data, meta, schema, time and id, or not of its kind");
  CHECK(refused("{ { type = 'T', data = pairs }, {} }") ==
        at + "the data of an event is not JSON: a function is no data");
  CHECK(refused("{ fails = true, {} }") == at + "besides its events and the state, a test has only a name");
}

}  // namespace
}  // namespace evs
