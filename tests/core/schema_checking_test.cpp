#include "core/evolve/schema_checking.hpp"

#include <map>

#include "core/evolve/schema_inference.hpp"
#include "core/read_through.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

class FakeSchemas final : public Schemas {
 public:
  std::map<std::int64_t, std::string> texts;  // of type T

  void schemas(const SchemaVisitor& /*visit*/) override {}
  std::optional<StoredSchema> schema(std::string_view type, std::optional<std::int64_t> version) override {
    if (type != "T" || texts.empty()) return std::nullopt;
    const auto found = version ? texts.find(*version) : std::prev(texts.end());
    if (found == texts.end()) return std::nullopt;
    return StoredSchema{"T", found->first, found->second, {}, {}};
  }
  Enforcement enforcement() override { return {}; }
};

/// Brings T from schema 1 to 2, as a rule of a model may.
class ToSchema2 final : public EventStage {
 public:
  [[nodiscard]] Selection needed(const Selection& wanted) const override { return wanted; }
  bool pass(const EventView& event, const EventVisitor& visit) override {
    EventView newer = event;
    newer.schema = 2;
    newer.data = R"({"n":1})";
    return visit(newer);
  }
  [[nodiscard]] std::unique_ptr<EventStage> another() const override { return std::make_unique<ToSchema2>(); }
};

struct Checked {
  std::string findings;  // "position/against pointer"
  SchemaCheckCounts counts;
};

Checked checked(Reader& reader, Schemas& schemas, Against against) {
  Checked checked;
  checked.counts = check_events(
      reader, {}, schemas, against, [&](const EventView& event, std::int64_t schema, const Violation& violation) {
        checked.findings +=
            std::to_string(event.position.value) + "/" + std::to_string(schema) + violation.pointer + " ";
      });
  return checked;
}

TEST_CASE("events of evs's own types are held against nothing, and not counted") {
  const test::TemporaryFolder folder;
  const auto store = test::open_sqlite(folder / "evs.db");
  NewEvent event;
  event.type = "$evs.baseline";
  const AppendRequest request{StreamName("a-1"), {}, {event}};
  store->append({&request, 1});
  FakeSchemas schemas;
  CHECK(checked(*store, schemas, Against::own).counts.events == 0);
}

TEST_CASE("an event that a purge has taken something of is held against nothing") {
  const test::TemporaryFolder folder;
  const auto store = test::open_sqlite(folder / "evs.db");
  test::import_text(*store, test::joined({R"({"stream":"a-1","type":"T","data":{"m":null},"meta":{"purged":true}})",
                                          R"({"stream":"a-1","type":"T","data":{"m":null},"meta":{"a":"purged"}})"}));
  FakeSchemas schemas;
  schemas.texts = {{1, R"({"properties":{"m":{"type":"string"}}})"}};
  const Checked own = checked(*store, schemas, Against::own);
  CHECK(own.findings == "2/1/m ");
  CHECK(own.counts.purged == 1);
}

TEST_CASE("stored events are held against the schemas of their versions, upcast ones against the newest") {
  const test::TemporaryFolder folder;
  const auto store = test::open_sqlite(folder / "evs.db");
  test::import_text(
      *store, test::joined({R"({"stream":"a-1","type":"T","data":{"m":1}})", R"({"stream":"a-1","type":"T","data":{}})",
                            R"({"stream":"a-1","type":"T","schema":2,"data":{"n":"x"}})",
                            R"({"stream":"a-1","type":"T","schema":3,"data":{}})",
                            R"({"stream":"a-1","type":"U","data":{}})"}));
  FakeSchemas schemas;
  schemas.texts = {{1, R"({"required":["m"]})"}, {2, R"({"properties":{"n":{"type":"integer"}}})"}};
  const Checked own = checked(*store, schemas, Against::own);
  CHECK(own.findings == "2/1 3/2/n ");
  CHECK(own.counts.events == 5);
  CHECK(own.counts.without == 2);
  CHECK(own.counts.findings == 2);

  CHECK(checked(*store, schemas, Against::newest).findings == "1/2 2/2 3/2/n ");  // nothing brings 1 and 2 there
  const auto upcast = read_through(store->another(), std::make_unique<ToSchema2>());
  CHECK(checked(*upcast, schemas, Against::newest).findings == test::nothing);
}

TEST_CASE("an inferred schema takes what it was inferred from") {
  const std::vector<std::string> values = {R"({"a":1,"b":[1,2.5,"x"],"c":{"d":null}})",
                                           R"({"a":1.0,"b":[],"c":{"d":true,"e f/~":{}}})",
                                           R"({"a":12345678901234567890,"c":{},"b":null})",
                                           "[]",
                                           "7",
                                           R"("text")",
                                           "null",
                                           "1e400"};
  SchemaInference inference;
  for (const std::string& value : values) inference.add(value);
  JsonSchema schema(inference.schema("a 'title' with \"signs\""));
  for (const std::string& value : values) {
    INFO(value);
    CHECK_FALSE(schema.violation_in(value));
  }
  CHECK(schema.violation_in("true"));
  CHECK(schema.violation_in(R"({"a":"x","b":[],"c":{}})")->pointer == "/a");
}

TEST_CASE("an inferred schema counts types and members, and demands what all have") {
  SchemaInference inference;
  inference.add(R"({"a":1,"b":"x"})");
  inference.add(R"({"a":null})");
  CHECK(inference.schema("T") ==
        R"({"$schema":"http://json-schema.org/draft-07/schema#","title":"T","type":"object","$comment":"2 object",)"
        R"("properties":{"a":{"type":["null","integer"],"$comment":"in 2 of 2: 1 null, 1 integer"},)"
        R"("b":{"type":"string","$comment":"in 1 of 2: 1 string"}},"required":["a"]})");
}

TEST_CASE("objects whose keys are data are not told apart member by member") {
  SchemaInference inference;
  for (int i = 0; i < 1000; ++i) inference.add("{\"" + std::to_string(i) + "\":" + std::to_string(i) + "}");
  CHECK(inference.schema("T").size() < 200);
}

}  // namespace
}  // namespace evs
