#include "tests/contract/reading.hpp"
#include "tests/contract/shop.hpp"
#include "tests/expect.hpp"

namespace evs::contract {
namespace {

void streams_are_listed(Reader& store) {
  CHECK(listed_streams(store, {}) == "customer-1@1 order-1@4 order-10@2 orders@1");
  CHECK(listed_streams(store, {"order", "", {}}) == "order-1@4 order-10@2");
  CHECK(listed_streams(store, {"", "order", {}}) == "order-1@4 order-10@2 orders@1");
  CHECK(listed_streams(store, {"order", "order-10", {}}) == "order-10@2");
  CHECK(listed_streams(store, {"order", "customer", {}}).empty());
  CHECK(listed_streams(store, {"none", "", {}}).empty());
  CHECK(listed_streams(store, {"", "", 2}) == "customer-1@1 order-1@4");
  CHECK(listed_streams(store, {"order", "", 1}) == "order-1@4");
  CHECK(listed_streams(store, {"", "", 0}).empty());
  int visited = 0;
  store.streams({}, [&](const StreamInfo&) { return ++visited < 2; });
  CHECK(visited == 2);
}

void types_are_listed(Reader& store) {
  CHECK(listed_types(store) == "Paid/1x3 Placed/1x1 Placed/2x2 Returned/1x1 Sent/1x1");
  store.types([&](const TypeInfo& type) {  // by the order of the log, not of the clocks
    CHECK(type.first == second("2"));
    CHECK(type.last == second("8"));
    return false;
  });
}

void totals_are_counted(Reader& store) {
  const Totals totals = store.totals();
  CHECK(totals.events == 8);
  CHECK(totals.streams == 4);
  CHECK(totals.categories == 3);
  CHECK(totals.types == 4);
  CHECK(totals.bytes > 0);
  CHECK(totals.head.position == Position{8});
  CHECK(store.head().position == Position{8});
  CHECK(to_string(store.head()) == to_string(totals.head));
}

}  // namespace

void lists_streams_types_and_totals(const ReaderFactory& make) {
  SECTION("streams come in the byte order of their names, selected by category and prefix") {
    streams_are_listed(*make(shop_lines()));
  }
  SECTION("byte order is not alphabetical order") {
    const auto line = [](const std::string& name) { return R"({"stream":")" + name + R"(","type":"T"})"; };
    const auto store =
        make({line("é-1"), line("a-1"), line("B-1"), line("a"), line("a-2"), line("a_1"), line("注-1"), line("a-10")});
    CHECK(listed_streams(*store, {}) == "B-1@1 a@1 a-1@1 a-10@1 a-2@1 a_1@1 é-1@1 注-1@1");
    CHECK(listed_streams(*store, {"", "注", {}}) == "注-1@1");
    CHECK(listed_streams(*store, {"", "a_", {}}) == "a_1@1");
    CHECK(listed_streams(*store, {"", "a-%", {}}).empty());
  }
  SECTION("types come by name, then by schema") { types_are_listed(*make(shop_lines())); }
  SECTION("totals count the whole store") { totals_are_counted(*make(shop_lines())); }
  SECTION("one stream is found by its name") {
    const auto store = make(shop_lines());
    const auto order = store->stream(StreamName("order-1"));
    REQUIRE(order);
    CHECK(order->name == "order-1");
    CHECK(order->version == Seq{4});
    CHECK(order->first == second("1"));
    CHECK(order->last == second("7"));
    CHECK_FALSE(store->stream(StreamName("order-2")));
    CHECK_FALSE(store->stream(StreamName("order")));
  }
}

}  // namespace evs::contract
