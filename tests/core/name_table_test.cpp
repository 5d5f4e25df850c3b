#include "core/name_table.hpp"

#include <catch2/catch.hpp>
#include <map>

namespace evs {
namespace {

TEST_CASE("a table by name keeps its entries where they are while it grows") {
  NameTable<int> table;
  CHECK(table.find("order-1") == nullptr);
  std::map<std::string, NameTable<int>::Entry*> added;
  for (int i = 0; i < 5000; ++i) {
    const std::string name = "order-" + std::to_string(i);
    REQUIRE(table.find(name) == nullptr);
    added[name] = &table[name];
    added[name]->second = i;
  }
  CHECK(table.size() == 5000);
  for (const auto& [name, entry] : added) {
    REQUIRE(table.find(name) == entry);
    REQUIRE(&table[name] == entry);
    REQUIRE(entry->first == name);
    REQUIRE(name == "order-" + std::to_string(entry->second));
  }
  CHECK(table.entries().front().first == "order-0");
  CHECK(table.entries().back().first == "order-4999");
  CHECK(table.find("order-5000") == nullptr);
  CHECK(table.find("") == nullptr);
  table.clear();
  CHECK(table.size() == 0);
  CHECK(table.find("order-1") == nullptr);
  CHECK(table["order-1"].second == 0);
}

}  // namespace
}  // namespace evs
