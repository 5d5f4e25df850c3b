#include "core/state/diff.hpp"

#include "tests/expect.hpp"
#include "tests/models.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

const char* const adding = "reducer 'account' { initial = { n = 0 }, Added = function(s, e) s.n = s.n + e.data end }";
const char* const counting = "reducer 'account' { initial = { n = 0 }, Added = function(s, e) s.n = s.n + 1 end }";
const char* const strict =
    "reducer 'account' { initial = { n = 0 },\n"
    "  Added = function(s, e) if e.data > 2 then error('too much') end s.n = s.n + e.data end }";

std::string event(int number, const std::string& stream, int amount) {
  return R"({"id":"e)" + std::to_string(number) + R"(","stream":")" + stream +
         R"(","type":"Added","time":"2026-01-01T00:00:0)" + std::to_string(number) + R"(Z","data":)" +
         std::to_string(amount) + "}";
}

const test::Lines lines = {event(1, "account-2", 1), event(2, "account-1", 1), event(3, "account-3", 3),
                           event(4, "account-1", 2), event(5, "other-1", 7)};

template <class Ask>
void on_both(Ask ask) {
  test::on_both_stores(lines, [&](const std::unique_ptr<Reader>& reader) { ask(*reader); });
}

std::unique_ptr<Reducers> reducers_of(const char* model) {
  return model_reducers(test::model_of(model), std::make_shared<ModelNotes>());
}

std::string told(const DiffSide& side) {
  return std::to_string(side.seq.value) + side.state + (side.error.empty() ? "" : "(" + side.error + ")");
}

std::string told(const DiffCounts& counts) {
  return std::to_string(counts.different) + " of " + std::to_string(counts.streams) + ", " +
         std::to_string(counts.failed) + " failed";
}

std::string compared(Reader& reader, const char* before, const char* after, int threads, const Moment& moment = {},
                     const StreamSelection& selection = {}) {
  const auto old = reducers_of(before);
  const auto now = reducers_of(after);
  const auto another = reader.another();
  std::string out;
  const DiffCounts counts = diff_models(
      {reader, *old}, {*another, *now}, selection, moment, threads,
      [&](const StateDiff& diff) { out += diff.stream + " " + told(diff.before) + " " + told(diff.after) + "\n"; });
  return out + told(counts);
}

TEST_CASE("two models are compared over all streams, by name, on any number of threads") {
  on_both([](Reader& reader) {
    for (const int threads : {1, 2, 5}) {
      CHECK(compared(reader, adding, counting, threads) ==
            "account-1 2{\"n\":3} 2{\"n\":2}\naccount-3 1{\"n\":3} 1{\"n\":1}\n2 of 4, 0 failed");
      CHECK(compared(reader, adding, adding, threads) == "0 of 4, 0 failed");
      CHECK(compared(reader, adding, counting, threads, {}, {"other", "", std::nullopt}) == "0 of 1, 0 failed");
    }
  });
}

TEST_CASE("two models are compared at a moment") {
  on_both([](Reader& reader) {
    CHECK(compared(reader, adding, counting, 2, {std::nullopt, Position{3}, std::nullopt}) ==
          "account-3 1{\"n\":3} 1{\"n\":1}\n1 of 3, 0 failed");
    CHECK(compared(reader, adding, counting, 2,
                   {std::nullopt, std::nullopt, parse_timestamp("2026-01-01T00:00:02Z")}) == "0 of 2, 0 failed");
  });
}

TEST_CASE("a fold that fails under one model is a difference, under both it is none") {
  on_both([](Reader& reader) {
    const std::string failure =
        "model.lua:2: too much; in rule 'Added' of reducer 'account', at event 1 of stream 'account-3' (Added, "
        "position 3)";
    CHECK(compared(reader, adding, strict, 2) == "account-3 1{\"n\":3} 1null(" + failure + ")\n1 of 4, 0 failed");
    CHECK(compared(reader, strict, adding, 2) == "account-3 1null(" + failure + ") 1{\"n\":3}\n1 of 4, 0 failed");
    CHECK(compared(reader, strict, strict, 2) == "0 of 4, 1 failed");
  });
}

TEST_CASE("a state that is not JSON is a failure too") {
  on_both([](Reader& reader) {
    const char* const odd = "reducer 'account' { Added = function(s, e) s.f = function() end end }";
    CHECK(test::contains(compared(reader, adding, odd, 2), "account-1 2{\"n\":3} 2null(model.lua:1: reducer"));
  });
}

TEST_CASE("a model that cannot be asked at all is an error, no difference") {
  on_both([](Reader& reader) {
    const char* const program = "reducer 'account' { command = { './none' } }";
    CHECK(test::kind_of([&] { compared(reader, adding, program, 2); }) == "system");
    CHECK(test::kind_of([&] { compared(reader, program, adding, 2); }) == "system");
  });
}

TEST_CASE("two models are compared for named streams") {
  on_both([](Reader& reader) {
    const auto old = reducers_of(adding);
    const auto now = reducers_of(counting);
    std::string out;
    const DiffCounts counts =
        diff_models({reader, *old}, {reader, *now}, {StreamName("account-1"), StreamName("other-1")}, {},
                    [&](const StateDiff& diff) { out += diff.stream; });
    CHECK(out == "account-1");
    CHECK(told(counts) == "1 of 2, 0 failed");
  });
}

TEST_CASE("the state before the first event is the initial one") {
  on_both([](Reader& reader) {
    const auto reducers = reducers_of(adding);
    CHECK(told(side_at({reader, *reducers}, StreamName("account-1"), {Seq{0}, std::nullopt, std::nullopt})) ==
          "0{\"n\":0}");
    CHECK(told(side_at({reader, *reducers}, StreamName("account-1"), {Seq{1}, std::nullopt, std::nullopt})) ==
          "1{\"n\":1}");
    CHECK(told(side_at({reader, *reducers}, StreamName("account-1"), {})) == "2{\"n\":3}");
  });
}

}  // namespace
}  // namespace evs
