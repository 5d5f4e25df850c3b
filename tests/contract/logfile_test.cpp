// A log file is a store that can be read.
#include <atomic>
#include <thread>

#include "tests/contract/reading.hpp"
#include "tests/contract/shop.hpp"
#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;

std::unique_ptr<Reader> open_log(const std::string& path, int threads = 2) {
  StoreLocation where;
  where.location = path;
  where.threads = threads;
  return open_reader(where);
}

contract::ReaderFactory log_files(const test::TemporaryFolder& folder, const std::string& name) {
  return [&folder, name](const test::Lines& lines) {
    test::write_file(folder / name, test::compressed(name, test::joined(lines)));
    return open_log(folder / name);
  };
}

TEST_CASE("a plain log file is read as every store is") {
  const test::TemporaryFolder folder;
  contract::reading(log_files(folder, "log.ndjson"));
}

TEST_CASE("a gzip log file is read as every store is") {
  const test::TemporaryFolder folder;
  contract::reading(log_files(folder, "log.ndjson.gz"));
}

TEST_CASE("a Zstandard log file is read as every store is") {
  const test::TemporaryFolder folder;
  contract::reading(log_files(folder, "log.ndjson.zst"));
}

TEST_CASE("a log file says what it is") {
  const test::TemporaryFolder folder;
  const auto log = log_files(folder, "log")({});
  CHECK(log->info().kind == "log file");
  CHECK_FALSE(log->info().finds_streams);
  CHECK(log->info().reads_again);
  CHECK_FALSE(log->head().digest);
}

TEST_CASE("a log file is read backwards beyond what is kept at a time") {
  constexpr int count = 120'000;
  const test::TemporaryFolder folder;
  std::string text;
  for (int i = 1; i <= count; ++i) text += R"({"stream":"s-)" + std::to_string(i % 2) + "\",\"type\":\"T\"}\n";
  test::write_file(folder / "log", text);
  const auto log = open_log(folder / "log");
  const auto read_back = [&](Selection selection, int step) {
    selection.reverse = true;
    std::int64_t expected = count;
    std::int64_t events = 0;
    log->read(selection, [&](const EventView& event) {
      if (event.position.value != expected) FAIL(event.position.value << " instead of " << expected);
      expected -= step;
      ++events;
      return true;
    });
    return events;
  };
  CHECK(read_back({}, 1) == count);
  Selection limited;
  limited.limit = 50'001;
  CHECK(read_back(limited, 1) == 50'001);
  Selection one_stream;
  one_stream.streams = {StreamName("s-0")};
  CHECK(read_back(one_stream, 2) == count / 2);
}

TEST_CASE("a bad line of a log file is refused with its place") {
  const test::TemporaryFolder folder;
  test::Lines lines = contract::shop_lines();
  lines.insert(lines.begin() + 2, R"({"stream":"order-1","type":7})");
  const auto log = log_files(folder, "log")(lines);
  const Error error = error_of([&] { log->head(); });
  CHECK(name(error.kind()) == "bad-input");
  CHECK(contains(error.message(), R"(log' line 3, byte 28: "type" must be a string)"));
}

TEST_CASE("a hole in a stream of a log file is refused with its place") {
  const test::TemporaryFolder folder;
  const auto log =
      log_files(folder, "log")({R"({"stream":"a-1","seq":0,"type":"T"})", R"({"stream":"a-1","seq":2,"type":"T"})"});
  const Error error = error_of([&] { log->totals(); });
  CHECK(name(error.kind()) == "bad-input");
  CHECK(contains(error.message(), "line 2: seq 2 of stream 'a-1' leaves a hole: the next one is 1"));
}

TEST_CASE("a log that counts from 0 is shifted by one") {
  const test::TemporaryFolder folder;
  const auto log =
      log_files(folder, "log")({R"({"stream":"a-1","seq":0,"type":"T"})", R"({"stream":"a-1","seq":1,"type":"T"})"});
  CHECK(log->stream(StreamName("a-1"))->version == Seq{2});
}

TEST_CASE("a log file of CloudEvents, also as a batch, is a store") {
  const test::TemporaryFolder folder;
  const std::string event = R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":"a-1"})";
  const std::string second = R"({"specversion":"1.0","id":"2","source":"s","type":"T","subject":"b-1"})";
  for (const std::string& text : {event + "\n" + second, "[" + event + ",\n" + second + "]"}) {
    test::write_file(folder / "log", text);
    CHECK(contract::listed_streams(*open_log(folder / "log"), {}) == "a-1@1 b-1@1");
    CHECK(open_log(folder / "log")->stream(StreamName("b-1")));
    CHECK(open_log(folder / "log")->head().position == Position{2});
  }
}

TEST_CASE("a wait ends when a log file has grown") {
  const test::TemporaryFolder folder;
  const auto log = log_files(folder, "log")(contract::shop_lines());
  test::events_of(*log);
  std::atomic<bool> was_written = false;
  std::jthread writer([&] {
    was_written = true;
    std::ofstream(folder / "log", std::ios::app) << R"({"stream":"a-1","type":"T"})" << '\n';
  });
  CHECK(log->wait(Checkpoint(Position{8}), std::chrono::seconds(60)));
  CHECK(was_written);
  writer.join();
  CHECK(test::events_of(*log).size() == 9);
}

TEST_CASE("a log file cannot be written") {
  const test::TemporaryFolder folder;
  log_files(folder, "log")(contract::shop_lines());
  CHECK(test::kind_of([&] { test::open_sqlite(folder / "log"); }) == "usage");
  CHECK(test::file_text(folder / "log") == test::joined(contract::shop_lines()));
}

}  // namespace
}  // namespace evs
