// The format of baselines: evs-store(5).
#include "core/evolve/baseline.hpp"

#include "tests/expect.hpp"

namespace evs {
namespace {

const std::string digest(64, 'a');

Baseline baseline() {
  Baseline one;
  one.state = R"({"total":1.10})";
  one.fingerprint.fill(0xBB);
  one.by = {"model", true, parse_digest(digest)};
  one.schemas = {*parse_digest(digest)};
  return one;
}

std::string printed() {
  return R"({"state":{"total":1.10},"fingerprint":")" + std::string(64, 'b') +
         R"(","reducer":"model","upcast":true,"rules":")" + digest + R"(","schemas":[")" + digest + R"("]})";
}

EventView event_of(std::string_view data, std::string_view meta = "{}") {
  EventView event;
  event.stream = "order-7";
  event.seq = Seq{3};
  event.position = Position{9};
  event.type = baseline_type;
  event.data = data;
  event.meta = meta;
  return event;
}

TEST_CASE("a baseline is printed and read back") {
  CHECK(to_json(baseline()) == printed());
  const Baseline read = parse_baseline(printed());
  CHECK(read.state == baseline().state);
  CHECK(read.fingerprint == baseline().fingerprint);
  CHECK(read.by == baseline().by);
  CHECK(read.schemas == baseline().schemas);
}

TEST_CASE("a baseline without a model names no rules") {
  Baseline one = baseline();
  one.by = {"merge-patch", false, std::nullopt};
  one.schemas.clear();
  CHECK(to_json(one).ends_with(R"("reducer":"merge-patch","upcast":false,"rules":null,"schemas":[]})"));
  CHECK(parse_baseline(to_json(one)).by == one.by);
}

std::string fault_after(const std::string& part, const std::string& other) {
  std::string data = printed();
  data.replace(data.find(part), part.size(), other);
  try {
    parse_baseline(data);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

TEST_CASE("what is no baseline is refused with the reason") {
  CHECK(fault_after("total", "total") == test::nothing);
  CHECK(fault_after(R"("state":{"total":1.10},)", "") == "\"state\" is missing");
  CHECK(fault_after(R"("upcast":true)", R"("upcast":true,"upcast":false)") == "\"upcast\" is there twice");
  CHECK(fault_after(R"("upcast":true)", R"("upcast":1)") == "\"upcast\" is neither true nor false");
  CHECK(fault_after("model", "program") == R"("reducer" is none of: "model", "merge-patch", "last")");
  CHECK(fault_after(R"("model")", "7") == R"("reducer" is none of: "model", "merge-patch", "last")");
  CHECK(fault_after("bb", "gg") == "\"fingerprint\" is no SHA-256 in hexadecimal");
  CHECK(fault_after(R"("rules":"a)", R"("rules":"x)") == "\"rules\" is no SHA-256 in hexadecimal");
  CHECK(fault_after(R"("rules":")" + digest + '"', R"("rules":null)") ==
        R"("rules" does not fit "reducer" and "upcast")");
  CHECK(fault_after(R"([")" + digest + R"("])", "{}") == "\"schemas\" is no array");
  CHECK(fault_after(R"([")" + digest, R"(["a)") == "one of \"schemas\" is no SHA-256 in hexadecimal");
  for (const char* data : {"", "null", "[]", "{", "\"x\"", "{\"state\":1"}) {
    CHECK(test::kind_of([&] { parse_baseline(data); }) == "bad-input");
  }
}

TEST_CASE("a stored event that is no baseline is damage, and is told with its place") {
  const Error error = test::error_of([] { baseline_in(event_of("{}")); });
  CHECK(error.kind() == ErrorKind::damaged);
  CHECK(error.message() ==
        "the baseline at event 3 of stream 'order-7' (position 9) cannot be read: \"state\" is missing");
  const std::string data = printed();
  EventView newer = event_of(data);
  newer.schema = 2;
  CHECK(test::kind_of([&] { baseline_in(newer); }) == "damaged");
}

TEST_CASE("a baseline that a purge has emptied is known by its mark") {
  Baseline one = baseline();
  one.state = "null";
  const std::string data = to_json(one);
  CHECK(is_emptied_baseline(event_of(data, R"({"purged":true})")));
  CHECK_FALSE(is_emptied_baseline(event_of(data)));
  CHECK_FALSE(is_emptied_baseline(event_of(printed(), R"({"purged":true})")));
  CHECK(baseline_in(event_of(data, R"({"purged":true})")).by == one.by);
}

TEST_CASE("evs's own streams hold no baselines") {
  EventView event = event_of("{}");
  CHECK(is_baseline(event));
  event.stream = "$evs-rules";
  CHECK_FALSE(is_baseline(event));
}

}  // namespace
}  // namespace evs
