// A log file that is followed while another program writes to it.
#include <unistd.h>

#include <fstream>

#include "tests/expect.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;

std::string line(int n, const std::string& stream = "a-1") {
  return R"({"stream":")" + stream + R"(","type":"T","data":)" + std::to_string(n) + "}\n";
}

class Followed {
 public:
  explicit Followed(const std::string& name = "log") : path_(folder_ / name) { add(""); }

  void add(const std::string& bytes) { std::ofstream(path_, std::ios::app | std::ios::binary) << bytes; }

  /// What a follower sees now: "POSITION/SEQ=DATA" of each event, then how far it got.
  std::string more(Selection selection = {}) {
    if (!reader_) reader_ = open_reader(StoreLocation{path_, 2});
    selection.from_position = seen_.position().next();
    std::string found;
    seen_ = dynamic_cast<GrowingReader&>(*reader_).read_on(selection, [&](const EventView& event) {
      found += std::to_string(event.position.value) + "/" + std::to_string(event.seq.value) + "=";
      found += std::string(event.data) + " ";
      return true;
    });
    return found + "to " + seen_.text();
  }

  bool has_changed() { return reader_->wait(seen_, std::chrono::milliseconds(0)); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  test::TemporaryFolder folder_;
  std::string path_;
  std::unique_ptr<Reader> reader_;
  Checkpoint seen_;
};

TEST_CASE("a follower of a log sees each event once, as it is written") {
  Followed log;
  CHECK(log.more() == "to 0");
  log.add(line(1) + line(2));
  CHECK(log.has_changed());
  CHECK(log.more() == "1/1=1 2/2=2 to 2");
  CHECK_FALSE(log.has_changed());
  CHECK(log.more() == "to 2");
  log.add(line(3) + "\r\n" + line(4, "b-1"));
  CHECK(log.more() == "3/3=3 5/1=4 to 5");
}

TEST_CASE("a follower of a log waits for the rest of a line, wherever it was cut") {
  const std::string text = "\xEF\xBB\xBF" + line(1) + "\n" + line(2, "\xC3\xA9-1") + line(3);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Followed log;
    log.add(text.substr(0, cut));
    std::string found = log.more();
    log.add(text.substr(cut));
    found = found.substr(0, found.find("to ")) + log.more();
    if (found != "1/1=1 3/1=2 4/2=3 to 4") FAIL("cut at " << cut << ": " << found);
  }
}

TEST_CASE("a follower of a log gives a whole last event before its line has ended, and only once") {
  Followed log;
  log.add(R"({"stream":"a-1","type":"T","data":1})");
  CHECK(log.more() == "1/1=1 to 1");
  log.add("\n");
  CHECK(log.more() == "to 1");
  log.add(line(2));
  CHECK(log.more() == "2/2=2 to 2");
}

TEST_CASE("a follower of a log refuses a bad line once the line has ended") {
  Followed log;
  log.add(line(1) + R"({"stream":"a-1",)");
  CHECK(log.more() == "1/1=1 to 1");
  log.add("\n");
  const Error error = error_of([&] { log.more(); });
  CHECK(name(error.kind()) == "bad-input");
  CHECK(contains(error.message(), "log' line 2, byte"));
}

TEST_CASE("a follower of a log refuses what is written behind an event in its line") {
  Followed log;
  log.add(R"({"stream":"a-1","type":"T","data":1})");
  CHECK(log.more() == "1/1=1 to 1");
  log.add("garbage\n");
  CHECK(contains(error_of([&] { log.more(); }).message(), "log' line 1, byte"));
}

TEST_CASE("a follower of a log numbers a stream on, and refuses a hole") {
  Followed log;
  log.add(R"({"stream":"a-1","seq":0,"type":"T","data":0})"
          "\n");
  CHECK(log.more() == "1/1=0 to 1");
  log.add(R"({"stream":"a-1","seq":1,"type":"T","data":1})"
          "\n");
  CHECK(log.more() == "2/2=1 to 2");
  log.add(R"({"stream":"a-1","seq":3,"type":"T","data":3})"
          "\n");
  CHECK(contains(error_of([&] { log.more(); }).message(), "line 3: seq 3 of stream 'a-1' leaves a hole"));
}

TEST_CASE("a follower of one stream of a log gets over the lines of others") {
  Followed log;
  Selection selection;
  selection.streams = {StreamName("b-1")};
  log.add(line(1) + line(2, "b-1") + line(3));
  CHECK(log.more(selection) == "2/1=2 to 3");
  log.add(line(4) + R"({"stream":"b-)");
  CHECK(log.more(selection) == "to 4");
  log.add(R"(1","type":"T","data":5})"
          "\n");
  CHECK(log.more(selection) == "5/2=5 to 5");
}

TEST_CASE("a follower of a compressed log sees what is added as a member of its own") {
  Followed log("log.gz");
  log.add(test::compressed("log.gz", line(1)));
  CHECK(log.more() == "1/1=1 to 1");
  log.add(test::compressed("log.gz", line(2)));
  CHECK(log.more() == "2/2=2 to 2");
}

TEST_CASE("a follower says that its log was cut") {
  Followed log;
  log.add(line(1) + line(2));
  log.more();
  REQUIRE(::truncate(log.path().c_str(), 10) == 0);
  CHECK(log.has_changed());
  const Error error = error_of([&] { log.more(); });
  CHECK(name(error.kind()) == "damaged");
  CHECK(contains(error.message(), "log' was cut from 74 to 10 bytes while it was followed"));
}

TEST_CASE("a follower says that its log was removed or replaced, after the last that was written to it") {
  const bool has_successor = GENERATE(false, true);
  Followed log;
  log.add(line(1));
  log.more();
  log.add(line(2));
  REQUIRE(::rename(log.path().c_str(), (log.path() + ".1").c_str()) == 0);
  if (has_successor) log.add(line(1) + line(3));
  CHECK(log.has_changed());
  const Error error = error_of([&] { log.more(); });
  CHECK(name(error.kind()) == "not-found");
  CHECK(contains(error.message(), has_successor ? "log' was replaced while" : "log' was removed while"));
  CHECK(contains(error.message(), "to its end, line 2"));
}

}  // namespace
}  // namespace evs
