#include "tests/contract/appending.hpp"
#include "tests/contract/shop.hpp"
#include "tests/contract/writing.hpp"
#include "tests/expect.hpp"

namespace evs::contract {
namespace {

using Numbering = ImportRules::Numbering;

IncomingEvent incoming(std::string_view id, std::string_view stream, std::optional<std::int64_t> seq,
                       std::string_view data = "{}") {
  IncomingEvent event;
  event.id = id;
  event.stream = stream;
  event.type = "T";
  event.time = Timestamp{7};
  event.data = data;
  event.source_seq = seq;
  return event;
}

/// "2 imported, 1 skipped, 1 refused: bad-input x"
std::string imported(Store& store, const std::vector<IncomingEvent>& events,
                     Numbering numbering = Numbering::automatic) {
  std::string refused;
  ImportRules rules;
  rules.numbering = numbering;
  rules.on_refused = [&](const IncomingEvent& event, const Error& error) {
    refused += (refused.empty() ? ": " : ", ") + std::string(name(error.kind())) + " " + std::string(event.id);
  };
  const ImportOutcome outcome = store.import(events, rules);
  return std::to_string(outcome.imported) + " imported, " + std::to_string(outcome.skipped) + " skipped, " +
         std::to_string(outcome.refused) + " refused" + refused;
}

/// "a-1/1 a-1/2": the streams and seqs of the log.
std::string log_of(Reader& store) {
  std::string out;
  for (const Event& event : test::events_of(store)) {
    out += (out.empty() ? "" : " ") + event.stream + "/" + std::to_string(event.seq.value);
  }
  return out;
}

}  // namespace

void imports_with_the_sources_numbers(const StoreFactory& open) {
  const auto store = open();
  SECTION("numbers from 1 are kept, numbers from 0 are shifted by one, also by a later import") {
    CHECK(imported(*store, {incoming("1", "a-1", 1), incoming("2", "b-1", 0), incoming("3", "a-1", 2),
                            incoming("4", "b-1", 1)}) == "4 imported, 0 skipped, 0 refused");
    CHECK(imported(*open(), {incoming("5", "b-1", 2), incoming("6", "a-1", 3)}) == "2 imported, 0 skipped, 0 refused");
    CHECK(log_of(*store) == "a-1/1 b-1/1 a-1/2 b-1/2 b-1/3 a-1/3");
  }
  SECTION("holes and reorderings are refused, and the stream goes on behind them") {
    CHECK(imported(*store, {incoming("1", "a-1", 2), incoming("2", "a-1", 1), incoming("3", "a-1", 3),
                            incoming("4", "a-1", 1), incoming("5", "a-1", 2)}) ==
          "2 imported, 0 skipped, 3 refused: bad-input 1, bad-input 3, bad-input 4");
    CHECK(log_of(*store) == "a-1/1 a-1/2");
  }
  SECTION("events without a number follow each other") {
    CHECK(imported(*store, {incoming("1", "a-1", std::nullopt), incoming("2", "a-1", std::nullopt)}) ==
          "2 imported, 0 skipped, 0 refused");
    CHECK(log_of(*store) == "a-1/1 a-1/2");
  }
  SECTION("assigned numbers are those of the arrival") {
    CHECK(imported(*store, {incoming("1", "a-1", 17), incoming("2", "a-1", 3), incoming("3", "b-1", 9)},
                   Numbering::assign) == "3 imported, 0 skipped, 0 refused");
    CHECK(imported(*store, {incoming("4", "a-1", 1)}, Numbering::assign) == "1 imported, 0 skipped, 0 refused");
    CHECK(log_of(*store) == "a-1/1 a-1/2 b-1/1 a-1/3");
  }
  SECTION("an import goes on behind what was appended") {
    appended(*store, "a-1", "none", {new_event("1")});
    CHECK(imported(*store, {incoming("2", "a-1", 1), incoming("3", "a-1", 2)}) ==
          "1 imported, 0 skipped, 1 refused: bad-input 2");
    CHECK(log_of(*store) == "a-1/1 a-1/2");
    CHECK(appended(*store, "a-1", "2", {new_event("4")}) == "3@3");
  }
  SECTION("an import tells the streams that got events") {
    imported(*store, {incoming("1", "a-1", 1)});
    const std::vector<IncomingEvent> events = {incoming("1", "a-1", 1), incoming("2", "b-1", 1),
                                               incoming("3", "b-1", 2), incoming("4", "c-1", 9)};
    ImportRules rules;
    CHECK(store->import(events, rules).streams == std::vector<std::string>{"b-1"});
  }
}

void imports_an_event_once(const StoreFactory& open) {
  const auto store = open();
  const std::vector<IncomingEvent> batch = {incoming("1", "a-1", 0), incoming("2", "b-1", 1), incoming("3", "a-1", 1)};
  SECTION("what is stored is skipped, and the rest goes on behind it") {
    imported(*store, {batch[0], batch[1]});
    CHECK(imported(*store, batch) == "1 imported, 2 skipped, 0 refused");
    CHECK(imported(*open(), batch) == "0 imported, 3 skipped, 0 refused");
    CHECK(log_of(*store) == "a-1/1 b-1/1 a-1/2");
  }
  SECTION("an event that stands twice in a batch is stored once") {
    CHECK(imported(*store, {batch[0], batch[0], batch[1], batch[0]}) == "2 imported, 2 skipped, 0 refused");
    CHECK(imported(*store, {incoming("9", "z-1", 1), incoming("9", "z-2", 1)}) ==
          "1 imported, 0 skipped, 1 refused: conflict 9");
  }
  SECTION("the same id with other content is refused") {
    imported(*store, batch);
    CHECK(imported(*store, {incoming("1", "a-1", 0, "7"), incoming("2", "c-1", 1)}) ==
          "0 imported, 0 skipped, 2 refused: conflict 1, conflict 2");
    IncomingEvent other_time = batch[0];
    other_time.time = Timestamp{8};
    IncomingEvent no_time = batch[0];
    no_time.time.reset();
    CHECK(imported(*store, {other_time, no_time}) == "0 imported, 1 skipped, 1 refused: conflict 1");
  }
  SECTION("a batch may come in parts") {
    const std::vector<std::vector<IncomingEvent>> parts = {
        {batch[2], batch[0], incoming("1", "a-1", 0, "7"), incoming("4", "c-1", 1)}, {incoming("5", "c-1", 2)}, {}};
    std::size_t given = 0;
    ImportRules rules;
    std::string refused;
    rules.on_refused = [&](const IncomingEvent& event, const Error&) { refused += std::string(event.id) + ' '; };
    rules.more = [&] { return std::span<const IncomingEvent>(parts.at(given++)); };
    const ImportOutcome outcome = store->import(batch, rules);
    CHECK(given == 3);
    CHECK(outcome.imported == 5);
    CHECK(outcome.skipped == 2);
    CHECK(outcome.refused == 1);
    CHECK(refused == "1 ");
    CHECK(outcome.streams == std::vector<std::string>{"a-1", "b-1", "c-1"});
    CHECK(log_of(*store) == "a-1/1 b-1/1 a-1/2 c-1/1 c-1/2");
  }
  SECTION("what throws while more of a batch is asked for undoes all of it") {
    imported(*store, {batch[0]});
    ImportRules rules;
    rules.more = []() -> std::span<const IncomingEvent> { throw Error(ErrorKind::bad_input, "no more"); };
    CHECK(test::kind_of([&] { store->import(std::span(batch).subspan(1), rules); }) == "bad-input");
    CHECK(log_of(*store) == "a-1/1");
    CHECK(imported(*open(), batch) == "2 imported, 1 skipped, 0 refused");
  }
  SECTION("a refusal that throws undoes the batch, and what the store remembers of it") {
    imported(*store, {batch[0]});
    ImportRules rules;
    rules.on_refused = [](const IncomingEvent&, const Error& error) { throw error; };
    std::vector<IncomingEvent> bad = {batch[1], batch[2], incoming("4", "new-1", 1), incoming("5", "a-1", 9)};
    CHECK(test::kind_of([&] { store->import(bad, rules); }) == "bad-input");
    CHECK(log_of(*store) == "a-1/1");
    CHECK_FALSE(store->stream(StreamName("b-1")));
    CHECK(listed_types(*store) == "T/1x1");
    bad.pop_back();
    CHECK(imported(*store, bad) == "3 imported, 0 skipped, 0 refused");
    CHECK(log_of(*store) == "a-1/1 b-1/1 a-1/2 new-1/1");
    CHECK(listed_types(*store) == "T/1x4");
  }
}

}  // namespace evs::contract
