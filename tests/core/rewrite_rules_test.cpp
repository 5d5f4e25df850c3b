#include "core/evolve/rewrite_checking.hpp"
#include "tests/expect.hpp"
#include "tests/models.hpp"

namespace evs {
namespace {

using test::model_of;
using test::refusal_of;
using test::said_by;

/// What is wrong with the first test of a model.
std::string problem(const std::string& model) { return run_rewrite_tests(*model_of(model)).at(0).problem; }

const std::string at = "[bad-input] model.lua:1: ";

TEST_CASE("a merge rule that makes no sense is refused with its line") {
  const std::string t = at + "merge_events 'T': ";
  CHECK(refusal_of("merge_events 'T' {}") == t + "it needs a function: function(a, b) ... return a end");
  CHECK(refusal_of("merge_events 'T' { function(a, b) end }") == t + "it needs a reason: reason = \"why\"");
  CHECK(refusal_of("merge_events 'T' { reason = '' }") ==
        t + "'reason' must say in a sentence why the events need not stay apart");
  for (const std::string within : {"0", "1.5", "'60'", "9000000001"}) {
    CHECK(refusal_of("merge_events 'T' { within = " + within + " }") ==
          t + "'within' must be seconds: a whole number from 1");
  }
  CHECK(refusal_of("merge_events 'T' { fun = function(a, b) end }") ==
        t + "it takes within, reason, one function without a name, and test");
  CHECK(refusal_of("merge_events 'T' { test = { { {}, {} } } }") ==
        t + "'test' is a list of tests, each a list of three: two events, and what the function must return");
  CHECK(refusal_of("merge_events '$T' {}") == at + "merge_events '$T': types that start with $ are evs's own");
  CHECK(refusal_of("merge_events '' {}") ==
        at + "merge_events '': its name is no type: 1 to 255 bytes of UTF-8 without control characters");
  const std::string one = "merge_events 'T' { reason = 'x', function(a, b) return a end }";
  CHECK(refusal_of(one + "\n" + one) ==
        "[bad-input] model.lua:2: merge_events 'T': there is one already, at model.lua:1");
}

TEST_CASE("a renaming that makes no sense is refused with its line") {
  CHECK(refusal_of("rename_streams {}") ==
        at + "rename_streams needs a function: function(stream) ... return stream end");
  CHECK(refusal_of("rename_streams { f = function(s) end }") ==
        at + "rename_streams takes one function without a name, and test");
  CHECK(refusal_of("rename_streams { test = { { 'a' } } }") ==
        at + "rename_streams: 'test' is a list of tests, each a list of two: a stream's name, and the new one");
  const std::string one = "rename_streams { function(s) return s end }";
  CHECK(refusal_of(one + "\n" + one) == "[bad-input] model.lua:2: rename_streams is declared already, at model.lua:1");
}

TEST_CASE("the tests of a merge rule are compared with what it makes") {
  const auto of = [](const std::string& test) {
    return problem(
        "merge_events 'T' { reason = 'x', function(a, b)\n"
        "  if b.data.stop then return false end a.data.n = a.data.n + b.data.n; return a end, test = { " +
        test + " } }");
  };
  CHECK(of("{ { data = { n = 1 } }, { data = { n = 2 } }, { data = { n = 3 } } }") == test::nothing);
  CHECK(of("{ { data = { n = 1 } }, { data = { n = 2 } }, { data = { n = 4 } } }") == "data/n is 3, not 4");
  CHECK(of("{ { data = { n = 1 } }, { data = { stop = true } }, false }") == test::nothing);
  CHECK(of("{ { data = { n = 1 } }, { data = { stop = true } }, {} }") == "it keeps the two apart");
  CHECK(of("{ { data = { n = 1 } }, { data = { n = 2 } }, false }") == "it merges the two, which are to stay apart");
  CHECK(of("{ {}, {}, {} }") == "model.lua:2: attempt to perform arithmetic on a nil value (field 'n')");
  CHECK(said_by([&] { of("{ { type = 'U' }, {}, {} }"); }) ==
        "[bad-input] model.lua:1: merge_events 'T', test 1: its events are of another type, or of different schemas");
  CHECK(said_by([&] { of("{ {}, {}, {}, called = 'x' }"); }) ==
        "[bad-input] model.lua:1: merge_events 'T', test 1: besides what goes in and what must become of it, a test "
        "has only a name");
}

TEST_CASE("the tests of a renaming are compared with the names that it gives") {
  const auto of = [](const std::string& test) {
    return problem("rename_streams { function(s) return 'x' .. s end, test = { " + test + " } }");
  };
  CHECK(of("{ 'a-1', 'xa-1' }") == test::nothing);
  CHECK(of("{ 'a-1', 'a-1', name = 'it stays' }") == "it is 'xa-1', not 'a-1'");
  CHECK(said_by([&] { of("{ 'a-1', 5 }"); }) ==
        "[bad-input] model.lua:1: rename_streams, test 1: a stream's name is a string");
}

TEST_CASE("a model's rules for rewriting are known without a rewrite") {
  const auto model = model_of(
      "merge_events 'T' { within = 60, reason = 'x', function(a, b) return a end, test = { { {}, {}, {} } } }\n"
      "rename_streams { function(s) return s end }");
  REQUIRE(model->merges().size() == 1);
  CHECK(name(model->merges()[0]) == "merge_events 'T'");
  CHECK(model->merges()[0].within == 60);
  CHECK(model->merges()[0].tests == 1);
  REQUIRE(model->renaming());
  CHECK(model->renaming()->place == "model.lua:2");
}

}  // namespace
}  // namespace evs
