#include "core/model/where.hpp"

#include "tests/expect.hpp"
#include "tests/models.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

std::string event(int number, const std::string& type, const std::string& data) {
  return R"({"id":"e)" + std::to_string(number) + R"(","stream":"order-)" + std::to_string(number % 2) +
         R"(","type":")" + type + R"(","data":)" + data + "}";
}

/// Asks a store and a log file through a condition.
template <class Ask>
void through(const std::string& model, const std::string& condition, Ask ask) {
  const test::Lines lines{event(1, "Placed", R"({"total":5})"), event(2, "Placed", R"({"total":50})"),
                          event(3, "Paid", R"([1])"), event(4, "Placed", R"({"total":500})")};
  test::on_both_stores(lines, [&](std::unique_ptr<Reader> stored) {
    const auto reader = read_through(std::move(stored), where_stage(test::model_of(model), condition));
    ask(*reader);
    ask(*reader->another());
  });
}

std::string positions(Reader& reader, const Selection& selection = {}) {
  std::string out;
  for (const Event& one : test::events_of(reader, selection)) out += std::to_string(one.position.value);
  return out;
}

void finds(const std::string& condition, const std::string& wanted, const std::string& model = "") {
  INFO(condition);
  through(model, condition, [&](Reader& reader) { CHECK(positions(reader) == wanted); });
}

std::string refusal(const std::string& condition, const std::string& model = "") {
  std::string said;
  through(model, "true", [&](Reader&) {
    said = test::said_by([&] { through(model, condition, [](Reader& reader) { positions(reader); }); });
  });
  return said;
}

TEST_CASE("a condition over the event lets those through for which it holds") {
  finds("e.seq == 1", "12");
  finds("e.type == 'Placed' and e.data.total > 5", "24");
  finds("e.stream == 'order-1'", "13");
  finds("false", "");
}

TEST_CASE("what a condition returns is true as Lua has it") {
  finds("nil", "");
  finds("0", "1234");
  finds("e.data.total", "124");
  finds("null", "1234");
}

TEST_CASE("the limit and the order are those of what came through") {
  through("", "e.type == 'Placed'", [](Reader& reader) {
    Selection selection;
    selection.limit = 2;
    CHECK(positions(reader, selection) == "12");
    selection.reverse = true;
    CHECK(positions(reader, selection) == "42");
  });
}

TEST_CASE("a condition may call the globals of the model") {
  finds("is_large(e)", "24", "function is_large(e) return e.type == 'Placed' and e.data.total >= 50 end");
}

TEST_CASE("a condition is asked only of what the rest of the selection lets through") {
  through("", "e.data.total + 0 > 0", [](Reader& reader) {
    Selection selection;
    selection.types = {"Placed"};
    CHECK(positions(reader, selection) == "124");
    CHECK(test::said_by([&] { positions(reader); }) ==
          "[usage] the condition: attempt to perform arithmetic on a nil value (field 'total')");
  });
}

TEST_CASE("a condition that fails names the event") {
  through("", "e.data.total + 0 > 0", [](Reader& reader) {
    const Error error = test::error_of([&] { positions(reader); });
    REQUIRE(error.details().size() == 1);
    CHECK(error.details().front() == "asked of event 2 of stream 'order-1' (Paid, position 3)");
  });
}

TEST_CASE("a condition that is none, or speaks of the state, is refused before any event is read") {
  CHECK(test::contains(refusal("e.seq =="), "[usage] the condition: unexpected symbol"));
  for (const char* condition : {"s.total > 1", "s == nil", "e.seq == 1 or s", "(function() return s end)()"}) {
    CHECK(refusal(condition) == "[usage] the condition: there is no state s here, only the event e");
    CHECK(refusal(condition, "s = function() end") ==
          "[usage] the condition: there is no state s here, only the event e");
  }
  finds("(function() local s = e.seq return s == 1 end)()", "12");
  finds("e.s == nil", "1234");
}

TEST_CASE("a condition is limited, and cannot carry over from one event to the next") {
  CHECK(test::contains(refusal("(function() while true do end end)()"), "[usage] the condition: it took more than"));
  CHECK(test::contains(refusal("(function() seen = 1 end)()"), "the global 'seen' cannot be set here"));
}

/// Hands out one event whose data are not JSON.
class Broken final : public Reader {
 public:
  [[nodiscard]] StoreInfo info() const override { return {"broken", "broken", "1", false, true}; }
  Head head() override { return {}; }
  Totals totals() override { return {}; }
  std::optional<StreamInfo> stream(const StreamName&) override { return std::nullopt; }
  void streams(const StreamSelection&, const StreamVisitor&) override {}
  void types(const TypeVisitor&) override {}
  void read(const Selection&, const EventVisitor& visit) override {
    EventView event;
    event.id = "e";
    event.stream = "order-1";
    event.seq = Seq{1};
    event.position = Position{1};
    event.type = "T";
    event.data = "{\"total\":";
    event.meta = "{\"actor\":";
    visit(event);
  }
  bool wait(const Checkpoint&, std::chrono::milliseconds) override { return false; }
  [[nodiscard]] std::unique_ptr<Reader> another() const override { return nullptr; }
};

TEST_CASE("fields that a condition does not touch are not converted") {
  const auto seen = [](const std::string& condition) {
    const auto reader = read_through(std::make_unique<Broken>(), where_stage(test::model_of(""), condition));
    return test::kind_of([&] { positions(*reader); });
  };
  CHECK(seen("e.seq == 1 and e.type == 'T' and e.stream and e.id and e.time and e.schema == 1 and e.position").empty());
  CHECK(seen("e.data") == "damaged");  // the control: what is touched is converted
  CHECK(seen("e.meta") == "damaged");
}

}  // namespace
}  // namespace evs
