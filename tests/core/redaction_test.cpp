#include "core/privacy/redaction.hpp"

#include <algorithm>
#include <random>

#include "core/codec/json.hpp"
#include "core/privacy/json_places.hpp"
#include "core/privacy/purge_plan.hpp"
#include "tests/core/stored.hpp"
#include "tests/expect.hpp"
#include "tests/models.hpp"
#include "tests/random_json.hpp"

namespace evs {
namespace {

using test::model_of;
using test::Stored;
using test::view_of;

/// "DATA META" of what is left of an event of type T after the purge of `subject`; "" if it is not touched.
std::string left_of(const std::string& model, const std::string& subject, const Stored& stored) {
  const auto declared = model_of(model);
  const PersonalRules rules(*declared);
  const EventView event = view_of(stored);
  const auto redaction = DataSubject(rules, subject).in(event);
  if (!redaction) return "";
  const RedactedEvent left = redacted(event, *redaction);
  return left.data + " " + left.meta;
}

TEST_CASE("only the named values of the subject's events become null") {
  const std::string model = "personal 'T' { subject = '/id', fields = { '/name', '/tags/*' } }";
  CHECK(left_of(model, "ada", {R"({"n":1.10,"id":"ada","name":{"x":[1,2]},"tags":["a","b"],"e":"\u0041"})"}) ==
        R"({"n":1.10,"id":null,"name":null,"tags":[null,null],"e":"\u0041"} {"purged":true})");
  CHECK(left_of(model, "ada", {R"({"id":"bob","name":"ada"})"}).empty());
  CHECK(left_of(model, "ada", {R"({"id":null,"name":"ada"})"}).empty());
  CHECK(left_of(model, "ada", {"[]"}).empty());
  CHECK(left_of(model, "ada", {"17"}).empty());
}

TEST_CASE("ids are found however they are spelled") {
  const std::string model = "personal 'T' { subject = '/id' }";
  const auto finds = [&](const std::string& id, const std::string& value) {
    return !left_of(model, id, {"{\"id\":" + value + "}"}).empty();
  };
  CHECK(finds("42", "42"));
  CHECK(finds("42", "\"42\""));
  CHECK(finds("42", "42.0"));
  CHECK(finds("42", "4.2e1"));
  CHECK(finds("42", "420E-1"));
  CHECK_FALSE(finds("42", "-42"));
  CHECK_FALSE(finds("42", "421"));
  CHECK(finds("12345678901234567890", "12345678901234567890"));
  CHECK_FALSE(finds("12345678901234567890", "12345678901234567891"));
  CHECK(finds("ada/\"x\" \xF0\x9F\x98\x80", R"("ada\/\"x\" \ud83d\ude00")"));
  CHECK(finds("ada", R"("\u0061da")"));
  CHECK_FALSE(finds("ada", "\"Ada\""));
  CHECK_FALSE(finds("true", "true"));
  CHECK_FALSE(finds("null", "null"));
}

TEST_CASE("keys are compared without their escapes, and each of two equal keys counts") {
  const std::string model = "personal 'T' { subject = '/a~1b/~0', fields = '/n' }";
  CHECK(left_of(model, "ada", {R"({"\u0061\/b":{"~":"ada"},"n":1,"\u006e":2})"}) ==
        R"({"\u0061\/b":{"~":null},"n":null,"\u006e":null} {"purged":true})");
  CHECK(left_of("personal 'T' { subject = '/id' }", "ada", {R"({"id":"bob","id":"ada"})"}) ==
        R"({"id":"bob","id":null} {"purged":true})");
}

TEST_CASE("several subjects in one event keep each other intact") {
  const std::string items = "personal 'T' { subject = '/to/*/id', fields = '/to/*/name' }";
  const Stored two{R"({"to":[{"id":"ada","name":"A"},{"id":"bob","name":"B"},{"name":"C"}]})"};
  CHECK(left_of(items, "ada", two) ==
        R"({"to":[{"id":null,"name":null},{"id":"bob","name":"B"},{"name":"C"}]} {"purged":true})");
  CHECK(left_of(items, "bob", two) ==
        R"({"to":[{"id":"ada","name":"A"},{"id":null,"name":null},{"name":"C"}]} {"purged":true})");
  const std::string pair =
      "personal 'T' { subject = { '/from/id', '/to/id' }, fields = { '/from/name', '/to/name', '/note' } }";
  CHECK(left_of(pair, "bob", {R"({"from":{"id":"ada","name":"A"},"to":{"id":"bob","name":"B"},"note":"n"})"}) ==
        R"({"from":{"id":"ada","name":"A"},"to":{"id":null,"name":null},"note":null} {"purged":true})");
}

TEST_CASE("all rules of a type apply, those of another schema do not") {
  const std::string model =
      "personal 'T' { subject = '/id', fields = '/a' } personal 'T' { subject = '/id', fields = '/b' } "
      "personal 'T' { schema = 2, subject = '/id', fields = '/c' }";
  CHECK(left_of(model, "x", {R"({"id":"x","a":1,"b":2,"c":3})"}) ==
        R"({"id":null,"a":null,"b":null,"c":3} {"purged":true})");
  CHECK(left_of(model, "x", {R"({"id":"x","a":1,"b":2,"c":3})", "{}", "a-1", "T", 2}) ==
        R"({"id":null,"a":null,"b":null,"c":null} {"purged":true})");
}

TEST_CASE("a mention goes from other people's events, and so does an id in a named place of the meta") {
  const std::string model = "personal 'T' { subject = '/id', fields = '/name', meta = '/actor', mentions = '/cc/*' }";
  CHECK(left_of(model, "ada", {R"({"id":"bob","name":"B","cc":["eve","ada"]})", R"({"actor":"ada","x":1})"}) ==
        R"({"id":"bob","name":"B","cc":["eve",null]} {"actor":null,"x":1,"purged":true})");
  CHECK(left_of(model, "bob", {R"({"id":"bob","name":"B","cc":["eve","ada"]})", R"({"actor":"ada","x":1})"}) ==
        R"({"id":null,"name":null,"cc":["eve","ada"]} {"actor":null,"x":1,"purged":true})");
}

TEST_CASE("the owner of a stream is what its name says behind the category") {
  const std::string model = "personal 'T' { subject = 'stream', event = true }";
  CHECK(left_of(model, "b-c", {"[1]", R"({"x":1})", "a-b-c"}) == R"(null {"purged":true})");
  CHECK(left_of(model, "a-b-c", {"[1]", R"({"x":1})", "a-b-c"}) == R"(null {"purged":true})");
  CHECK(left_of(model, "c", {"[1]", "{}", "a-b-c"}).empty());
  CHECK(left_of(model, "1", {"null", R"({"purged":true})"}).empty());
}

TEST_CASE("where a whole event goes from a stream of others, its meta stays") {
  const std::string model = "personal 'T' { subject = '/id', event = true }";
  CHECK(left_of(model, "ada", {R"({"id":"ada"})", R"({"purged":0,"x":1})"}) == R"(null {"purged":true,"x":1})");
}

TEST_CASE("a stream that is named by a person owns its events unless they name somebody else") {
  const std::string model = "personal 'T' { subject = '/id', fields = '/name' } personal_streams { 'user' }";
  CHECK(left_of(model, "ada", {R"({"name":"A"})", "{}", "user-ada"}) == R"({"name":null} {"purged":true})");
  CHECK(left_of(model, "ada", {R"({"id":"bob","name":"B"})", "{}", "user-ada"}).empty());
  CHECK(left_of(model, "ada", {R"({"name":"A"})", "{}", "order-ada"}).empty());
}

TEST_CASE("ids and times go only if a rule says so") {
  const auto declared = model_of("personal 'T' { subject = '/id', id = true, time = 'day' }");
  const PersonalRules rules(*declared);
  const Stored stored{R"({"id":"ada"})"};
  const EventView event = view_of(stored);
  const RedactedEvent left = redacted(event, *DataSubject(rules, "ada").in(event));
  CHECK(left.needs_id);
  CHECK(to_string(left.time) == "2026-01-31T00:00:00Z");
}

TEST_CASE("an id that may be a digest of what goes, goes with it") {
  const auto loses_id = [](const std::string& model, const std::string& id, const std::string& subject) {
    const auto declared = model_of(model);
    const PersonalRules rules(*declared);
    const Stored stored{R"({"id":"ada","n":1})", "{}", "user-ada"};
    EventView event = view_of(stored);
    event.id = id;
    const auto redaction = DataSubject(rules, subject).in(event);
    return redaction && redaction->loses(Erases::id);
  };
  const std::string digest = "7d3b257f-e99e-80b3-b091-47aecbcd4a44";
  const std::string random = "7d3b257f-e99e-40b3-b091-47aecbcd4a44";
  const std::string rule = "personal 'T' { subject = '/id' }";
  CHECK(loses_id(rule, digest, "ada"));
  CHECK_FALSE(loses_id(rule, random, "ada"));
  CHECK_FALSE(loses_id(rule, digest, "bob"));
  const std::string only_named = "personal 'T' { none = true } personal_streams { 'user' }";
  CHECK(loses_id(only_named, digest, "ada"));  // the name of the stream is in it
  CHECK_FALSE(loses_id(only_named, random, "ada"));
  CHECK_FALSE(loses_id("personal 'T' { none = true }", digest, "ada"));
}

TEST_CASE("what is stored and is no JSON stops the search") {
  const std::string model = "personal 'T' { subject = '/id' }";
  CHECK(test::kind_of([&] { left_of(model, "x", {"{"}); }) == "damaged");
  CHECK(test::kind_of([&] { left_of(model, "x", {"{}", "[]"}); }) == "damaged");
  CHECK(test::kind_of([&] { left_of(model, "x", {"{\"id\": 1}"}); }) == "damaged");
}

TEST_CASE("outside of what becomes null, every byte stays") {
  std::mt19937 random(7);
  std::size_t replaced = 0;
  for (int round = 0; round < 4000; ++round) {
    const std::string json = test::random_json(random, 5);
    const char* patterns[] = {"", "/a", "/*", "/a/*", "/*/*", "/b/a", "/0", "/*/1/*"};
    const auto places = places_of(json, PointerPattern(patterns[random() % std::size(patterns)]));
    std::vector<std::string_view> values;
    for (const Place& place : places) values.push_back(place.value);
    const std::string left = with_nulls(json, values);
    std::string expected;  // the same, cut together from the bytes between the places
    std::size_t done = 0;
    for (const std::string_view value : values) {
      const auto at = static_cast<std::size_t>(value.data() - json.data());
      expected += json.substr(done, at - done) + "null";
      done = at + value.size();
      ++replaced;
    }
    expected += json.substr(done);
    REQUIRE(left == expected);
    REQUIRE_FALSE(json::fault_of_payload(left, "{}"));
    std::shuffle(values.begin(), values.end(), random);
    REQUIRE(with_nulls(json, values) == left);
  }
  CHECK(replaced > 1000);
}

TEST_CASE("a plan can be read back") {
  PurgePlan plan;
  plan.subject = "a\"b";
  plan.leave = {"X", "Y"};
  plan.store = "00";
  plan.rules = "11";
  plan.head = {Position{7}, Digest{}};
  plan.positions = {Position{1}, Position{7}};
  const PurgePlan read = parse_plan(plan.json(), "it");
  CHECK(read.json() == plan.json());
  CHECK(test::kind_of([] { parse_plan("{}", "it"); }) == "bad-input");
  CHECK(test::kind_of([] { parse_plan("[", "it"); }) == "bad-input");
}

}  // namespace
}  // namespace evs
