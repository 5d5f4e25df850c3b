// The SQLite backend against the contract.
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
    StoreLocation where;
    where.location = path;
    return open_reader(where);
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

TEST_CASE("a SQLite store is written as every store is") {
  const test::TemporaryFolder folder;
  StoreLocation where;
  where.timeout = std::chrono::seconds(60);
  contract::writing([&] { return test::open_sqlite(folder / "evs.db", where); });
}

}  // namespace
}  // namespace evs
