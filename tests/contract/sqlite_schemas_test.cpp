// The schemas that a SQLite store keeps, and what is refused where they are enforced.
#include "tests/contract/appending.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using contract::appended;
using contract::found_in;
using contract::new_event;
using contract::outcome_of;
using contract::request;
using test::error_of;
using test::kind_of;
using test::nothing;

constexpr const char* counts = R"({"type":"object","required":["n"],"properties":{"n":{"type":"integer"}}})";

/// A store with a schema for version 1 of type T, and another connection to it.
struct Kept {
  Kept() : store(test::open_sqlite(path)), schemas(open_schema_keeping(contract::location_of(path))) {
    schemas->add("T", 1, counts);
  }

  [[nodiscard]] std::string append(const std::string& data, std::int64_t schema = 1) const {
    NewEvent event = new_event("", data);
    event.schema = schema;
    return appended(*store, "a-1", "any", {event});
  }

  test::TemporaryFolder folder;
  std::string path = folder / "evs.db";
  std::unique_ptr<Store> store;
  std::unique_ptr<SchemaKeeping> schemas;
};

TEST_CASE("a purge tells of tables that are not evs's, and of no others") {
  const Kept kept;
  kept.schemas->enforce("T", true);
  const auto foreign = [&] { return open_erasure(contract::location_of(kept.path))->foreign_tables(); };
  CHECK(foreign().empty());
  test::RawSqlite(kept.path).execute("CREATE TABLE notes (text); CREATE TABLE event (text)");
  CHECK(foreign() == std::vector<std::string>{"event", "notes"});
}

TEST_CASE("a store without schemas has no table for them, and needs none") {
  const test::TemporaryFolder folder;
  const std::string path = folder / "evs.db";
  { test::open_sqlite(path); }
  const auto schemas = open_schemas(contract::location_of(path));
  CHECK_FALSE(schemas->schema("T", 1));
  CHECK(schemas->enforcement().types.empty());
  CHECK(test::RawSqlite(path).value("SELECT count(*) FROM sqlite_schema WHERE name IN ('schemas', 'enforced_types')") ==
        "0");
}

TEST_CASE("a schema is kept for ever, as it was added") {
  const Kept kept;
  CHECK(kept.schemas->add("T", 1, counts) == SchemaKeeping::Added::before);
  const Error error = error_of([&] { kept.schemas->add("T", 1, "{}"); });
  CHECK(error.kind() == ErrorKind::conflict);
  CHECK(error.message() == "schema 1 of 'T' is another text already");
  CHECK(kept.schemas->add("T", 3, "{}") == SchemaKeeping::Added::now);
  CHECK(kept.schemas->add("a 'type' with \"signs\" ü", 1, "true") == SchemaKeeping::Added::now);
  CHECK(kept.schemas->schema("T", 1)->text == counts);
  CHECK(kept.schemas->schema("T", std::nullopt)->schema == 3);
  CHECK_FALSE(kept.schemas->schema("T", 2));
  CHECK(kept.schemas->schema("a 'type' with \"signs\" ü", std::nullopt)->text == "true");
  CHECK(found_in(kept.path) == nothing);
}

TEST_CASE("what is not enforced is stored, whatever the schema says") {
  const Kept kept;
  CHECK(kept.append(R"({"n":"x"})") == "1@1");
  kept.schemas->enforce("U", true);
  CHECK(kept.append(R"({"n":"x"})") == "2@2");
}

TEST_CASE("an enforced type takes only events that match their schema, from the very next append on") {
  const Kept kept;
  CHECK(kept.append("{}") == "1@1");
  kept.schemas->enforce("T", true);  // by another connection
  const auto outcome = outcome_of(*kept.store, request("a-1", "any", {new_event("", R"({"n":1.5})")}));
  const Error& error = std::get<Error>(outcome);
  CHECK(error.kind() == ErrorKind::bad_input);
  CHECK(error.message() == "an event does not match schema 1 of type 'T': /n must be an integer, and is 1.5");
  CHECK(error.facts().back().value == "/n");
  CHECK(kept.append(R"({"n":2})") == "2@2");
  CHECK(kept.append(R"({"n":2})", 2) == "bad-input");  // it has no schema
  kept.schemas->add("T", 2, "true");
  CHECK(kept.append(R"({"n":2})", 2) == "3@3");
  kept.schemas->enforce("T", false);
  CHECK(kept.append("{}") == "4@4");
  CHECK(found_in(kept.path) == nothing);
}

TEST_CASE("where every type is enforced, evs's own streams are not") {
  const Kept kept;
  kept.schemas->enforce(std::nullopt, true);
  NewEvent other = new_event("");
  other.type = "Other";
  CHECK(appended(*kept.store, "a-1", "any", {other}) == "bad-input");
  CHECK(appended(*kept.store, "$evs-x", "any", {other}) == "1@1");
  CHECK(kept.append(R"({"n":1})") == "1@2");
  CHECK(kept.schemas->enforcement().every_type);
}

TEST_CASE("a batch with one event that does not match is not stored at all") {
  const Kept kept;
  kept.schemas->enforce("T", true);
  CHECK(appended(*kept.store, "a-1", "any", {new_event("1", R"({"n":1})"), new_event("2")}) == "bad-input");
  CHECK(kept.store->head().position == Position{0});
  const std::vector<AppendRequest> group = {request("a-1", "any", {new_event("1")}),
                                            request("b-1", "any", {new_event("2", R"({"n":1})")})};
  const auto outcomes = kept.store->append(group);  // requests are by themselves
  CHECK(contract::told(outcomes.at(0)) == "bad-input");
  CHECK(contract::told(outcomes.at(1)) == "1@1");
}

TEST_CASE("an event that was stored before it was enforced can be sent again") {
  const Kept kept;
  CHECK(appended(*kept.store, "a-1", "none", {new_event("1")}) == "1@1");
  kept.schemas->enforce("T", true);
  CHECK(appended(*kept.store, "a-1", "none", {new_event("1")}) == "=1@1");
  CHECK(test::import_text(*kept.store, R"({"id":"1","stream":"a-1","type":"T"})").skipped == 1);
}

TEST_CASE("an import refuses what does not match as it does a bad line") {
  const Kept kept;
  kept.schemas->enforce("T", true);
  const std::string lines =
      test::joined({R"({"stream":"a-1","type":"T","data":{"n":1}})", R"({"stream":"a-1","type":"T","data":{"n":null}})",
                    R"({"stream":"a-1","type":"T","data":{"n":2}})"});
  const Error error = error_of([&] { test::import_text(*kept.store, lines); });
  CHECK(error.kind() == ErrorKind::bad_input);
  CHECK(error.message() ==
        "input line 2: an event does not match schema 1 of type 'T': /n must be an integer, and is null");
  CHECK(kept.store->head().position == Position{0});
  ImportJob job;
  std::vector<std::int64_t> refused;
  job.on_rejected = [&](std::int64_t line, const Error&, std::string_view) { refused.push_back(line); };
  const ImportSummary summary = test::import_text(*kept.store, lines, job);
  CHECK(summary.imported == 2);
  CHECK(summary.rejected == 1);
  CHECK(refused == std::vector<std::int64_t>{2});
}

TEST_CASE("an import takes the nulls of an event that was purged, and nothing else that does not match") {
  const Kept kept;
  kept.schemas->enforce("T", true);
  const auto imported = [&](const std::string& data, const std::string& meta) {
    const std::string line = R"({"stream":"a-1","type":"T","data":)" + data + R"(,"meta":)" + meta + "}";
    return kind_of([&] { test::import_text(*kept.store, line); });
  };
  const std::string purged = R"({"purged":true})";
  CHECK(imported("null", purged) == nothing);
  CHECK(imported(R"({"n":null,"x":5})", purged) == nothing);
  CHECK(imported(R"({"n":"x"})", purged) == "bad-input");
  CHECK(imported(R"({"x":null})", purged) == "bad-input");
  for (const char* meta : {"{}", R"({"purged":1})", R"({"x":{"purged":true}})"}) {
    CHECK(imported("null", meta) == "bad-input");
    CHECK(imported(R"({"n":null})", meta) == "bad-input");
  }
  NewEvent by_a_producer = new_event("", R"({"n":null})");
  by_a_producer.meta = purged;
  CHECK(appended(*kept.store, "a-1", "any", {by_a_producer}) == "bad-input");
  CHECK(found_in(kept.path) == nothing);
}

TEST_CASE("a schema that was changed behind the back of evs is found, and nothing is written by it") {
  const Kept kept;
  kept.schemas->enforce("T", true);
  test::RawSqlite(kept.path).execute("UPDATE schemas SET text = '{\"type\":7}'");
  CHECK(kind_of([&] { appended(*kept.store, "a-1", "any", {new_event("1", "{}")}); }) == "damaged");
  CHECK(found_in(kept.path) == "schemas");
  test::RawSqlite(kept.path).execute("UPDATE schemas SET digest = x'00'");
  CHECK(kind_of([&] { static_cast<void>(kept.schemas->schema("T", 1)); }) == "damaged");
  CHECK(found_in(kept.path) == "schemas");
}

TEST_CASE("tables of schemas with parts that they cannot have are damage") {
  for (const std::string change :
       {"UPDATE schemas SET schema = 'x'", "UPDATE schemas SET schema = 0", "UPDATE schemas SET type = x'07'",
        "UPDATE schemas SET text = NULL", "UPDATE schemas SET digest = 7", "UPDATE enforced_types SET type = x'07'"}) {
    INFO(change);
    const Kept kept;
    kept.schemas->enforce("T", true);
    const test::RawSqlite raw(kept.path);
    raw.execute(
        "PRAGMA writable_schema=ON; "
        "UPDATE sqlite_schema SET sql = replace(replace(replace(sql, ', STRICT', ''), ' STRICT', ''), ' NOT NULL', "
        "''); "
        "PRAGMA writable_schema=RESET");
    test::RawSqlite(kept.path).execute(change);
    const auto read_all = [&] {
      const auto schemas = open_schemas(contract::location_of(kept.path));
      schemas->schemas([](const StoredSchema&) { return true; });
      static_cast<void>(schemas->enforcement());
    };
    CHECK(kind_of(read_all) == "damaged");
  }
}

TEST_CASE("a table of schemas that is not as evs makes it is a finding") {
  const Kept kept;
  test::RawSqlite(kept.path).execute("ALTER TABLE schemas ADD COLUMN more TEXT");
  CHECK(test::contains(found_in(kept.path), "format"));
}

}  // namespace
}  // namespace evs
