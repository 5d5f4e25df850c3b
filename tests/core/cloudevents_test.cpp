#include <array>
#include <random>

#include "core/codec/event_line.hpp"
#include "tests/core/parsed_line.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using test::contains;
using test::fault_missed_in;
using test::fault_of;
using test::nothing;
using test::ParsedLine;

/// A CloudEvent with the required attributes and `more`, which begins with a comma.
std::string cloudevent(const std::string& more) {
  return R"({"specversion":"1.0","id":"e1","source":"/shop","type":"Paid","subject":"order-7")" + more + "}";
}

std::string written(const EventView& event) {
  std::string out;
  append_cloudevent(out, event);
  REQUIRE(out.ends_with("}\n"));
  out.pop_back();
  return out;
}

EventView event_with(std::string_view data, std::string_view meta) {
  return {"e1", "order-7", Seq{3}, Position{9}, "Paid", 1, Timestamp{0}, data, meta};
}

TEST_CASE("a CloudEvent's attributes become the event's members") {
  const ParsedLine event(
      cloudevent(R"(,"time":"2026-01-31T12:00:00Z","sequence":"3","evsschema":2,"data":{"n": 1.10})"));
  CHECK(event->id == "e1");
  CHECK(event->stream == "order-7");
  CHECK(event->type == "Paid");
  CHECK(event->source_seq == 3);
  CHECK(event->schema == 2);
  CHECK(event->time == parse_timestamp("2026-01-31T12:00:00Z"));
  CHECK(event->data == R"({"n":1.10})");
  CHECK(event->meta == R"({"source":"/shop"})");
}

TEST_CASE("attributes that are nobody else's go into meta, source first, the rest in their order") {
  const ParsedLine event(
      R"({"zeta":true,"specversion":"1.0","type":"T","source":"/s","subject":"a-1","id":"1",)"
      R"("datacontenttype":"application/json","dataschema":"urn:x","num":5,"data":1,"traceparent":"00-\u0041"})");
  CHECK(event->meta ==
        R"({"source":"/s","zeta":true,"datacontenttype":"application/json","dataschema":"urn:x","num":5,)"
        R"("traceparent":"00-\u0041"})");
}

TEST_CASE("binary data becomes a string that says so in meta") {
  const ParsedLine event(cloudevent(R"(,"data_base64":"AQID")"));
  CHECK(event->data == R"("AQID")");
  CHECK(event->meta == R"({"source":"/shop","data_encoding":"base64"})");
}

TEST_CASE("a CloudEvent without data has an empty object") { CHECK(ParsedLine(cloudevent(""))->data == "{}"); }

TEST_CASE("a sequence may be a string or a number") {
  CHECK(ParsedLine(cloudevent(R"(,"sequence":"0")"))->source_seq == 0);
  CHECK(ParsedLine(cloudevent(R"(,"sequence":12)"))->source_seq == 12);
  for (const char* bad : {"\"\"", "\"x\"", "\"-1\"", "-1", "1.5", "null", "\"1 \""}) {
    CHECK(contains(fault_of(cloudevent(R"(,"sequence":)" + std::string(bad))), "\"sequence\" must be a whole number"));
  }
}

TEST_CASE("a CloudEvent that lacks a required attribute is refused by its name") {
  CHECK(contains(fault_of(R"({"specversion":"1.0","source":"s","type":"T","subject":"a-1"})"), "\"id\" is missing"));
  CHECK(contains(fault_of(R"({"specversion":"1.0","id":"1","type":"T","subject":"a-1"})"), "\"source\" is missing"));
  CHECK(contains(fault_of(R"({"specversion":"1.0","id":"1","source":"s","subject":"a-1"})"), "\"type\" is missing"));
  CHECK(contains(fault_of(R"({"specversion":"1.0","id":"1","source":"s","type":"T"})"), "\"subject\" is missing"));
}

TEST_CASE("faults of a CloudEvent are told at their bytes") {
  CHECK(fault_missed_in(R"({"specversion":^"0.3","id":"1","source":"s","type":"T","subject":"a-1"})") == nothing);
  CHECK(fault_missed_in(R"({"specversion":"1.0","id":^7,"source":"s","type":"T","subject":"a-1"})") == nothing);
  CHECK(fault_missed_in(R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":^""})") == nothing);
  CHECK(fault_missed_in(R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":"a-1","time":^"now"})") ==
        nothing);
  CHECK(fault_missed_in(R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":"a-1","evsschema":^0})") ==
        nothing);
  CHECK(
      fault_missed_in(
          R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":"a-1","data":1,"data_base64":^"AA=="})") ==
      nothing);
  CHECK(fault_missed_in(R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":"a-1","data_base64":^7})") ==
        nothing);
  CHECK(fault_missed_in(R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":"a-1","evsmeta":^"[]"})") ==
        nothing);
  CHECK(fault_missed_in(R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":"a-1","x":1,"x":^1})") ==
        nothing);
}

TEST_CASE("an event that came as a CloudEvent leaves as the same one") {
  const std::string text =
      R"({"specversion":"1.0","id":"e1","source":"/shop","type":"Paid","subject":"order-7","time":"2026-01-31T12:00:00Z",)"
      R"("sequence":"3","evsschema":2,"datacontenttype":"application/json","num":5,"flag":true,"data":{"n":1.10}})";
  const ParsedLine event(text);
  CHECK(written({event->id, event->stream, Seq{3}, Position{1}, event->type, event->schema, *event->time, event->data,
                 event->meta}) == text);
}

TEST_CASE("an event that is no CloudEvent carries its whole meta along") {
  CHECK(
      written(event_with("[]", R"({"actor":"a\"b","deep":{"x":[null]}})")) ==
      R"({"specversion":"1.0","id":"e1","source":"urn:evs:store","type":"Paid","subject":"order-7",)"
      R"("time":"1970-01-01T00:00:00Z","sequence":"3","evsmeta":"{\"actor\":\"a\\\"b\",\"deep\":{\"x\":[null]}}","data":[]})");
}

TEST_CASE("data_base64 that is not base64 is refused at its byte") {
  const std::string begin = R"({"specversion":"1.0","id":"1","source":"s","type":"T","subject":"a-1","data_base64":)";
  CHECK(fault_missed_in(begin + R"("AQID^!"})") == nothing);
  CHECK(fault_missed_in(begin + R"("AQI^"})") == nothing);
  CHECK(fault_missed_in(begin + R"(^"A\/ID!"})") == nothing);
  CHECK(fault_of(begin + R"("A\/ID"})") == nothing);
  CHECK(fault_of(begin + R"("A\u002fID"})") == nothing);
  CHECK(fault_of(begin + R"(""})") == nothing);
}

TEST_CASE("data that only calls itself base64 does not leave as data_base64") {
  const std::string out = written(event_with(R"("AQI")", R"({"source":"/s","data_encoding":"base64"})"));
  CHECK(contains(out, R"("data":"AQI"})"));
  CHECK(contains(out, R"("evsmeta":"{\"source\":\"/s\",\"data_encoding\":\"base64\"}")"));
}

TEST_CASE("binary data leaves as data_base64") {
  const std::string out = written(event_with(R"("AQID")", R"({"source":"/s","data_encoding":"base64"})"));
  CHECK(contains(out, R"("data_base64":"AQID"})"));
  CHECK_FALSE(contains(out, "data_encoding"));
}

/// Says in what an event differs after the way out and back; "" when in nothing.
std::string lost_on_the_way(const EventView& event) {
  const std::string text = written(event);
  const ParsedLine back(text);
  if (back->id != event.id || back->stream != event.stream || back->type != event.type) return "a name: " + text;
  if (back->source_seq != event.seq.value || back->schema != event.schema) return "a number: " + text;
  if (back->time != event.time) return "the time: " + text;
  if (back->data != event.data) return "the data: " + text;
  if (back->meta != event.meta) return "the meta: " + text;
  return "";
}

TEST_CASE("nasty metas survive the way out and back") {
  for (const char* meta : {"{}",
                           R"({"source":"/s"})",
                           R"({"source":""})",
                           R"({"source":7})",
                           R"({"source":null})",
                           R"({"a":1,"source":"s"})",
                           R"({"source":"s","source":"t"})",
                           R"({"source":"s","id":"x"})",
                           R"({"source":"s","evsmeta":"{}"})",
                           R"({"source":"s","data_encoding":"base64"})",
                           R"({"data_encoding":"base64"})",
                           R"({"source":"s","data_encoding":"base64","x":1})",
                           R"({"source":"s","data_encoding":"hex"})",
                           R"({"source":"s","Upper":1})",
                           R"({"source":"s","":1})",
                           R"({"source":"s","a":1.5})",
                           R"({"source":"s","a":-0})",
                           R"({"source":"s","a":2147483648})",
                           R"({"source":"s","a":null})",
                           R"({"source":"s","a":{}})",
                           R"({"source":"s","\u0061":1})",
                           R"({"source":"s","a":1,"\u0061":1})",
                           R"({"source":"s","specversion":"1.0"})",
                           R"({"source":"s","datacontenttype":"text/plain"})",
                           R"({"datacontenttype":"text/plain"})",
                           R"({"source":"s","sequence":"9","subject":"z"})",
                           R"({"s\u006furce":"s"})",
                           R"({"source":"\u0041\/"})"}) {
    for (const char* data : {"{}", "\"AQID\"", "null"}) {
      INFO(meta << " " << data);
      CHECK(lost_on_the_way(event_with(data, meta)) == nothing);
    }
  }
}

class RandomJson {
 public:
  std::string object(int depth) {
    std::string out = "{";
    for (unsigned left = pick(5); left > 0; --left) {
      if (out.size() > 1) out += ',';
      out += "\"" + std::string(keys[pick(keys.size())]) + "\":" + value(depth - 1);
    }
    return out + "}";
  }

  std::string value(int depth) {
    if (depth > 0 && pick(4) == 0) return object(depth);
    if (depth > 0 && pick(5) == 0) return "[" + value(depth - 1) + "," + value(depth - 1) + "]";
    return std::string(scalars[pick(scalars.size())]);
  }

  unsigned pick(std::size_t count) { return static_cast<unsigned>(random_() % count); }

 private:
  static constexpr std::array<std::string_view, 16> keys = {
      "source",        "source",          "source", "a",          "b2", "data_encoding",
      "data_encoding", "evsmeta",         "id",     "Time",       "",   "\\u0061",
      "x y",           "datacontenttype", "ü",      "specversion"};
  static constexpr std::array<std::string_view, 17> scalars = {
      "\"AQID\"", "\"QQ\\/\\/\"", "\"base64\"", "\"base64\"", "\"\"", "\"x\"", "\"\\u00e9\\/\"", "\"\\\"\\\\\"", "0",
      "-7",       "1.10",         "1e400",      "null",       "true", "false", "2147483647",     "12345678901"};
  std::mt19937 random_{7396};
};

TEST_CASE("events made at random survive the way out and back") {
  RandomJson random;
  for (int i = 0; i < 5'000; ++i) {
    const std::string data = random.value(2);
    const std::string meta = random.object(2);
    EventView event = event_with(data, meta);
    event.schema = 1 + random.pick(3);
    event.time = Timestamp{static_cast<std::int64_t>(random.pick(1'000'000'000)) * 1'000'003};
    const std::string lost = lost_on_the_way(event);
    if (!lost.empty()) FAIL(lost << "\ndata " << data << "\nmeta " << meta);
  }
}

}  // namespace
}  // namespace evs
