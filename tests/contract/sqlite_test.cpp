// The SQLite backend against the contract.
#include "core/stream_names.hpp"
#include "tests/contract/reading.hpp"
#include "tests/contract/writing.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

TEST_CASE("a SQLite store is read as every store is") {
  const test::TemporaryFolder folder;
  int stores = 0;
  contract::reading([&](const test::Lines& lines) {
    const std::string path = folder / ("evs" + std::to_string(stores++) + ".db");
    test::import_text(*test::open_sqlite(path), test::joined(lines));
    return open_reader(StoreLocation{path});
  });
}

TEST_CASE("a SQLite store that is open for writing is read as every store is") {
  const test::TemporaryFolder folder;
  int stores = 0;
  contract::reading([&](const test::Lines& lines) -> std::unique_ptr<Reader> {
    auto store = test::open_sqlite(folder / ("evs" + std::to_string(stores++) + ".db"));
    test::import_text(*store, test::joined(lines));
    return store;
  });
}

TEST_CASE("the names of streams are told without sorting them all") {
  const test::TemporaryFolder folder;
  auto told = [&, stores = 0](const test::Lines& lines, std::string_view beginning, std::size_t most) mutable {
    const std::string path = folder / ("evs" + std::to_string(stores++) + ".db");
    test::import_text(*test::open_sqlite(path), test::joined(lines));
    const auto reader = open_reader(StoreLocation{path});
    auto& names = dynamic_cast<StreamNames&>(*reader);
    std::string out;
    for (const auto& [name, version] : names.first_and_last(beginning, most)) {
      out += name + "@" + std::to_string(version.value) + " ";
    }
    names.categories([&](std::string_view category) { return out += ":" + std::string(category), true; });
    return out;
  };
  const auto line = [](const std::string& name) { return R"({"stream":")" + name + R"(","type":"T"})"; };
  const test::Lines lines = {line("b-3"), line("b-1"), line("a"), line("b-2"), line("注-1"), line("b-1"), line("b-22")};
  CHECK(told(lines, "", 2) == "a@1 b-1@2 注-1@1 :a:b:注");
  CHECK(told(lines, "b", 2) == "b-1@2 b-2@1 b-3@1 :a:b:注");
  CHECK(told(lines, "b", 4) == "b-1@2 b-2@1 b-22@1 b-3@1 :a:b:注");
  CHECK(told(lines, "注", 9) == "注-1@1 :a:b:注");
  CHECK(told(lines, "c", 9) == ":a:b:注");
  CHECK(told({}, "", 9).empty());
}

TEST_CASE("a SQLite store is written as every store is") {
  const test::TemporaryFolder folder;
  StoreLocation where;
  where.timeout = std::chrono::seconds(60);
  contract::writing([&] { return test::open_sqlite(folder / "evs.db", where); });
}

}  // namespace
}  // namespace evs
