#include "core/read_through.hpp"

#include <string>

#include "tests/catch.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

/// Makes "A" and "B" of an event of type "AB", none of one of type "None", and leaves others alone.
class Splitting final : public EventStage {
 public:
  [[nodiscard]] Selection needed(const Selection& wanted) const override {
    Selection needed = wanted;
    needed.types.clear();
    return needed;
  }
  bool pass(const EventView& event, const EventVisitor& visit) override {
    if (event.type == "None") return true;
    if (event.type != "AB") return visit(event);
    EventView part = event;
    part.type = "A";
    if (!visit(part)) return false;
    part.type = "B";
    part.sub = 1;
    return visit(part);
  }
  [[nodiscard]] std::unique_ptr<EventStage> another() const override { return std::make_unique<Splitting>(); }
};

std::string line(const std::string& type, const std::string& stream) {
  return R"({"id":")" + type + stream + R"(","stream":")" + stream + R"(","type":")" + type + R"("})";
}

/// "1A 1B' 3C": position, type, and a mark on what is the second of a stored event.
std::string seen(Reader& reader, const Selection& selection) {
  std::string out;
  for (const Event& event : test::events_of(reader, selection)) {
    if (!out.empty()) out += ' ';
    out += std::to_string(event.position.value) + event.type + (event.sub == 1 ? "'" : "");
  }
  return out;
}

/// Runs the same questions on both kinds of store.
template <class Ask>
void on_both_stores(Ask ask) {
  const test::Lines lines{line("AB", "x-1"), line("None", "x-1"), line("C", "y-1"), line("AB", "y-1")};
  test::on_both_stores(lines, [&](std::unique_ptr<Reader> stored) {
    const auto reader = read_through(std::move(stored), std::make_unique<Splitting>());
    ask(*reader);
    ask(*reader->another());
  });
}

TEST_CASE("a reader hands out what a stage makes of the events") {
  on_both_stores([](Reader& reader) {
    Selection selection;
    CHECK(seen(reader, selection) == "1A 1B' 3C 4A 4B'");
    selection.reverse = true;
    CHECK(seen(reader, selection) == "4B' 4A 3C 1B' 1A");
    CHECK(reader.head().position == Position{4});
  });
}

TEST_CASE("types and limits are those of the events that come out of a stage") {
  on_both_stores([](Reader& reader) {
    Selection selection;
    selection.types = {"B", "C"};
    CHECK(seen(reader, selection) == "1B' 3C 4B'");
    selection.limit = 2;
    CHECK(seen(reader, selection) == "1B' 3C");
    selection.limit = 0;
    CHECK(seen(reader, selection).empty());
    selection.types = {"AB"};
    selection.limit.reset();
    CHECK(seen(reader, selection).empty());
  });
}

TEST_CASE("a limit may end a read within what became of one event") {
  on_both_stores([](Reader& reader) {
    Selection selection;
    selection.limit = 1;
    CHECK(seen(reader, selection) == "1A");
    selection.reverse = true;
    CHECK(seen(reader, selection) == "4B'");
  });
}

TEST_CASE("a share of the events is taken before they go through a stage") {
  on_both_stores([](Reader& reader) {
    Selection selection;
    selection.share = [](const EventView& event) { return event.type == "AB" && event.stream == "y-1"; };
    CHECK(seen(reader, selection) == "4A 4B'");
    selection.limit = 1;
    CHECK(seen(reader, selection) == "4A");
  });
}

TEST_CASE("a log that grows can be followed through a stage") {
  const test::TemporaryFolder folder;
  test::write_file(folder / "log.ndjson", line("AB", "x-1") + "\n");
  const auto reader = read_through(open_reader(StoreLocation{folder / "log.ndjson"}), std::make_unique<Splitting>());
  std::string out;
  const Checkpoint read_to = dynamic_cast<GrowingReader&>(*reader).read_on({}, [&](const EventView& event) {
    out += event.type;
    return true;
  });
  CHECK(out == "AB");
  CHECK(read_to.position() == Position{1});
}

}  // namespace
}  // namespace evs
