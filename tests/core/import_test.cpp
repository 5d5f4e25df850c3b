#include "core/import.hpp"

#include <atomic>
#include <chrono>
#include <regex>
#include <thread>

#include "tests/contract/appending.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;
using test::exported;
using test::import_text;

/// `count` events in three streams, with ids and times, or without either and without numbers.
std::string events(int count, bool with_ids = true, const std::string& more = "") {
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    if (with_ids)
      text += R"({"id":"e)" + number + R"(","time":"2026-01-01T00:00:00Z","seq":)" + std::to_string(i / 3 + 1) + ",";
    text += (with_ids ? "" : "{") + (R"("stream":"s-)" + std::to_string(i % 3)) + R"(","type":"T","data":{)" + more +
            R"("n":)" + number + "}}\n";
  }
  return text;
}

/// Such lines, long enough that three thousand are blocks of input.
std::string long_events(int count, bool with_ids = true) {
  return events(count, with_ids, R"("pad":")" + std::string(900, 'x') + R"(",)");
}

/// An export without the ids, which stores make with a secret of their own where the input had none.
std::string without_ids(const std::string& lines) {
  return std::regex_replace(lines, std::regex(R"("id":"[0-9a-f-]{36}",)"), "");
}

struct Fixture {
  test::TemporaryFolder folder;
  std::unique_ptr<Store> store = test::open_sqlite(folder / "evs.db");
};

TEST_CASE("an export of an import is the import, byte for byte") {
  Fixture first;
  Fixture second;
  const ImportSummary summary = import_text(*first.store, events(100));
  CHECK(summary.imported == 100);
  CHECK(summary.streams.size() == 3);
  const std::string text = exported(*first.store);
  import_text(*second.store, text);
  CHECK(exported(*second.store) == text);
}

TEST_CASE("an import that stopped anywhere ends, run again, as one that did not") {
  for (const bool with_ids : {true, false}) {
    const std::string text = events(100, with_ids);
    Fixture whole;
    StoreLocation where;
    where.clock = [] { return Timestamp{7}; };
    whole.store = test::open_sqlite(whole.folder / "evs.db", where);
    ImportJob job;
    job.events_per_commit = 10;
    import_text(*whole.store, text, job);
    const std::string expected = without_ids(exported(*whole.store));
    for (const std::size_t cut : {std::size_t{1}, text.size() / 3, text.size() / 2, text.size() - 1, text.size()}) {
      Fixture interrupted;
      interrupted.store = test::open_sqlite(interrupted.folder / "evs.db", where);
      const std::string begun = text.substr(0, text.rfind('\n', cut - 1) + 1);
      const auto first = import_text(*interrupted.store, begun, job);
      const auto again = import_text(*interrupted.store, text, job);
      CHECK(again.skipped == first.imported);
      CHECK(again.imported + first.imported == 100);
      CHECK(without_ids(exported(*interrupted.store)) == expected);
    }
  }
}

TEST_CASE("the first rejected line ends an import, and its batch is not stored") {
  Fixture fixture;
  ImportJob job;
  job.events_per_commit = 1'000'000;
  const Error error = error_of([&] { import_text(*fixture.store, events(5) + "{\"type\":7}\n" + events(9), job); });
  CHECK(name(error.kind()) == "bad-input");
  CHECK(error.message() == R"(input line 6, byte 9: "type" must be a string)");
  CHECK(fixture.store->totals().events == 0);
}

TEST_CASE("rejected lines are handed out and the others stored when that is wanted") {
  Fixture fixture;
  ImportJob job;
  std::vector<std::pair<std::int64_t, std::string>> rejected;
  job.on_rejected = [&](std::int64_t line, const Error& error, std::string_view text) {
    rejected.emplace_back(line, std::string(name(error.kind())) + " " + std::string(text));
  };
  const std::string hole = R"({"id":"x","stream":"s-0","type":"T","seq":9,"time":"2026-01-01T00:00:00Z","data":1.10})";
  const std::string taken = R"({"id":"e0","stream":"s-0","type":"Other","data":1})";
  const auto summary = import_text(*fixture.store, events(3) + "bad\n" + hole + "\n" + taken + "\n" + events(6), job);
  CHECK(summary.imported == 6);
  CHECK(summary.skipped == 3);
  CHECK(summary.rejected == 3);
  REQUIRE(rejected.size() == 3);
  CHECK(rejected[0] == std::pair<std::int64_t, std::string>(4, "bad-input bad"));
  CHECK(rejected[1].first == 5);
  CHECK(
      rejected[1].second ==
      R"(bad-input {"id":"x","stream":"s-0","seq":9,"type":"T","schema":1,"time":"2026-01-01T00:00:00Z","data":1.10,"meta":{}})");
  CHECK(rejected[2].first == 6);
  CHECK(contains(rejected[2].second, "conflict"));
}

TEST_CASE("a refused event names its line, and says that the batch is not stored") {
  Fixture fixture;
  const Error error =
      error_of([&] { import_text(*fixture.store, events(3) + R"({"stream":"s-0","type":"T","seq":5})"); });
  CHECK(error.message() == "input line 4: seq 5 of stream 's-0' leaves a hole: the next one is 2");
  CHECK(fixture.store->totals().events == 0);
}

TEST_CASE("an event that an upcaster made one of several is refused, and counted") {
  Fixture fixture;
  ImportJob job;
  std::vector<std::string> reasons;
  job.on_rejected = [&](std::int64_t, const Error& error, std::string_view) { reasons.push_back(error.message()); };
  const auto summary = import_text(*fixture.store, R"({"id":"a#1","stream":"a-1","seq":1,"sub":1,"type":"T"})", job);
  CHECK(summary.rejected == 1);
  REQUIRE(reasons.size() == 1);
  CHECK(contains(reasons[0], "\"sub\" is 1"));
}

TEST_CASE("streams of evs's own are not imported") {
  Fixture fixture;
  CHECK(contains(error_of([&] { import_text(*fixture.store, R"({"stream":"$evs-purges","type":"T"})"); }).message(),
                 "names that start with $"));
}

TEST_CASE("assigned numbers keep the source's in meta, unless one stands there") {
  Fixture fixture;
  ImportJob job;
  job.numbering = ImportRules::Numbering::assign;
  const std::string text =
      R"({"id":"1","stream":"s-0","type":"T","seq":17,"time":"2026-01-01T00:00:00Z","meta":{"a":1}})"
      "\n"
      R"({"id":"2","stream":"s-0","type":"T","seq":3,"time":"2026-01-01T00:00:00Z","meta":{"source_seq":"x"}})"
      "\n"
      R"({"id":"3","stream":"s-0","type":"T","time":"2026-01-01T00:00:00Z"})";
  CHECK(import_text(*fixture.store, text, job).imported == 3);
  CHECK(import_text(*fixture.store, text, job).skipped == 3);
  const auto stored = test::events_of(*fixture.store);
  REQUIRE(stored.size() == 3);
  CHECK(stored[0].seq == Seq{1});
  CHECK(stored[0].meta == R"({"a":1,"source_seq":17})");
  CHECK(stored[1].meta == R"({"source_seq":"x"})");
  CHECK(stored[2].seq == Seq{3});
  CHECK(stored[2].meta == "{}");
}

TEST_CASE("progress is told after each commit") {
  Fixture fixture;
  ImportJob job;
  job.events_per_commit = 100;
  int times_told = 0;
  std::int64_t events_told = 0;
  std::int64_t bytes_told = 0;
  job.on_progress = [&](std::int64_t so_far, std::int64_t bytes) {
    CHECK(so_far >= events_told);
    ++times_told;
    events_told = so_far;
    bytes_told = bytes;
  };
  const std::string text = events(30'000);
  import_text(*fixture.store, text, job);
  CHECK(times_told >= 300);
  CHECK(events_told == 30'000);
  CHECK(bytes_told == static_cast<std::int64_t>(text.size()));
}

TEST_CASE("the first commit of an empty store is small, so that the next is parsed meanwhile") {
  Fixture fixture;
  ImportJob job;
  job.events_per_commit = 100;
  job.events_of_first_commit = 10;
  std::string told;
  job.on_progress = [&](std::int64_t so_far, std::int64_t) { told += std::to_string(so_far) + ' '; };
  import_text(*fixture.store, events(250), job);
  import_text(*fixture.store, events(250), job);
  CHECK(told == "10 110 210 250 100 200 250 ");
}

TEST_CASE("several threads import the same log") {
  Fixture one;
  Fixture many;
  const std::string text = events(30'000);
  ImportJob job;
  import_text(*one.store, text, job);
  job.threads = 4;
  import_text(*many.store, text, job);
  CHECK(exported(*many.store) == exported(*one.store));
}

TEST_CASE("a log whose lines stand twice is stored once") {
  Fixture fixture;
  const auto summary = import_text(*fixture.store, events(20) + events(20));
  CHECK(summary.imported == 20);
  CHECK(summary.skipped == 20);
}

/// Gives a text slowly, so that whoever takes it stores what is there meanwhile.
class SlowSource final : public ByteSource {
 public:
  explicit SlowSource(std::string text) : text_(std::move(text)) {}
  std::size_t read(char* into, std::size_t room) override {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    const std::size_t count = text_.copy(into, std::min(room, std::size_t{300'000}), given_);
    given_ += count;
    return count;
  }
  void interrupt() override {}

 private:
  std::string text_;
  std::size_t given_ = 0;
};

/// The lines with an event without an id and a time behind each so many of them.
std::string some_without_id(const std::string& lines, int each) {
  std::string text;
  int number = 0;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin) + 1;
    text += lines.substr(begin, end - begin);
    if (++number % each == 0) text += R"({"stream":"other-1","type":"T","data":)" + std::to_string(number) + "}\n";
    begin = end;
  }
  return text;
}

TEST_CASE("an import whose batches are stored in parts is the same import") {
  StoreLocation where;
  where.clock = [] { return Timestamp{7}; };
  for (const bool with_ids : {true, false}) {
    const std::string text = with_ids ? some_without_id(long_events(3'000), 900) : long_events(3'000, false);
    Fixture whole;
    whole.store = test::open_sqlite(whole.folder / "evs.db", where);
    import_text(*whole.store, text);
    for (const std::int64_t part : {1, 900, 1'000'000}) {
      INFO(part << " events, " << (with_ids ? "with" : "without") << " ids");
      Fixture parts;
      parts.store = test::open_sqlite(parts.folder / "evs.db", where);
      ImportJob job;
      job.events_of_part = part;
      const auto summary = import_events(std::make_unique<SlowSource>(text), "input", *parts.store, job);
      CHECK(summary.imported == whole.store->head().position.value);
      CHECK(without_ids(exported(*parts.store)) == without_ids(exported(*whole.store)));
      CHECK(import_text(*parts.store, text, job).skipped == whole.store->head().position.value);
    }
  }
}

TEST_CASE("batches in parts have as many events as others, and a line that is rejected undoes its batch") {
  Fixture fixture;
  ImportJob job;
  job.events_of_part = 10;
  job.events_per_commit = 1'200;
  std::string told;
  job.on_progress = [&](std::int64_t so_far, std::int64_t) { told += std::to_string(so_far) + ' '; };
  const Error error = error_of([&] { import_text(*fixture.store, long_events(3'000) + "{}\n", job); });
  CHECK(told == "1200 2400 ");
  CHECK(contains(error.details().at(0), "2400 events were imported before"));
  CHECK(fixture.store->head().position == Position{2'400});
}

TEST_CASE("what is wrong is told in the order of the lines, whatever the store knows by then") {
  const std::string conflict = R"({"id":"x","stream":"other-1","type":"T"})"
                               "\n";
  const std::string bad = "{}\n";
  for (const std::int64_t part : {0, 1, 1'500}) {
    INFO(part);
    Fixture fixture;
    import_text(*fixture.store, R"({"id":"x","stream":"taken-1","type":"T"})");
    ImportJob job;
    job.events_of_part = part;
    const auto problem_of = [&](const std::string& text) {
      const Error error =
          error_of([&] { import_events(std::make_unique<SlowSource>(text), "input", *fixture.store, job); });
      CHECK(fixture.store->head().position == Position{1});
      return error.message().substr(0, error.message().find_first_of(",:"));
    };
    CHECK(problem_of(long_events(7) + conflict + long_events(2'500) + bad) == "input line 8");
    CHECK(problem_of(long_events(7) + conflict + bad) == "input line 8");
    CHECK(problem_of(long_events(5) + bad + conflict + long_events(2'500)) == "input line 6");
    CHECK(problem_of(bad + long_events(2'500)) == "input line 1");

    std::vector<std::int64_t> told;
    job.on_rejected = [&](std::int64_t line, const Error&, std::string_view) { told.push_back(line); };
    const auto summary = import_events(
        std::make_unique<SlowSource>(bad + conflict + long_events(2'500) + bad + conflict + long_events(10) + bad),
        "input", *fixture.store, job);
    CHECK(told == std::vector<std::int64_t>{1, 2, 2'503, 2'504, 2'515});
    CHECK(summary.rejected == 5);
    CHECK(summary.imported == 2'500);
    CHECK(summary.skipped == 10);
  }
}

TEST_CASE("the batches in front of a line that is rejected are stored, also those of the same block") {
  Fixture fixture;
  ImportJob job;
  job.events_per_commit = 10;
  const Error error = error_of([&] { import_text(*fixture.store, events(35) + "{}\n", job); });
  CHECK(contains(error.details().at(0), "30 events were imported before"));
  CHECK(fixture.store->head().position == Position{30});
}

TEST_CASE("more refused lines than are kept are told in their order") {
  Fixture fixture;
  ImportJob job;
  std::int64_t told = 0;
  job.on_rejected = [&](std::int64_t line, const Error&, std::string_view) { CHECK(line == ++told); };
  std::string text;
  for (int i = 0; i < 25'000; ++i) text += "{}\n";
  const auto summary = import_text(*fixture.store, text + events(10), job);
  CHECK(summary.rejected == 25'000);
  CHECK(summary.imported == 10);
  CHECK(told == 25'000);
}

/// Gives a text and then waits until it may end.
class HaltingSource final : public ByteSource {
 public:
  HaltingSource(std::string text, std::atomic<bool>& may_end) : text_(std::move(text)), may_end_(may_end) {}
  std::size_t read(char* into, std::size_t room) override {
    const std::size_t count = text_.copy(into, room, given_);
    given_ += count;
    while (count == 0 && !may_end_ && !interrupted_) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return count;
  }
  void interrupt() override { interrupted_ = true; }

 private:
  std::string text_;
  std::size_t given_ = 0;
  std::atomic<bool>& may_end_;
  std::atomic<bool> interrupted_ = false;
};

TEST_CASE("an input that comes to a halt while it is stored does not keep other writers waiting") {
  Fixture fixture;
  std::atomic<bool> may_end = false;
  ImportJob job;
  job.events_of_part = 10;
  std::thread importing([&] {
    import_events(std::make_unique<HaltingSource>(long_events(3'000), may_end), "input", *fixture.store, job);
  });
  const auto other = test::open_sqlite(fixture.folder / "evs.db");
  while (other->head().position == Position{0}) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK(contract::appended(*other, "other-1", "none", {contract::new_event("other")}).starts_with("1@"));
  may_end = true;
  importing.join();
  CHECK(fixture.store->head().position == Position{3'001});
}

}  // namespace
}  // namespace evs
