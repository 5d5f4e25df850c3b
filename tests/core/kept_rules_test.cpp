// What is kept for baselines: evs-store(5).
#include "core/evolve/kept_rules.hpp"

#include "tests/expect.hpp"
#include "tests/models.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

ModelSource source(const std::string& text, std::vector<LoadedText> modules = {}) {
  ModelSource rules{"model.lua", text};
  rules.modules = std::move(modules);
  return rules;
}

const std::vector<LoadedText> two_modules = {{"lib", "lib.lua", "return 1"}, {"b.c", "b/c.lua", "return 'ü'"}};

/// The event as it stands in a store.
Event stored(const NewEvent& event) {
  Event one;
  one.id = event.id;
  one.stream = rules_stream;
  one.seq = Seq{1};
  one.position = Position{1};
  one.type = event.type;
  one.schema = event.schema;
  one.time = event.time.value_or(Timestamp{1});
  one.data = event.data;
  one.meta = event.meta;
  return one;
}

TEST_CASE("the digest of rules covers the text and the modules, by their names") {
  CHECK(to_hex(rules_digest(source(""))) == "f8e9efd2862ba20280503c7746e0790a1a369cf6203963fd9c7bffcb3be5d1ed");
  CHECK(to_hex(rules_digest(source("reducer 'a' {}", two_modules))) ==
        "354fae04c33ea7d6a2a21e04678d61386a972fcfbba0e3d379818a1d0072b9d1");
  CHECK(rules_digest(source("", {two_modules[1], two_modules[0]})) == rules_digest(source("", two_modules)));
  CHECK(rules_digest(source("a", {{"b", "", "c"}})) != rules_digest(source("a", {{"bc", "", ""}})));
}

TEST_CASE("the same rules are the same event everywhere") {
  const NewEvent event = rules_event(source("reducer 'a' {}", two_modules));
  CHECK(event.id == "evs.rules:" + to_hex(rules_digest(source("reducer 'a' {}", two_modules))));
  CHECK(event.data ==
        R"({"text":"reducer 'a' {}","modules":[{"name":"b.c","text":"return 'ü'"},{"name":"lib","text":"return 1"}]})");
  CHECK(event.time == Timestamp{});
  CHECK(event.meta == "{}");
  CHECK(fault_of_kept(stored(event).view()).value_or("") == test::nothing);
}

TEST_CASE("a schema is kept by the SHA-256 of its text") {
  const NewEvent event = schema_event(R"({"type":"object"})");
  CHECK(event.id == "evs.schema:a2c799262a3ce3c19ef5cdd983bf3d12b43ab3c426227091b909dcb7054738c0");
  CHECK(event.data == R"({"text":"{\"type\":\"object\"}"})");
  CHECK(fault_of_kept(stored(event).view()).value_or("") == test::nothing);
}

TEST_CASE("what is not as it was kept is told") {
  const Event good = stored(rules_event(source("x = 1")));
  const auto fault_after = [&](auto edit) {
    Event event = good;
    edit(event);
    return fault_of_kept(event.view()).value_or("");
  };
  CHECK(fault_after([](Event&) {}) == test::nothing);
  CHECK(fault_after([](Event& event) { event.data = R"({"text":"x = 2","modules":[]})"; }) ==
        "its id is not that of what it holds");
  CHECK(fault_after([](Event& event) { event.data = R"({"modules":[],"text":"x = 1"})"; }) ==
        "its data are not what evs writes");
  CHECK(fault_after([](Event& event) { event.data = "{"; }) != test::nothing);
  CHECK(fault_after([](Event& event) { event.data = "null"; }) == "its data are not what evs writes");
  CHECK(fault_after([](Event& event) { event.data = R"({"text":1,"modules":{}})"; }) != test::nothing);
  CHECK(fault_after([](Event& event) { event.meta = R"({"a":1})"; }) ==
        "its time and its meta are not those of what is kept");
  CHECK(fault_after([](Event& event) { event.time = Timestamp{1}; }) ==
        "its time and its meta are not those of what is kept");
  CHECK(fault_after([](Event& event) { event.schema = 2; }) == "it is of schema 2, which this evs does not know");
  CHECK(fault_after([](Event& event) { event.type = "T"; }) == "an event of type 'T' is not kept");
}

TEST_CASE("a model that is not UTF-8 cannot be kept") {
  CHECK(test::kind_of([] { rules_event(source("-- \xE9")); }) == "bad-input");
  CHECK(test::kind_of([] { rules_event(source(std::string(std::size_t{16} << 20U, 'x'))); }) == "bad-input");
}

/// A store that keeps these rules, and what they fold one event of category a to.
std::string folded_by_kept(const ModelSource& rules, const UsedRules& used) {
  const test::TemporaryFolder folder;
  const auto store = test::open_sqlite(folder / "evs.db");
  const AppendRequest request{StreamName(rules_stream), {}, {rules_event(rules)}};
  store->append({&request, 1});
  KeptRules kept(*store);
  const FoldRules by = kept.rules_for(used);
  return test::fold_of(*by.reducers, {{"T", R"({"n":2})"}})->state();
}

TEST_CASE("a model is loaded from what is kept, its modules too") {
  const ModelSource rules =
      source("local lib = require('lib') reducer 'a' { T = function(s, e) s.n = lib.twice(e.data.n) end }",
             {{"lib", "lib.lua", "return { twice = function(n) return 2 * n end }"}});
  CHECK(folded_by_kept(rules, {"model", false, rules_digest(rules)}) == R"({"n":4})");
  CHECK(folded_by_kept(rules, {"last", false, std::nullopt}) == R"({"n":2})");
}

TEST_CASE("a kept model has no way to files") {
  const test::TemporaryFolder folder;
  test::write_file(folder / "lib.lua", "return 1");
  ModelSource rules = source("reducer 'a' { T = function(s, e) s.n = require('lib') end }");
  rules.text = "local lib = require('lib') reducer 'a' { T = function(s, e) s.n = lib end }";
  rules.path = folder / "model.lua";
  CHECK(Model(rules).reducers().size() == 1);  // the control: the file is there
  CHECK(test::kind_of([&] { folded_by_kept(rules, {"model", false, rules_digest(rules)}); }) == "bad-input");
}

TEST_CASE("rules that are not kept are told") {
  const ModelSource rules = source("reducer 'a' {}");
  CHECK(test::kind_of([&] { folded_by_kept(rules, {"model", false, rules_digest(source("other"))}); }) == "damaged");
}

}  // namespace
}  // namespace evs
