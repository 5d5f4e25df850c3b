#include "core/state/store_diff.hpp"

#include <array>

#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

struct Line {
  std::string stream;
  std::string id;
  std::string data = "{}";
  std::string type = "T";
  std::string schema = "1";
  std::string time = "2026-01-01T00:00:00Z";
  std::string meta = "{}";
};

std::string text_of(const std::vector<Line>& lines) {
  std::string text;
  for (const Line& line : lines) {
    text += R"({"id":")" + line.id + R"(","stream":")" + line.stream + R"(","type":")" + line.type + R"(","schema":)" +
            line.schema + R"(,"time":")" + line.time + R"(","data":)" + line.data + R"(,"meta":)" + line.meta + "}\n";
  }
  return text;
}

std::string told(const StreamDifference& difference) {
  std::string out = difference.stream + "/" + std::to_string(difference.seq.value) + " ";
  out += name(difference.kind);
  out += " " + std::to_string(difference.version.value) + ":" + std::to_string(difference.other_version.value);
  for (const std::string_view part : difference.parts()) out.append(" ").append(part);
  return out + " " + (difference.event ? difference.event->id : "-") + (difference.other ? difference.other->id : "-") +
         "\n";
}

std::string told(const DiffCounts& counts) {
  return std::to_string(counts.different) + " of " + std::to_string(counts.streams);
}

std::string compared(Reader& here, Reader& there, int threads, const StreamSelection& selection = {}) {
  std::string out;
  const DiffCounts counts = diff_stores(here, there, selection, threads,
                                        [&](const StreamDifference& difference) { out += told(difference); });
  return out + told(counts);
}

/// Asks every pairing of stores and log files with these events.
template <class Ask>
void on_all(const std::vector<Line>& here, const std::vector<Line>& there, Ask ask) {
  const test::TemporaryFolder folder;
  const auto kinds_of = [&](const std::string& name, const std::vector<Line>& lines) {
    test::write_file(folder / (name + ".ndjson"), text_of(lines));
    test::import_text(*test::open_sqlite(folder / (name + ".db")), text_of(lines));
    return std::array{folder / (name + ".ndjson"), folder / (name + ".db")};
  };
  const auto all_there = kinds_of("there", there);
  for (const std::string& one : kinds_of("here", here)) {
    for (const std::string& other : all_there) {
      INFO(one << " " << other);
      ask(*open_reader(StoreLocation{one}), *open_reader(StoreLocation{other}));
    }
  }
}

TEST_CASE("stores with the same events are equal, in whatever order their logs have the streams") {
  on_all({{"a", "1"}, {"b", "2"}, {"a", "3"}}, {{"b", "2"}, {"a", "1"}, {"a", "3"}}, [](Reader& here, Reader& there) {
    for (const int threads : {1, 2, 5}) CHECK(compared(here, there, threads) == "0 of 2");
  });
  on_all({}, {}, [](Reader& here, Reader& there) { CHECK(compared(here, there, 2) == "0 of 0"); });
}

TEST_CASE("a stream may be missing, longer or shorter, or differ in what its events hold") {
  const std::vector<Line> here{{"a", "1"}, {"c", "2"}, {"d", "3"}, {"c", "4"}, {"e", "5"}, {"e", "6"}, {"e", "7"}};
  const std::vector<Line> there{{"b", "8"}, {"c", "2"}, {"d", "3"}, {"d", "9"}, {"e", "5"}, {"e", "10"}, {"e", "7"}};
  on_all(here, there, [](Reader& one, Reader& other) {
    for (const int threads : {1, 3}) {
      CHECK(compared(one, other, threads) ==
            "a/1 only-here 1:0 1-\nb/1 only-there 0:1 -8\nc/2 longer-here 2:1 4-\nd/2 longer-there 1:2 -9\n"
            "e/2 content 3:3 id 610\n5 of 5");
      CHECK(compared(one, other, threads, {"d", "", std::nullopt}) == "d/2 longer-there 1:2 -9\n1 of 1");
    }
    std::string out;
    const DiffCounts counts = diff_stores(one, other, {StreamName("a"), StreamName("e")},
                                          [&](const StreamDifference& difference) { out += told(difference); });
    CHECK(out + told(counts) == "a/1 only-here 1:0 1-\ne/2 content 3:3 id 610\n2 of 2");
  });
}

TEST_CASE("every part that the producer decided counts") {
  const Line plain{"a", "1"};
  const auto parts_of = [&](auto change) {
    Line changed = plain;
    change(changed);
    std::string out;
    on_all({plain}, {changed}, [&](Reader& here, Reader& there) { out += compared(here, there, 2) + ";"; });
    return out;
  };
  const auto four_times = [](const std::string& text) { return text + text + text + text; };
  CHECK(parts_of([](Line&) {}) == four_times("0 of 1;"));
  CHECK(parts_of([](Line& line) { line.id = "2"; }) == four_times("a/1 content 1:1 id 12\n1 of 1;"));
  CHECK(parts_of([](Line& line) { line.type = "U"; }) == four_times("a/1 content 1:1 type 11\n1 of 1;"));
  CHECK(parts_of([](Line& line) { line.schema = "2"; }) == four_times("a/1 content 1:1 schema 11\n1 of 1;"));
  CHECK(parts_of([](Line& line) { line.time = "2026-01-01T00:00:01Z"; }) ==
        four_times("a/1 content 1:1 time 11\n1 of 1;"));
  CHECK(parts_of([](Line& line) { line.data = R"({"n":1.0})"; }) == four_times("a/1 content 1:1 data 11\n1 of 1;"));
  CHECK(parts_of([](Line& line) { line.meta = R"({"n":1})"; }) == four_times("a/1 content 1:1 meta 11\n1 of 1;"));
}

TEST_CASE("texts that only flow together are not the same") {
  on_all({{"a", "1", "12", "T"}}, {{"a", "1", "1", "T2"}}, [](Reader& here, Reader& there) {
    CHECK(compared(here, there, 1) == "a/1 content 1:1 type data 11\n1 of 1");
  });
}

TEST_CASE("more streams than a batch holds come out by name") {
  std::vector<Line> here;
  std::string wanted;
  for (int i = 0; i < 20'500; ++i) {
    const std::string number = std::to_string(100'000 + i);
    here.push_back({number, "e" + number});
    wanted += number + "/1 only-here 1:0 e" + number + "-\n";
  }
  const test::TemporaryFolder folder;
  test::write_file(folder / "here.ndjson", text_of(here));
  test::write_file(folder / "there.ndjson", "");
  const auto store = test::open_sqlite(folder / "evs.db");
  test::import_text(*store, text_of(here));
  const auto empty = open_reader(StoreLocation{folder / "there.ndjson"});
  CHECK(compared(*store, *empty, 2) == wanted + "20500 of 20500");
  CHECK(compared(*open_reader(StoreLocation{folder / "here.ndjson"}), *empty, 2) == wanted + "20500 of 20500");
  CHECK(compared(*store, *open_reader(StoreLocation{folder / "here.ndjson"}), 2) == "0 of 20500");
}

}  // namespace
}  // namespace evs
