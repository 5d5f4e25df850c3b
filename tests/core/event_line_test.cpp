#include "core/codec/event_line.hpp"

#include <algorithm>

#include "tests/core/parsed_line.hpp"
#include "tests/expect.hpp"
#include "tests/random_json.hpp"

namespace evs {
namespace {

using test::contains;
using test::fault_missed_in;
using test::fault_of;
using test::nothing;
using test::ParsedLine;
using Keys = EventLineParser::Keys;

std::string line_with(const std::string& more) { return R"({"stream":"s-1","type":"T")" + more + "}"; }
std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

TEST_CASE("a full event line is read member by member") {
  const ParsedLine event(R"({"id":"0190","stream":"order-7","seq":3,"position":1042,"type":"ItemAdded","schema":2,)"
                         R"("time":"2026-01-31T12:00:00.123Z","data":{"sku": "a", "n":1.10},"meta":{ "actor":"x"}})");
  CHECK(event->id == "0190");
  CHECK(event->stream == "order-7");
  CHECK(event->source_seq == 3);
  CHECK(event->type == "ItemAdded");
  CHECK(event->schema == 2);
  CHECK(event->time == parse_timestamp("2026-01-31T12:00:00.123Z"));
  CHECK(event->data == R"({"sku":"a","n":1.10})");
  CHECK(event->meta == R"({"actor":"x"})");
}

TEST_CASE("what a line leaves out has its default") {
  const ParsedLine event(line_with(""));
  CHECK(event->id.empty());
  CHECK_FALSE(event->source_seq);
  CHECK_FALSE(event->time);
  CHECK(event->schema == 1);
  CHECK(event->data == "{}");
  CHECK(event->meta == "{}");
}

TEST_CASE("data may be any JSON value and keeps its spelling") {
  for (const char* data : {"null", "0", "1e400", "12345678901234567890", "\"\\u0041\\/\"", "[]", "[null]", "true",
                           R"({"b":1,"a":2,"b":3})"}) {
    CHECK(ParsedLine(line_with(std::string(R"(,"data":)") + data))->data == data);
  }
}

TEST_CASE("escaped names are the names that they spell") {
  const ParsedLine event(R"({"\u0073tream":"a\/b\u002D\u00e9","t\u0079pe":"T\"","id":"\ud83d\uded2"})");
  CHECK(event->stream == "a/b-é");
  CHECK(event->type == "T\"");
  CHECK(event->id == "🛒");
}

TEST_CASE("a key that stands twice is refused, however it is spelled") {
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","type":^"U"})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","t\u0079pe":^"T"})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","data":1,"d\u0061ta":^1})") == nothing);
  CHECK(contains(fault_of(line_with(R"(,"type":"T")")), "\"type\" stands twice"));
}

TEST_CASE("a key that is no part of an event line is refused") {
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","extra":^1})") == nothing);
  CHECK(contains(fault_of(line_with(R"(,"Data":1)")), "\"Data\" is not a key of an event line"));
  CHECK(contains(fault_of(line_with(R"(,"expect":"any")")), "not a key"));
}

TEST_CASE("the salt and the commitment of an exported event are checked and passed over") {
  const std::string salt(32, 'a');
  const std::string commitment(64, '0');
  const std::string sealed = line_with(R"(,"salt":")" + salt + R"(","commitment":")" + commitment + "\"");
  CHECK(ParsedLine(sealed)->type == "T");
  CHECK_FALSE(ParsedLine(sealed)->seal);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","salt":^"ab"})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","salt":^7})") == nothing);
  CHECK(contains(fault_of(line_with(R"(,"salt":")" + std::string(32, 'A') + "\"")), "32 hexadecimal digits"));
  CHECK(contains(fault_of(line_with(R"(,"salt":")" + commitment + "\"")), "32 hexadecimal digits"));
  CHECK(contains(fault_of(line_with(R"(,"commitment":")" + salt + "\"")), "64 hexadecimal digits"));
  for (const Keys keys : {Keys::within_stream, Keys::append_request}) {
    CHECK(contains(fault_of(line_with(R"(,"salt":")" + salt + "\""), keys), "not a key"));
    CHECK(contains(fault_of(line_with(R"(,"commitment":")" + commitment + "\""), keys), "not a key"));
  }
}

TEST_CASE("a sealed event is written with its salt, and with the commitment that it lost") {
  SealedEvent sealed;
  sealed.event.id = "e-1";
  sealed.event.stream = "s-1";
  sealed.event.type = "T";
  sealed.event.data = "null";
  sealed.event.meta = "{}";
  sealed.salt.fill(0xAB);
  std::string line;
  append_sealed_event_line(line, sealed);
  const std::string salt = R"("data":null,"meta":{},"salt":"abababababababababababababababab")";
  CHECK(line.ends_with(salt + "}\n"));
  sealed.original.emplace().fill(0x0F);
  append_sealed_event_line(line = "", sealed);
  std::string digest;
  for (int i = 0; i < 32; ++i) digest += "0f";
  CHECK(line.ends_with(salt + R"(,"commitment":")" + digest + "\"}\n"));
  CHECK(ParsedLine(line.substr(0, line.size() - 1))->data == "null");
}

TEST_CASE("type and stream are required") {
  CHECK(fault_of(R"({"stream":"s-1"})") == "1: \"type\" is missing");
  CHECK(fault_of(R"({"type":"T"})") == "1: \"stream\" is missing");
  CHECK(fault_of("{}") == "1: \"type\" is missing");
  CHECK(fault_of(R"({"type":"T"})", Keys::within_stream) == nothing);
  CHECK(fault_of(R"({"type":"T"})", Keys::append_request) == "1: \"stream\" is missing");
}

TEST_CASE("a member of the wrong kind is refused at its value") {
  CHECK(fault_missed_in(R"({"type":"T","stream":^7})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":^null})") == nothing);
  CHECK_FALSE(fault_missed_in(R"({"stream":"s-1","type":"T","id": ^ 7})").empty());  // the helper itself can fail
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","id": ^7})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","id":^null})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","meta":^[]})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","meta":^null})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","time":^1769860800})") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","time":^"yesterday"})") == nothing);
}

TEST_CASE("the rules of names hold for what a line names") {
  CHECK(fault_missed_in(R"({"type":"T","stream":^""})") == nothing);
  CHECK(fault_missed_in(R"({"type":^"","stream":"s-1"})") == nothing);
  CHECK(fault_missed_in(R"({"id":^"","type":"T","stream":"s-1"})") == nothing);
  CHECK(contains(fault_of(R"({"type":"T","stream":"a\u0000b"})"), "control character"));
  CHECK(contains(fault_of(R"({"type":"T","stream":"a\u0085b"})"), "control character"));
  CHECK(contains(fault_of(R"({"type":"T","stream":")" + std::string(513, 'a') + R"("})"), "at most 512"));
  CHECK(contains(fault_of(line_with(R"(,"id":")" + std::string(256, 'i') + "\"")), "at most 255"));
}

TEST_CASE("seq, position and schema are whole numbers") {
  CHECK(ParsedLine(line_with(R"(,"seq":0)"))->source_seq == 0);
  CHECK(ParsedLine(line_with(R"(,"seq":9223372036854775807)"))->source_seq == INT64_MAX);
  for (const char* key : {"seq", "position", "schema"}) {
    for (const char* bad : {"-1", "1.0", "1e3", "\"1\"", "null", "true", "[1]", "9223372036854775808"}) {
      INFO(key << " " << bad);
      CHECK(fault_missed_in(R"({"stream":"s-1","type":"T",")" + std::string(key) + "\":^" + bad + "}") == nothing);
    }
  }
  CHECK(contains(fault_of(line_with(R"(,"schema":0)")), "at least 1"));
  CHECK(ParsedLine(line_with(R"(,"schema":4294967296)"))->schema == 4'294'967'296);
}

TEST_CASE("a request of append --each may say what it expects") {
  CHECK(ParsedLine(line_with(R"(,"expect":5)"), Keys::append_request)->expect == "5");
  CHECK(ParsedLine(line_with(R"(,"expect":"none")"), Keys::append_request)->expect == "none");
  CHECK(contains(fault_of(line_with(R"(,"expect":true)"), Keys::append_request), "\"expect\" must be a string"));
}

TEST_CASE("a line holds one object and nothing else") {
  CHECK(contains(fault_of("[]"), "an event is a JSON object"));
  CHECK(contains(fault_of("7"), "an event is a JSON object"));
  CHECK(contains(fault_of("\"x\""), "an event is a JSON object"));
  CHECK(contains(fault_of("null"), "an event is a JSON object"));
  CHECK_FALSE(fault_of("").empty());
  CHECK(fault_of(line_with("") + "x") != nothing);
  CHECK(fault_missed_in(line_with("") + " ^{}") == nothing);
  CHECK(fault_of(line_with("") + " \t") == nothing);
}

TEST_CASE("a line that is not JSON is refused") {
  using namespace std::string_literals;
  for (const std::string& bad :
       {"{"s, "{\"stream\":\"s-1\",\"type\":\"T\""s, line_with(","), line_with(R"(,"data":tru)"),
        line_with(R"(,"data":01)"), line_with(R"(,"data":[1,])"), line_with(R"(,"data":"\ud800")"),
        line_with(R"(,"data":{"\udc00":1})"), line_with(",\"data\":\"\x01\""), line_with(",\"data\":\"\xFF\""),
        line_with(",\"data\":\"\0\""s), line_with("") + "\0"s, "\xEF\xBB\xBF" + line_with(""),
        line_with(R"(,"data":{"a" 1})"), line_with(R"(,"data":nan)"), line_with(R"(,"data":{"a":[}]})")}) {
    INFO(bad);
    CHECK_FALSE(fault_of(bad).empty());
  }
}

TEST_CASE("a line that was cut short says so") {
  CHECK(contains(fault_of(R"({"stream":"s-1","type":"T")"), "not closed"));
  CHECK(contains(fault_of(R"({"stream":"s-1","type":"T","data":{"a":1)"), "not closed"));
  CHECK(contains(fault_of(R"({"stream":"s-1","type":"T)"), "not closed"));
}

TEST_CASE("a fault inside data is told at its byte") {
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","data":{"a":[1,^tru]}})") == nothing);
  CHECK(fault_missed_in("{\"stream\":\"s-1\",\"type\":\"T\",\"data\":\"ab^\xFF\"}") == nothing);
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","data":[1,^01]})") == nothing);
}

TEST_CASE("a line nests 128 levels deep at most") {
  CHECK(fault_of(line_with(R"(,"data":)" + nested(127))) == nothing);
  CHECK(contains(fault_of(line_with(R"(,"data":)" + nested(128))), "nests deeper than 128 levels"));
  CHECK_FALSE(fault_of(line_with(R"(,"data":)" + nested(50'000))).empty());
}

TEST_CASE("the first bracket that is too deep is told at its byte") {
  const std::string brackets(128, '[');
  CHECK(fault_missed_in(R"({"stream":"s-1","type":"T","data":)" + brackets.substr(1) + "^[" + std::string(128, ']') +
                        "}") == nothing);
}

TEST_CASE("what lies behind a line that was cut short is not taken for a part of it") {
  EventLineParser parser;
  json::Arena arena;
  const std::string line = R"({"stream":"s-1","data":[1,{"a":{}})";
  for (const std::string behind : {",", "]", "}", "\n{", " ", ""}) {
    INFO(behind);
    const std::string buffer = line + behind + std::string(json::padding, '\0');
    const auto parsing = [&] { parser.parse(std::string_view(buffer).substr(0, line.size()), arena); };
    CHECK_THROWS_AS(parsing(), LineFault);
  }
}

TEST_CASE("a parser goes on after a bad line") {
  EventLineParser parser;
  json::Arena arena;
  for (const bool is_good : {true, false, true, false, true}) {
    std::string buffer = is_good ? line_with("") : line_with(R"(,"data":[1)");
    const std::size_t size = buffer.size();
    buffer.append(json::padding, '\0');
    bool was_taken = true;
    try {
      parser.parse(std::string_view(buffer).substr(0, size), arena);
    } catch (const LineFault&) {
      was_taken = false;
    }
    CHECK(was_taken == is_good);
  }
}

TEST_CASE("an event is written in the order of keys that the format fixes") {
  const EventView event{"0\"1", "größe/1-\\", Seq{3}, Position{1042}, "ItemAdded",
                        2,      Timestamp{1}, "1.10", R"({"a":"\/"})"};
  std::string out = "before\n";
  append_event_line(out, event);
  CHECK(out ==
        "before\n"
        R"({"id":"0\"1","stream":"größe/1-\\","seq":3,"position":1042,"type":"ItemAdded","schema":2,)"
        R"("time":"1970-01-01T00:00:00.000000001Z","data":1.10,"meta":{"a":"\/"}})"
        "\n");
}

TEST_CASE("a written line reads back as the same event") {
  const EventView event{"\x01id\n", "a/\"b\"-\\u0041", Seq{1},          Position{1},    "T\\",
                        9,          Timestamp{-1},     R"(["\u00e9"])", R"({"k":null})"};
  std::string out;
  append_event_line(out, event);
  out.pop_back();
  const ParsedLine back(out);
  CHECK(back->id == event.id);
  CHECK(back->stream == event.stream);
  CHECK(back->source_seq == 1);
  CHECK(back->type == event.type);
  CHECK(back->schema == 9);
  CHECK(back->time == event.time);
  CHECK(back->data == event.data);
  CHECK(back->meta == event.meta);
}

/// A text with some of its bytes changed, taken away or doubled.
std::string spoilt(std::string text, std::mt19937& random) {
  constexpr std::string_view bytes = "{}[]\",:\\ 0-.e\xC3t";
  for (auto changes = random() % 3; changes > 0 && !text.empty(); --changes) {
    const std::size_t at = random() % text.size();
    const char byte = bytes[random() % bytes.size()];
    if (random() % 3 == 0)
      text.erase(at, 1);
    else if (random() % 2 == 0)
      text.insert(at, 1, byte);
    else
      text[at] = byte;
  }
  return text;
}

TEST_CASE("what is taken for plain is what a walk through the line takes") {
  std::mt19937 random(20260131);
  int taken = 0;
  for (int i = 0; i < 30'000; ++i) {
    const std::string line = line_with(R"(,"data":)" + spoilt(test::random_json(random, 4), random) + R"(,"meta":)" +
                                       spoilt(R"({"a":[1]})", random));
    INFO(line);
    const std::string fault = fault_of(line);
    std::string walked;
    try {
      walked = json::checked_object("line", line);
    } catch (const Error&) {
      REQUIRE(fault != nothing);
      continue;
    }
    if (fault == nothing) {
      const auto members = json::members_of(walked);
      const auto data = std::find_if(members.begin(), members.end(), [](const auto& m) { return m.key == "data"; });
      REQUIRE(ParsedLine(line)->data == (data == members.end() ? "{}" : data->value));
      ++taken;
    } else {  // it is JSON, but no event
      const bool is_of_the_line =
          contains(fault, "is not a key") || contains(fault, "stands twice") || contains(fault, "must be an object");
      REQUIRE(is_of_the_line);
    }
  }
  CHECK(taken > 5'000);
}

}  // namespace
}  // namespace evs
