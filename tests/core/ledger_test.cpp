// That no byte of a ledger can become another without being noticed, and that an entry does not contradict itself.
#include "core/privacy/ledger.hpp"

#include <functional>

#include "core/privacy/purge_record.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;
using test::kind_of;
using test::nothing;

const std::string bytes_16 = "0123456789abcdef0123456789abcdef";

std::string head_at(std::int64_t position) { return to_string(Head{Position{position}, Digest{7}}); }

/// Of a purge that met two events of a store of eight.
LedgerEntry entry_of(const std::string& purge, const std::vector<std::string>& before = {}) {
  PurgeRecord record;
  record.purge = purge;
  record.head = head_at(8);
  record.rules = to_hex(Digest{1});
  record.types = {{"Joined", 1, 2}};
  record.streams = {"purged-1"};
  record.events = 2;
  LedgerEntry entry;
  entry.store = bytes_16;
  entry.purge = purge;
  entry.before = before;
  entry.head = parse_head(head_at(9));
  entry.events = purge_events(record, {{Position{3}, Digest{3}}, {Position{8}, Digest{8}}});
  entry.events.front().origin = {"e\"-" + purge, parse_timestamp("2026-01-31T12:00:00Z"), Salt{5}};
  entry.erased.resize(2);
  entry.erased[0] = {Position{3}, "purged-1", true, {1, 4}, {0}, true, true};
  entry.erased[1].position = Position{8};
  return entry;
}

std::string ledger_of(const std::vector<LedgerEntry>& entries) {
  std::string text;
  for (const LedgerEntry& entry : entries) text += entry.json() + "\n";
  return text;
}

std::string said_of(const std::string& text) {
  try {
    return ledger_of(parse_ledger(text, "'it'"));
  } catch (const Error& error) {
    return "[" + std::string(name(error.kind())) + "] " + error.message();
  }
}

TEST_CASE("a ledger is read as it was written") {
  const std::string text = ledger_of({entry_of("one"), entry_of("two", {"one"})});
  CHECK(said_of(text) == text);
  CHECK(said_of("\n" + text + "\n \n") == text);
  CHECK(said_of("").empty());
}

TEST_CASE("whatever happens to a byte of a ledger, it is noticed or makes no difference") {
  const std::string text = ledger_of({entry_of("one"), entry_of("two", {"one"})});
  std::size_t noticed = 0;
  const auto try_out = [&](const std::string& changed, std::size_t at) {
    const std::string said = said_of(changed);
    if (said == text) return;
    ++noticed;
    INFO("byte " << at);
    CHECK(said.starts_with("[bad-input] 'it' line "));
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const unsigned bit : {0U, 1U, 2U, 3U, 4U, 5U, 6U, 7U}) {
      std::string flipped = text;
      flipped[at] = static_cast<char>(static_cast<unsigned char>(flipped[at]) ^ 1U << bit);
      try_out(flipped, at);
    }
    std::string less = text;
    try_out(less.erase(at, 1), at);
    std::string more = text;
    try_out(more.insert(at, 1, text[at]), at);
    try_out(text.substr(0, at) + text.substr(std::min(at + 20, text.size())), at);
  }
  CHECK(noticed > 10 * text.size());
}

TEST_CASE("a line that is cut off, or stands in a line with another, is no entry") {
  const std::string line = entry_of("one").json();
  for (std::size_t size = 1; size < line.size(); ++size) {
    CHECK(said_of(line.substr(0, size)).starts_with("[bad-input] 'it' line 1 is "));
  }
  CHECK(contains(said_of(line + line), "line 1 is damaged"));
  CHECK(contains(said_of(line + " "), "line 1 is damaged"));
  CHECK(contains(said_of("\n\n" + line + "\r\n"), "line 3 is damaged"));
  for (const std::string& other : {std::string("{}"), std::string("[]"), std::string("x"), "{\"ledger\":1}" + line}) {
    CHECK(contains(said_of(other), "line 1 is not an entry of a purge ledger"));
  }
}

/// What is said of an entry that was changed before its digest was made.
std::string said_of_changed(const std::function<void(LedgerEntry&)>& change) {
  LedgerEntry entry = entry_of("one");
  change(entry);
  return said_of("\n" + entry.json());
}

/// The same, of the text of the event that accounts for the purge.
std::string said_of_data(const std::string& part, const std::string& instead) {
  return said_of_changed([&](LedgerEntry& entry) {
    std::string& data = entry.events.front().data;
    REQUIRE(contains(data, part));
    data.replace(data.find(part), part.size(), instead);
  });
}

TEST_CASE("an entry that contradicts itself is refused, with its line") {
  const std::string start = "[bad-input] 'it' line 2 is no sound entry of a purge ledger: ";
  const auto is_refused = [&](const std::string& said, const std::string& why) { CHECK(said == start + why); };
  is_refused(said_of_changed([](LedgerEntry& e) { e.store.pop_back(); }),
             "the store's id is not 32 hexadecimal digits");
  is_refused(said_of_changed([](LedgerEntry& e) { e.purge = "two"; }), "an event is of another purge");
  is_refused(said_of_changed([](LedgerEntry& e) { e.events.front().data = "{}"; }), "an event is of another purge");
  is_refused(said_of_changed([](LedgerEntry& e) { e.events.front().data = "null"; }),
             "a member is not what it should be");
  is_refused(said_of_changed([](LedgerEntry& e) { e.events.front().origin->id.clear(); }), "the id is empty");
  is_refused(said_of_changed([](LedgerEntry& e) { e.events.clear(); }), "it has no purge");
  is_refused(said_of_changed([](LedgerEntry& e) { e.events.push_back(e.events.front()); }),
             "its positions do not increase");
  is_refused(said_of_changed([](LedgerEntry& e) { e.head.position.value = 10; }),
             "its heads are not so far apart as its events");
  is_refused(said_of_changed([](LedgerEntry& e) { e.erased.pop_back(); }),
             "what was erased is not what the events account for");
  is_refused(said_of_changed([](LedgerEntry& e) { e.erased[0].position.value = 4; }),
             "what was erased is not what the events account for");
  is_refused(said_of_changed([](LedgerEntry& e) { e.erased[0].stream = "chat-1"; }),
             "a stream has another name than the purge gave");
  is_refused(said_of_changed([](LedgerEntry& e) { e.erased[0].stream = ""; }), "the stream name is empty");
  is_refused(said_of_changed([](LedgerEntry& e) {
               e.erased[0].data = {4, 4};
             }),
             "the numbers of the values do not increase");
  is_refused(said_of_changed([](LedgerEntry& e) { e.erased[0].meta = {-1}; }),
             "the numbers of the values do not increase");
  is_refused(said_of_data(R"("events":2)", R"("events":3)"), "it does not count as many events as it names");
  is_refused(said_of_data(R"("position":8)", R"("position":3)"), "its positions do not increase");
  is_refused(said_of_data(R"("position":8)", R"("position":9)"),
             "it names an event behind the head that the purge met");
  is_refused(said_of_data(R"("commitment":"03)", R"("commitment":")"), "a commitment is not one");
  is_refused(said_of_data(R"("rules":"0)", R"("rules":")"), "the digest of the rules is not one");
  CHECK(contains(said_of_data("8:07", "8:"), start + "'8:"));
}

TEST_CASE("a line of another time, salt or head needs a digest of its own") {
  const std::string line = entry_of("one").json();
  const auto changed = [&](const std::string& part, const std::string& instead) {
    std::string text = line;
    REQUIRE(contains(text, part));
    return text.replace(text.find(part), part.size(), instead);
  };
  for (const auto& [part, instead] : std::vector<std::pair<std::string, std::string>>{
           {"T12:00:00Z", "T25:00:00Z"}, {R"("salt":"05)", R"("salt":"5)"}, {R"("head":"9:)", R"("head":":)"}}) {
    CHECK(contains(said_of(changed(part, instead)), "line 1 is damaged"));
    std::string text = changed(part, instead);
    text.resize(text.size() - digest_member("").size());
    CHECK(contains(said_of(text + digest_member(text)), "line 1 is no sound entry of a purge ledger: "));
  }
}

TEST_CASE("each purge stands in a ledger once, and behind those that were made before it") {
  const LedgerEntry one = entry_of("one");
  const LedgerEntry two = entry_of("two", {"one"});
  CHECK(said_of(ledger_of({two, one})) == "[bad-input] 'it' line 2 is of a purge that was made before that of line 1");
  CHECK(said_of(ledger_of({one, two, one})) == "[bad-input] 'it' line 3 has the purge of line 1 again");
  CHECK(kind_of([&] { parse_ledger(ledger_of({two}), "it"); }) == nothing);  // what it lacks is told at the restore
  CHECK(error_of([&] { parse_ledger(ledger_of({two, one}), "it"); }).hint() == "put the line in front of line 1");
}

}  // namespace
}  // namespace evs
