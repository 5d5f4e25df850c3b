#include "core/state/trace.hpp"

#include <tuple>

#include "tests/expect.hpp"
#include "tests/models.hpp"
#include "tests/stores.hpp"

namespace evs {
namespace {

const char* const bank =
    "reducer 'account' { initial = { balance = 0 },\n"
    "  Deposited = function(s, e) s.balance = s.balance + e.data end,\n"
    "  Withdrawn = function(s, e) s.balance = s.balance - e.data end,\n"
    "  invariant = { ['balance is never negative'] = function(s) return s.balance >= 0 end } }";

std::string event(const std::string& stream, const std::string& type, int amount, int minute) {
  static int id = 0;
  return R"({"id":"e)" + std::to_string(++id) + R"(","stream":")" + stream + R"(","type":")" + type +
         R"(","time":"2026-01-01T00:0)" + std::to_string(minute) + R"(:00Z","data":)" + std::to_string(amount) + "}";
}

const test::Lines lines = {event("account-1", "Deposited", 5, 1), event("account-2", "Deposited", 7, 2),
                           event("account-1", "Withdrawn", 9, 3), event("account-2", "Withdrawn", 8, 4),
                           event("account-1", "Deposited", 9, 5)};

/// Asks a store and a log file.
template <class Ask>
void on_both(Ask ask) {
  const auto reducers = model_reducers(test::model_of(bank), std::make_shared<ModelNotes>());
  test::on_both_stores(lines, [&](const std::unique_ptr<Reader>& reader) { ask(*reader, *reducers); });
}

TEST_CASE("a trace visits every event with the states around it") {
  on_both([](Reader& reader, Reducers& reducers) {
    std::string seen;
    const auto trace = [&](const Moment& moment) {
      seen.clear();
      return trace_stream(reader, StreamName("account-1"), reducers, moment, [&](const Step& step) {
        seen += step.before.text() + " " + std::to_string(step.event.seq.value) + " " + step.after.text() + "\n";
      });
    };
    CHECK(trace({}) == Seq{3});
    CHECK(
        seen ==
        "{\"balance\":0} 1 {\"balance\":5}\n{\"balance\":5} 2 {\"balance\":-4}\n{\"balance\":-4} 3 {\"balance\":5}\n");
    CHECK(trace({Seq{1}, std::nullopt, std::nullopt}) == Seq{1});
    CHECK(trace({std::nullopt, Position{3}, std::nullopt}) == Seq{2});
    CHECK(trace({std::nullopt, std::nullopt, parse_timestamp("2026-01-01T00:04:00Z")}) == Seq{2});
    CHECK(trace({std::nullopt, std::nullopt, parse_timestamp("2025-01-01T00:00:00Z")}) == Seq{0});
    CHECK(seen.empty());
  });
}

/// A stream in which a baseline stands, of which the reducers know nothing.
TEST_CASE("traces, checks and folds pass over events of evs's own types") {
  test::Lines with_baseline = lines;
  with_baseline.insert(with_baseline.begin() + 2,
                       R"({"id":"b","stream":"account-1","type":"$evs.baseline","time":"2026-01-01T00:02:30Z",)"
                       R"("data":{"state":null,"fingerprint":")" +
                           std::string(64, '0') + R"(","reducer":"last","upcast":false,"rules":null,"schemas":[]}})");
  test::on_both_stores(with_baseline, [](const std::unique_ptr<Reader>& reader) {
    const auto reducers = model_reducers(test::model_of(bank), std::make_shared<ModelNotes>());
    const StreamName account("account-1");
    std::string seen;
    const auto note = [&](const Step& step) { seen += std::to_string(step.event.seq.value) + " "; };
    CHECK(trace_stream(*reader, account, *reducers, {}, note) == Seq{4});
    CHECK(seen == "1 3 4 ");
    seen.clear();
    CHECK(trace_all(*reader, {"account", "account-1", {}}, *reducers, {}, note) == 3);
    CHECK(seen == "1 3 4 ");
    CHECK(replay_stream(*reader, account, *reducers, {})->state == R"({"balance":5})");
    CHECK(check_stream(*reader, account, *reducers, {}).broken->event.seq == Seq{3});
    CHECK(replay_stream(*reader, account, *builtin_reducers(Reducer::last), {Seq{2}, {}, {}})->state == "5");
  });
}

std::string trace_of(Reader& reader, Reducers& reducers, const StreamSelection& streams, const Moment& moment,
                     std::size_t most_states) {
  std::string seen;
  const auto events = trace_all(
      reader, streams, reducers, moment,
      [&](const Step& step) {
        seen += std::string(step.event.stream) + "/" + std::to_string(step.event.seq.value) + " " + step.before.text() +
                " " + step.after.text() + "\n";
      },
      most_states);
  return seen + std::to_string(events);
}

TEST_CASE("a trace of many streams follows the log, however few states there is room for") {
  on_both([](Reader& reader, Reducers& reducers) {
    for (const std::size_t most_states : {1U, 2U, 100U}) {
      CHECK(trace_of(reader, reducers, {}, {}, most_states) ==
            "account-1/1 {\"balance\":0} {\"balance\":5}\naccount-2/1 {\"balance\":0} {\"balance\":7}\n"
            "account-1/2 {\"balance\":5} {\"balance\":-4}\naccount-2/2 {\"balance\":7} {\"balance\":-1}\n"
            "account-1/3 {\"balance\":-4} {\"balance\":5}\n5");
      const StreamSelection second{"", "account-2", std::nullopt};
      CHECK(trace_of(reader, reducers, second, {}, most_states) ==
            "account-2/1 {\"balance\":0} {\"balance\":7}\naccount-2/2 {\"balance\":7} {\"balance\":-1}\n2");
      CHECK(trace_of(reader, reducers, {"none", "", std::nullopt}, {}, most_states) == "0");
    }
  });
}

TEST_CASE("a trace of many streams ends at a moment") {
  on_both([](Reader& reader, Reducers& reducers) {
    CHECK(trace_of(reader, reducers, {}, {std::nullopt, Position{1}, std::nullopt}, 9) ==
          "account-1/1 {\"balance\":0} {\"balance\":5}\n1");
    const Moment minute_2{std::nullopt, std::nullopt, parse_timestamp("2026-01-01T00:02:00Z")};
    CHECK(trace_of(reader, reducers, {}, minute_2, 9) ==
          "account-1/1 {\"balance\":0} {\"balance\":5}\naccount-2/1 {\"balance\":0} {\"balance\":7}\n2");
  });
}

std::string told(const Checked& checked) {
  if (!checked.broken) return std::to_string(checked.streams) + " streams, " + std::to_string(checked.events);
  const BrokenInvariant& broken = *checked.broken;
  return broken.invariant + " at " + broken.event.stream + "/" + std::to_string(broken.event.seq.value) + ": " +
         broken.before + " " + broken.after;
}

TEST_CASE("a check finds the first event after which an invariant does not hold") {
  on_both([](Reader& reader, Reducers& reducers) {
    CHECK(told(check_stream(reader, StreamName("account-1"), reducers, {})) ==
          "balance is never negative at account-1/2: {\"balance\":5} {\"balance\":-4}");
    CHECK(told(check_stream(reader, StreamName("account-1"), reducers, {Seq{1}, std::nullopt, std::nullopt})) ==
          "1 streams, 1");
    CHECK(told(check_stream(reader, StreamName("account-2"), reducers,
                            {std::nullopt, std::nullopt, parse_timestamp("2026-01-01T00:03:00Z")})) == "1 streams, 1");
    CHECK(told(check_stream(reader, StreamName("account-9"), reducers, {})) == "0 streams, 0");
  });
}

TEST_CASE("of all streams the first in the log counts, on any number of threads") {
  on_both([](Reader& reader, Reducers& reducers) {
    for (const int threads : {1, 2, 5}) {
      CHECK(told(check_all(reader, {}, reducers, {}, threads)) ==
            "balance is never negative at account-1/2: {\"balance\":5} {\"balance\":-4}");
      CHECK(told(check_all(reader, {}, reducers, {std::nullopt, Position{2}, std::nullopt}, threads)) ==
            "2 streams, 2");
    }
  });
}

TEST_CASE("a check of all streams may end at a time") {
  on_both([](Reader& reader, Reducers& reducers) {
    for (const int threads : {1, 3}) {
      const auto at = [&](const char* time) {
        return told(check_all(reader, {}, reducers, {std::nullopt, std::nullopt, parse_timestamp(time)}, threads));
      };
      CHECK(at("2026-01-01T00:02:59Z") == "2 streams, 2");
      CHECK(at("2026-01-01T00:03:00Z") == "balance is never negative at account-1/2: {\"balance\":5} {\"balance\":-4}");
      CHECK(at("2025-01-01T00:00:00Z") == "0 streams, 0");
    }
  });
}

TEST_CASE("a condition is asked after every event, of states by functions and of native ones") {
  on_both([](Reader& reader, Reducers&) {
    for (const auto& [model, reducer, condition, wanted] :
         {std::tuple(bank, Reducer::merge_patch, "s.balance >= 0",
                     "s.balance >= 0 at account-1/2: {\"balance\":5} {\"balance\":-4}"),
          std::tuple(bank, Reducer::merge_patch, "s.balance > -9", "2 streams, 5"),
          std::tuple("", Reducer::last, "s ~= 8 or e.type ~= 'Withdrawn'",
                     "s ~= 8 or e.type ~= 'Withdrawn' at account-2/2: 7 8"),
          std::tuple("function small(n) return n < 9 end", Reducer::last, "small(s)",
                     "small(s) at account-1/2: 5 9")}) {
      const auto reducers =
          model_reducers(test::model_of(model), std::make_shared<ModelNotes>(), {condition, ""}, reducer);
      for (const StateBefore before : {StateBefore::fold_again, StateBefore::keep}) {
        CHECK(told(check_all(reader, {}, *reducers, {}, 2, before)) == wanted);
      }
    }
  });
}

TEST_CASE("a condition that is none, or fails, is the user's mistake") {
  on_both([](Reader& reader, Reducers&) {
    const auto refusal = [&](const char* condition) {
      const auto reducers = model_reducers(test::model_of(bank), std::make_shared<ModelNotes>(), {condition, ""});
      return test::said_by([&] { (void)check_all(reader, {}, *reducers, {}, 2); });
    };
    CHECK(test::contains(refusal("s.balance >="), "[usage] the condition: unexpected symbol"));
    CHECK(refusal("s.none.x") == "[usage] the condition: attempt to index a nil value (field 'none')");
    CHECK(test::contains(refusal("(function() while true do end end)()"), "[usage] the condition: it took more than"));
    CHECK(refusal("true").empty());
  });
}

TEST_CASE("one invariant is asked alone") {
  on_both([](Reader& reader, Reducers&) {
    const auto model = test::model_of(
        "reducer 'account' { default = function(s, e) s.n = e.data end, invariant = {"
        "['a'] = function(s) return s.n < 6 end, ['b'] = function(s) return s.n < 9 end } }");
    for (const auto& [only, wanted] :
         {std::pair("", "a at account-2/1: {} {\"n\":7}"), std::pair("b", "b at account-1/2: {\"n\":5} {\"n\":9}")}) {
      const auto reducers = model_reducers(model, std::make_shared<ModelNotes>(), {"", only});
      CHECK(told(check_all(reader, {}, *reducers, {}, 2)) == wanted);
    }
  });
}

TEST_CASE("the first event may be the one that breaks it") {
  const test::TemporaryFolder folder;
  const auto store = test::open_sqlite(folder / "evs.db");
  test::import_text(*store, event("account-1", "Withdrawn", 1, 1) + "\n");
  const auto reducers = model_reducers(test::model_of(bank), std::make_shared<ModelNotes>());
  CHECK(told(check_all(*store, {}, *reducers, {}, 1)) ==
        "balance is never negative at account-1/1: {\"balance\":0} {\"balance\":-1}");
}

TEST_CASE("states and errors of many streams do not depend on the number of threads") {
  const test::TemporaryFolder folder;
  const auto store = test::open_sqlite(folder / "evs.db");
  std::string text;
  for (int i = 0; i < 600; ++i) {
    text += event("account-" + std::to_string(i % 97), i > 400 && i % 50 == 7 ? "Odd" : "Deposited", i, 1) + "\n";
  }
  test::import_text(*store, text);
  const auto states = [&](const char* otherwise, int threads) {
    const auto model =
        test::model_of("reducer 'account' { initial = { n = 0 }, default = '" + std::string(otherwise) +
                       "', Deposited = function(s, e) s.n = s.n + e.data; s[e.type .. e.data] = { e.seq } end }");
    const auto reducers = model_reducers(model, std::make_shared<ModelNotes>());
    std::string out;
    out += test::said_by([&] {
      replay_all(*store, {}, *reducers, {}, threads, [&](const StreamState& state) {
        out += state.stream + " " + state.state + "\n";
        return true;
      });
    });
    return out;
  };
  for (const char* otherwise : {"ignore", "error"}) {
    const std::string alone = states(otherwise, 1);
    CHECK(alone.size() > 50);
    for (const int threads : {2, 3, 8}) CHECK(states(otherwise, threads) == alone);
  }
  CHECK(states("error", 1).find("no rule for 'Odd'") != std::string::npos);
}

}  // namespace
}  // namespace evs
