#include "core/codec/event_source.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "tests/core/text_source.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using test::compressed;
using test::contains;
using test::error_of;
using test::kind_of;
using test::text_source;

struct Everything {
  std::vector<std::pair<std::int64_t, std::string>> events;  // line number and type
  std::vector<RejectedLine> rejected;
  std::int64_t lines = 0;
};

Everything read(std::unique_ptr<ByteSource> bytes, EventSource::Options options = {}) {
  EventSource source(std::move(bytes), "input", std::move(options));
  Everything all;
  while (const auto block = source.next()) {
    for (const auto& event : block->events) all.events.emplace_back(event.line, std::string(event.type));
    for (const auto& line : block->rejected) all.rejected.push_back(line);
    all.lines += block->lines;
  }
  return all;
}

Everything read(const std::string& text, std::size_t piece = SIZE_MAX) { return read(text_source(text, piece)); }

std::string line(const std::string& type) { return R"({"stream":"s-1","type":")" + type + "\"}"; }

/// "1:A 3:B": the events with their line numbers.
std::string seen(const Everything& all) {
  std::string out;
  for (const auto& [number, type] : all.events) out += (out.empty() ? "" : " ") + std::to_string(number) + ":" + type;
  return out;
}

constexpr std::size_t pieces[] = {1, 2, 3, 7, 64, SIZE_MAX};

TEST_CASE("lines are read with their numbers, whatever the pieces") {
  const std::string text = line("A") + "\n" + line("B") + "\n" + line("C") + "\n";
  for (const std::size_t piece : pieces) CHECK(seen(read(text, piece)) == "1:A 2:B 3:C");
}

TEST_CASE("BOM, CRLF, blank lines and a missing last newline are fine") {
  const std::string text = "\xEF\xBB\xBF\r\n" + line("A") + "\r\n \t \r\n\n" + line("B") + "\r\n\r\n" + line("C");
  for (const std::size_t piece : pieces) {
    const Everything all = read(text, piece);
    CHECK(seen(all) == "2:A 5:B 7:C");
    CHECK(all.rejected.empty());
  }
}

TEST_CASE("an input of nothing holds nothing") {
  for (const char* text : {"", "\n", "\xEF\xBB\xBF", " \n\t\n\r\n", "[]", " [ ] \n"}) {
    for (const std::size_t piece : pieces) {
      const Everything all = read(text, piece);
      CHECK(all.events.empty());
      CHECK(all.rejected.empty());
    }
  }
}

TEST_CASE("a byte order mark anywhere but at the start is refused") {
  CHECK(read(line("A") + "\n\xEF\xBB\xBF" + line("B")).rejected.size() == 1);
}

TEST_CASE("a bad line is told with its number, byte and text, and the others are read") {
  for (const std::size_t piece : pieces) {
    const Everything all = read(line("A") + "\nnonsense\r\n" + line("B") + "\n{\"type\":7}\n", piece);
    CHECK(seen(all) == "1:A 3:B");
    REQUIRE(all.rejected.size() == 2);
    CHECK(all.rejected[0].line == 2);
    CHECK(all.rejected[0].text == "nonsense");
    CHECK(all.rejected[1].line == 4);
    CHECK(all.rejected[1].byte == 9);
  }
}

TEST_CASE("a NUL is refused with its line") {
  using namespace std::string_literals;
  const Everything all = read(line("A") + "\n\0\n"s + line("B\\u0041") + "\0\n"s + line("C"));
  CHECK(seen(all) == "1:A 4:C");
  CHECK(all.rejected.size() == 2);
}

TEST_CASE("a line longer than 16 MiB is refused and the next one is read") {
  const std::string before = R"({"stream":"s-1","type":"Long","data":")";
  const std::string longest = before + std::string(json::max_length - before.size() - 2, 'x') + "\"}";
  REQUIRE(longest.size() == json::max_length);
  CHECK(seen(read(line("A") + "\n" + longest + "\n" + line("B"))) == "1:A 2:Long 3:B");
  for (const std::size_t more : {std::size_t{1}, json::max_length}) {
    std::string too_long = longest;
    too_long.insert(before.size(), more, 'x');
    for (const char* newline : {"\n", "\r\n"}) {
      const Everything all = read(line("A") + newline + too_long + newline + line("B"));
      CHECK(seen(all) == "1:A 3:B");
      REQUIRE(all.rejected.size() == 1);
      CHECK(all.rejected[0].line == 2);
      CHECK(contains(all.rejected[0].reason, "longer than 16 MiB"));
    }
    CHECK(read(too_long).rejected.size() == 1);
  }
}

TEST_CASE("compressed input is recognised by its bytes") {
  const std::string text = line("A") + "\n" + line("B");
  for (const char* file : {"a.gz", "a.zst"}) {
    CHECK(seen(read(compressed(file, text))) == "1:A 2:B");
    CHECK(seen(read(compressed(file, line("A") + "\n" + line("B").substr(0, 9)) +
                    compressed(file, line("B").substr(9)))) == "1:A 2:B");
    const std::string cut = compressed(file, text).substr(0, 20);
    CHECK(kind_of([&] { read(cut); }) == "bad-input");
  }
}

TEST_CASE("the elements of a JSON array are events, counted instead of lines") {
  const std::string text =
      "\n [" + line("A") + ",\n " + line("B\\\"],[") + "\t, {\"stream\":\"s-1\",\n\"type\":\"C\"} ] \n";
  for (const std::size_t piece : pieces) CHECK(seen(read(text, piece)) == "1:A 2:B\"],[ 3:C");
}

TEST_CASE("an element that is no event is refused with its number") {
  for (const std::size_t piece : pieces) {
    const Everything all = read("[" + line("A") + ",7," + line("B") + ",{\"a\":[}]}]", piece);
    CHECK(seen(all) == "1:A 3:B");
    REQUIRE(all.rejected.size() == 2);
    CHECK(all.rejected[0].line == 2);
    CHECK(all.rejected[1].line == 4);
  }
}

TEST_CASE("an array that is not well-formed between its elements is refused") {
  for (const std::string& bad :
       {"[" + line("A"), "[" + line("A") + ",]", "[," + line("A") + "]", "[" + line("A") + "]x",
        "[" + line("A") + "] []", std::string("["), std::string("[,]")}) {
    INFO(bad);
    for (const std::size_t piece : pieces) CHECK(kind_of([&] { read(bad, piece); }) == "bad-input");
  }
}

TEST_CASE("a bracket too many spoils its own element only, whatever the pieces") {
  for (const std::size_t piece : pieces) {
    const Everything all = read("[7}}," + line("A") + ",{}}," + line("B") + "]", piece);
    CHECK(seen(all) == "2:A 4:B");
    CHECK(all.rejected.size() == 2);
  }
}

TEST_CASE("an array larger than a block is read in order") {
  std::string text = "[";
  for (int i = 1; i <= 60'000; ++i) text += (i > 1 ? ",\n" : "") + line("T" + std::to_string(i));
  EventSource::Options options;
  options.threads = 3;
  const Everything all = read(text_source(text + "]", 100'000), options);
  REQUIRE(all.events.size() == 60'000);
  for (std::size_t i = 0; i < all.events.size(); ++i) {
    if (all.events[i].first != static_cast<std::int64_t>(i + 1)) FAIL("element " << i);
    if (all.events[i].second != "T" + std::to_string(i + 1)) FAIL("element " << i);
  }
}

TEST_CASE("a single object may be spread over several lines") {
  const std::string text = "\n{\n  \"stream\": \"s-1\",\n  \"type\": \"A\",\n  \"data\": { \"a\": \"}\\\"\" }\n}\n\n";
  for (const std::size_t piece : pieces) CHECK(seen(read(text, piece)) == "1:A");
  const Everything two = read(text + text);  // then it is taken for lines, none of which is whole
  CHECK(two.events.empty());
  CHECK(two.rejected.size() == 10);
}

TEST_CASE("several threads hand the events out in the order of the input") {
  std::string text;
  for (int i = 1; i <= 100'000; ++i) text += i % 1000 == 0 ? "bad\n" : line(std::to_string(i)) + "\n";
  for (const auto& [threads, helpers] : {std::pair{1, 0}, {2, 0}, {5, 0}, {1, 1}, {2, 3}}) {
    EventSource::Options options;
    options.threads = threads;
    options.helpers = helpers;
    const Everything all = read(text_source(text), options);
    CHECK(all.lines == 100'000);
    REQUIRE(all.events.size() == 99'900);
    CHECK(all.rejected.size() == 100);
    CHECK(all.rejected[99].line == 100'000);
    for (const auto& [number, type] : all.events) {
      if (std::to_string(number) != type) FAIL("line " << number << " holds " << type);
    }
  }
}

TEST_CASE("a reader may leave before the end") {
  std::string text;
  for (int i = 1; i <= 200'000; ++i) text += line("A") + "\n";
  EventSource::Options options;
  options.threads = 3;
  options.helpers = 1;
  EventSource source(text_source(text), "input", options);
  CHECK(source.next() != nullptr);
}

/// So many events, between which stand long lines that are refused, since their types are too long.
std::string far_apart(int events) {
  const std::string long_line = line(std::string(100'000, 'T')) + "\n";
  std::string text;
  for (int i = 0; i < events; ++i) text += long_line + line("A") + "\n";
  return text;
}

TEST_CASE("a helper parses while the caller waits") {
  const std::string text = far_apart(100);
  std::mutex mutex;
  std::set<std::thread::id> parsing;
  EventSource::Options options;
  options.helpers = GENERATE(0, 1);
  options.prepare = [&](IncomingEvent&, json::Arena&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    const std::lock_guard lock(mutex);
    parsing.insert(std::this_thread::get_id());
  };
  EventSource source(text_source(text, SIZE_MAX), "input", options);
  std::int64_t lines = 0;
  while (const auto block = source.next()) lines += block->lines;
  CHECK(lines == 200);
  CHECK(parsing.size() == 1 + static_cast<std::size_t>(options.helpers));
}

/// How many events are parsed while the caller keeps the first block to itself: waits for `least`, then for more.
std::size_t parsed_ahead(std::size_t bytes, std::size_t events, std::size_t least) {
  const std::string text = far_apart(300);
  std::atomic<std::size_t> parsed = 0;
  EventSource::Options options;
  options.bytes_ahead = bytes;
  options.events_ahead = events;
  options.prepare = [&](IncomingEvent&, json::Arena&) { ++parsed; };
  EventSource source(text_source(text, SIZE_MAX), "input", options);
  const auto block = source.next();
  for (int i = 0; i < 2000 && parsed < least; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  return parsed;
}

TEST_CASE("threads parse on while the caller works, as far as it allows") {
  constexpr std::size_t any = SIZE_MAX;
  CHECK(parsed_ahead(any, any, 300) == 300);
  CHECK(parsed_ahead(0, any, 1) < 100);
  CHECK(parsed_ahead(any, 0, 1) < 100);
  const std::size_t by_bytes = parsed_ahead(std::size_t{15} << 20U, any, 120);
  CHECK(by_bytes >= 120);
  CHECK(by_bytes < 250);
  const std::size_t by_events = parsed_ahead(any, 150, 120);
  CHECK(by_events >= 120);
  CHECK(by_events < 250);
}

TEST_CASE("lines without a needle are passed over, and counted") {
  EventSource::Options options;
  options.needles = {"\"s-2\"", "\\u"};
  const std::string other = R"({"stream":"s-2","type":"B"})";
  const std::string escaped = R"({"stream":"s\u002d2","type":"C"})";
  const Everything all = read(text_source(line("A") + "\nnot even JSON\n\n" + other + "\n" + line("A") + "\r\n" +
                                          escaped + "\n" + line("A") + "\n" + other + "\n" + line("A")),
                              options);
  CHECK(seen(all) == "4:B 6:C 8:B");
  CHECK(all.rejected.empty());
  CHECK(all.lines == 9);
}

TEST_CASE("lines are counted whatever their bytes and lengths, also over the ends of blocks") {
  std::mt19937 random(7);
  for (const std::size_t longest : {0U, 3U, 9U, 300U, 5000U}) {
    std::string text;
    std::string expected;
    std::int64_t lines = 0;
    while (text.size() < 3'000'000 && lines < 400'000) {
      ++lines;
      if (random() % 4000 == 0) {
        text += line("N");
        expected += (expected.empty() ? "" : " ") + std::to_string(lines) + ":N";
      } else {
        const std::size_t length = random() % (longest + 1);
        for (std::size_t i = 0; i < length; ++i) text += "\x0B\x8A\x09\x00\xFF\\/"[random() % 7];
      }
      text += '\n';
    }
    for (const std::size_t piece : {std::size_t{65536}, std::size_t{700'000}, SIZE_MAX}) {
      EventSource::Options options;
      options.needles = {R"("stream":"s-1")"};
      const Everything all = read(text_source(text, piece), options);
      CHECK(seen(all) == expected);
      CHECK(all.lines == lines);
    }
  }
}

TEST_CASE("an escape is found as a needle wherever it stands") {
  EventSource::Options options;
  options.needles = {"nowhere", "\\u"};
  const std::string text = R"({"stream":"\/","type":"A"})"
                           "\n"
                           R"({"stream":"\u0061-1","type":"B"})"
                           "\n\\";
  CHECK(seen(read(text_source(text, SIZE_MAX), options)) == "2:B");
  options.needles = {"\\/"};
  CHECK(seen(read(text_source(text, SIZE_MAX), options)) == "1:A");
}

TEST_CASE("a line longer than 16 MiB without a needle is counted as one") {
  EventSource::Options options;
  options.needles = {"\"s-2\""};
  const std::string text = std::string(2 * json::max_length, 'x') + "\n" + R"({"stream":"s-2","type":"B"})";
  CHECK(seen(read(text_source(text), options)) == "2:B");
}

TEST_CASE("what prepares events runs on each of them and may refuse it") {
  EventSource::Options options;
  options.threads = 2;
  options.prepare = [](IncomingEvent& event, json::Arena& arena) {
    if (event.type == "Bad") throw LineFault{1, "not this one"};
    event.type = arena.keep("New" + std::string(event.type));
  };
  const Everything all = read(text_source(line("A") + "\n" + line("Bad") + "\n" + line("B")), options);
  CHECK(seen(all) == "1:NewA 3:NewB");
  REQUIRE(all.rejected.size() == 1);
  CHECK(all.rejected[0].reason == "not this one");
}

/// Fails in the middle of a line, and would go on afterwards.
class BrokenSource final : public ByteSource {
 public:
  std::size_t read(char* into, std::size_t room) override {
    const std::string text = line("A") + "\n";
    if (reads_++ == 1) throw Error(ErrorKind::system, "the disk is gone");
    if (reads_ > 20) return 0;
    return text.copy(into, room);
  }
  void interrupt() override {}

 private:
  int reads_ = 0;
};

TEST_CASE("a failed read ends the input with its error, and nothing behind it is read") {
  for (int i = 0; i < 200; ++i) {
    EventSource::Options options;
    options.threads = 4;
    EventSource source(std::make_unique<BrokenSource>(), "input", options);
    std::size_t events = 0;
    const Error error = error_of([&] {
      while (const auto block = source.next()) events += block->events.size();
    });
    REQUIRE(error.message() == "the disk is gone");
    REQUIRE(events <= 1);
  }
}

}  // namespace
}  // namespace evs
