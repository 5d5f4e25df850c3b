#include <algorithm>

#include "tests/contract/reading.hpp"
#include "tests/contract/shop.hpp"
#include "tests/expect.hpp"

namespace evs::contract {
namespace {

/// A stream's name and every way in which JSON may spell it.
struct Named {
  std::string name;
  std::vector<std::string> spellings;
};

const Named names[] = {
    {"order-7", {R"(order-7)", R"(order\u002d7)", R"(order\u002D7)", R"(\u006frder-7)"}},
    {"a/b-1", {R"(a/b-1)", R"(a\/b-1)", R"(a\u002fb-1)"}},
    {"//", {R"(//)", R"(\/\/)", R"(/\/)", R"(\//)"}},
    {"say \"hi\"-1", {R"(say \"hi\"-1)", R"(say \u0022hi\u0022-1)", R"(say \"hi\u0022-1)"}},
    {"back\\slash-1", {R"(back\\slash-1)", R"(back\u005cslash-1)", R"(back\u005Cslash-1)"}},
    {"\\u0041-1", {R"(\\u0041-1)", R"(\u005cu0041-1)"}},
    {"größe-1", {R"(größe-1)", R"(gr\u00f6\u00dfe-1)", R"(gr\u00F6ße-1)"}},
    {"🛒-1", {R"(🛒-1)", R"(\ud83d\uded2-1)", R"(\uD83D\uDED2-1)"}},
    {"two words: x'y%_-1", {R"(two words: x'y%_-1)", R"(two\u0020words: x\u0027y%_-1)"}},
};

}  // namespace

void finds_streams_however_they_are_named(const ReaderFactory& make) {
  test::Lines lines;
  for (const Named& named : names) {
    for (const std::string& spelling : named.spellings) {
      // Its name stands in the data of another stream as well, where it means nothing.
      lines.push_back(R"({"stream":")" + spelling + R"(","type":"T"})");
      lines.push_back(R"({"stream":"other-1","type":"T","data":")" + spelling + "\"}");
    }
  }
  const auto store = make(lines);
  for (const Named& named : names) {
    INFO(named.name);
    const auto found = store->stream(StreamName(named.name));
    REQUIRE(found);
    CHECK(found->version.value == static_cast<std::int64_t>(named.spellings.size()));
    for (const bool reverse : {false, true}) {
      Selection selection;
      selection.streams = {StreamName(named.name)};
      selection.reverse = reverse;
      const auto events = test::events_of(*store, selection);
      CHECK(events.size() == named.spellings.size());
      for (const Event& event : events) CHECK(event.stream == named.name);
    }
  }
  SECTION("an event is the same whether its stream is read alone or with all others") {
    Selection selection;
    selection.streams = {StreamName("größe-1")};
    std::string whole;
    std::string alone;
    store->read({}, [&](const EventView& event) {
      if (event.stream == "größe-1") append_event_line(whole, event);
      return true;
    });
    store->read(selection, [&](const EventView& event) {
      append_event_line(alone, event);
      return true;
    });
    CHECK(whole == alone);
    CHECK(std::count(alone.begin(), alone.end(), '\n') == 3);
  }
}

}  // namespace evs::contract
