#include "tests/faults/oracle.hpp"

#include <algorithm>
#include <map>

#include "tests/contract/appending.hpp"
#include "tests/stores.hpp"

namespace evs::faults {
namespace {

std::string at(std::size_t number, const std::string& what) { return "event " + std::to_string(number) + " " + what; }

std::string difference(const SentEvent& sent, const Event& stored, std::size_t number, std::int64_t seq) {
  if (stored.id != sent.id) return at(number, "is '" + stored.id + "', not '" + sent.id + "'");
  if (stored.stream != sent.stream) return at(number, "is in stream '" + stored.stream + "'");
  if (stored.data != sent.data) return at(number, "has other data");
  if (stored.position.value != static_cast<std::int64_t>(number)) return at(number, "is at another position");
  if (stored.seq.value != seq) return at(number, "has the seq " + std::to_string(stored.seq.value));
  return "";
}

std::string difference(const std::vector<SentEvent>& sent, const std::vector<Event>& stored) {
  if (stored.size() > sent.size()) return "there are more events than were sent";
  std::map<std::string, std::int64_t> versions;
  for (std::size_t i = 0; i < stored.size(); ++i) {
    std::string found = difference(sent[i], stored[i], i + 1, ++versions[sent[i].stream]);
    if (!found.empty()) return found;
  }
  return "";
}

std::string breach(const Script& script, std::size_t lines, const std::vector<Event>& stored) {
  const std::size_t promised = script.acknowledged_by(lines);
  const std::string count = std::to_string(stored.size()) + " events are stored";
  if (stored.size() < promised) return count + ", " + std::to_string(promised) + " were acknowledged";
  if (stored.size() > script.most_stored_after(lines)) return count + ", more than was being written";
  if (!std::binary_search(script.commits.begin(), script.commits.end(), stored.size())) {
    return count + ", which is a part of a batch";
  }
  return difference(script.events, stored);
}

/// What a reader finds; nothing in a store that has not been made yet, which only a writer may open.
std::vector<Event> stored_in(const std::string& store, bool must_be_there) {
  if (!must_be_there) test::open_sqlite(store);
  return test::events_of(*open_reader(StoreLocation{store}));
}

NewEvent as_new(const SentEvent& sent) {
  NewEvent event = contract::new_event(sent.id, sent.data);
  event.time = parse_timestamp("2026-01-01T00:00:00Z");
  return event;
}

std::string breach_of_use(const Script& script, std::size_t stored, const std::string& path) {
  const auto store = test::open_sqlite(path);
  const SentEvent probe{"probe", "probe", "{}"};
  const std::string place = "1@" + std::to_string(stored + 1);
  if (const auto answer = contract::appended(*store, "probe", "none", {as_new(probe)}); answer != place) {
    return "a new event is answered with '" + answer + "', not '" + place + "'";
  }
  for (const std::size_t number : {std::size_t{1}, stored}) {
    if (stored == 0) break;
    const SentEvent& sent = script.events[number - 1];
    const std::string answer = contract::appended(*store, sent.stream, "any", {as_new(sent)});
    if (!answer.starts_with("=") || !answer.ends_with("@" + std::to_string(number))) {
      return at(number, "is sent again and answered with '" + answer + "'");
    }
  }
  const auto events = test::events_of(*store);
  if (events.size() != stored + 1 || events.back().id != "probe") return "the new event is not stored";
  return "";
}

template <class Work>
std::string told(Work work) {
  try {
    return work();
  } catch (const Error& error) {
    return "[" + std::string(name(error.kind())) + "] " + error.message();
  }
}

}  // namespace

std::string breach_of(const Script& script, std::size_t lines, const std::string& store) {
  return told([&] { return breach(script, lines, stored_in(store, script.acknowledged_by(lines) > 0)); });
}

std::string breach_when_used(const Script& script, std::size_t lines, const std::string& store) {
  return told([&] {
    const auto stored = stored_in(store, script.acknowledged_by(lines) > 0);
    std::string found = breach(script, lines, stored);
    if (found.empty()) found = breach_of_use(script, stored.size(), store);
    if (!found.empty()) return found;
    const auto again = stored_in(store, true);
    return again.size() == stored.size() + 1 ? "" : std::to_string(again.size()) + " events when opened anew";
  });
}

}  // namespace evs::faults
