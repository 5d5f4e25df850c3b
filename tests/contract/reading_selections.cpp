#include "tests/catch.hpp"
#include "tests/contract/reading.hpp"
#include "tests/contract/shop.hpp"

namespace evs::contract {
namespace {

template <class Change>
std::string selected(Reader& reader, Change change) {
  Selection selection;
  change(selection);
  return positions(reader, selection);
}

void each_field(Reader& store) {
  CHECK(positions(store, {}) == "1 2 3 4 5 6 7 8");
  CHECK(selected(store, [](Selection& s) { s.streams = {StreamName("order-1")}; }) == "1 2 4 7");
  CHECK(selected(store, [](Selection& s) { s.streams = {StreamName("order-10"), StreamName("orders")}; }) == "3 5 8");
  CHECK(selected(store, [](Selection& s) { s.streams = {StreamName("order-1"), StreamName("none-1")}; }) == "1 2 4 7");
  CHECK(selected(store, [](Selection& s) { s.streams = {StreamName("none-1")}; }).empty());
  CHECK(selected(store, [](Selection& s) { s.streams = {StreamName("order-1"), StreamName("order-1")}; }) == "1 2 4 7");
  CHECK(selected(store, [](Selection& s) { s.category = "order"; }) == "1 2 3 4 7 8");
  CHECK(selected(store, [](Selection& s) { s.category = "orders"; }) == "5");
  CHECK(selected(store, [](Selection& s) { s.category = "ord"; }).empty());
  CHECK(selected(store, [](Selection& s) { s.types = {"Paid"}; }) == "2 5 8");
  CHECK(selected(store, [](Selection& s) { s.types = {"Sent", "Returned", "None"}; }) == "4 7");
  CHECK(selected(store, [](Selection& s) { s.types = {"paid"}; }).empty());
  CHECK(selected(store, [](Selection& s) { s.from_seq = Seq{3}; }) == "4 7");
  CHECK(selected(store, [](Selection& s) { s.to_seq = Seq{1}; }) == "1 3 5 6");
  CHECK(selected(store, [](Selection& s) { s.from_seq = s.to_seq = Seq{2}; }) == "2 8");
  CHECK(selected(store, [](Selection& s) { s.from_position = Position{7}; }) == "7 8");
  CHECK(selected(store, [](Selection& s) { s.to_position = Position{2}; }) == "1 2");
  CHECK(selected(store, [](Selection& s) { s.to_position = Position{0}; }).empty());
  CHECK(selected(store, [](Selection& s) { s.from_position = Position{9}; }).empty());
  CHECK(selected(store, [](Selection& s) { s.since = second("7"); }) == "7 8");
  CHECK(selected(store, [](Selection& s) { s.until = second("2.5"); }) == "1 2 5");
}

/// What readers that share the work ask for.
void shares(Reader& store) {
  const auto of_order_1 = [](std::string_view stream) { return StreamShare{stream == "order-1"}; };
  CHECK(selected(store, [&](Selection& s) { s.share_of_streams = of_order_1; }) == "1 2 4 7");
  CHECK(selected(store, [](Selection& s) {
          s.share_of_streams = [](std::string_view) { return StreamShare{}; };
        }).empty());
  const auto add_both = [&](Selection& s) {
    s.share_of_streams = of_order_1;
    s.share = [](const EventView& event) { return event.seq >= Seq{2}; };
  };
  CHECK(selected(store, add_both) == "2 4 7");
  CHECK(selected(store, [&](Selection& s) {
          add_both(s);
          s.limit = 2;
        }) == "2 4");
  CHECK(selected(store, [&](Selection& s) {  // where streams are looked up by name
          add_both(s);
          s.category = "order";
          s.types = {"Paid", "Sent"};
          s.limit = 3;
        }) == "2 4");
  if (!store.info().finds_streams) return;
  Position reached{};
  CHECK(selected(store, [&](Selection& s) {
          add_both(s);
          s.reached = &reached;
        }) == "2 4 7");
  CHECK(reached == Position{8});  // another's
  CHECK(selected(store, [&](Selection& s) {
          s.share_of_streams = of_order_1;
          s.reverse = true;
        }) == "7 4 2 1");
  Selection with_attachments;
  int of_order = 0;
  with_attachments.share_of_streams = [&](std::string_view stream) {
    return StreamShare{stream != "user-1", stream == "order-1" ? &of_order : nullptr};
  };
  for (const char* category : {"", "order"}) {  // by a scan, and where streams are looked up by name
    with_attachments.category = category;
    store.read(with_attachments, [&](const EventView& event) {
      CHECK(event.attached == (event.stream == "order-1" ? &of_order : nullptr));
      return true;
    });
  }
}

void fields_together(Reader& store) {
  CHECK(selected(store, [](Selection& s) {
          s.streams = {StreamName("order-1")};
          s.from_seq = Seq{2};
          s.to_seq = Seq{3};
        }) == "2 4");
  CHECK(selected(store, [](Selection& s) {
          s.streams = {StreamName("order-1"), StreamName("orders")};
          s.category = "order";
        }) == "1 2 4 7");
  CHECK(selected(store, [](Selection& s) {
          s.streams = {StreamName("order-1")};
          s.category = "orders";
        }).empty());
  CHECK(selected(store, [](Selection& s) {
          s.category = "order";
          s.types = {"Placed", "Paid"};
          s.since = second("2");
          s.to_position = Position{3};
        }) == "2 3");
  CHECK(selected(store, [](Selection& s) {
          s.streams = {StreamName("order-1"), StreamName("order-10")};
          s.types = {"Paid"};
          s.reverse = true;
          s.limit = 1;
        }) == "8");
  CHECK(selected(store, [](Selection& s) {
          s.from_position = Position{5};
          s.to_position = Position{4};
        }).empty());
}

}  // namespace

void reads_what_is_selected(const ReaderFactory& make) {
  const auto store = make(shop_lines());
  SECTION("each field selects by itself") { each_field(*store); }
  SECTION("readers share the work") { shares(*store); }
  SECTION("all fields that are set must agree") { fields_together(*store); }
  SECTION("an event is handed out whole") {
    const auto events = test::events_of(*store);
    REQUIRE(events.size() == 8);
    CHECK(events[0].id == "e1");
    CHECK(events[0].stream == "order-1");
    CHECK(events[0].seq == Seq{1});
    CHECK(events[0].position == Position{1});
    CHECK(events[0].type == "Placed");
    CHECK(events[0].schema == 2);
    CHECK(events[0].time == second("1"));
    CHECK(events[0].data == R"({"n":1.10})");
    CHECK(events[0].meta == "{}");
    CHECK(events[6].meta == R"({"actor":"x"})");
    CHECK(events[6].data == "{}");
  }
}

}  // namespace evs::contract
