#include "core/privacy/ledger.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "core/codec/json.hpp"
#include "core/integrity/sha256.hpp"
#include "core/privacy/json_list.hpp"
#include "core/privacy/purge_record.hpp"
#include "core/store.hpp"

namespace evs {
namespace {

std::string json_numbers(const std::vector<std::int64_t>& numbers) {
  return json_list(numbers, [](std::int64_t number) { return std::to_string(number); });
}

std::string json_of(const AccountingEvent& event) {
  const AccountingEvent::Origin& origin = event.origin.value();
  return "{\"id\":" + json::quoted(origin.id) + ",\"time\":\"" + to_string(origin.time) + "\",\"salt\":\"" +
         to_hex(origin.salt) + "\",\"data\":" + event.data + "}";
}

std::string json_of(const ErasedPlaces& places) {
  std::string out = "{\"position\":" + std::to_string(places.position.value);
  if (places.stream) out += ",\"stream\":" + json::quoted(*places.stream);
  if (places.has_lost) {
    out += ",\"data\":" + json_numbers(places.data) + ",\"meta\":" + json_numbers(places.meta);
    if (places.id) out += ",\"id\":true";
    if (places.day) out += ",\"time\":\"day\"";
  }
  return out + "}";
}

bool is_of(const SealedEvent& sealed, const std::string& purge) {
  return sealed.event.stream == purges_stream && parse_purge_event(sealed.event.data).purge == purge;
}

/// What the purge came to: other commits may stand behind its own by now.
Head head_after(Evidence& evidence, Position first) {
  Head head;
  evidence.commits([&](const Commit& commit) {
    if (commit.first == first) head = {Position{first.value + commit.count - 1}, commit.digest};
    return commit.first < first;
  });
  return head;
}

}  // namespace

std::string LedgerEntry::json() const {
  const auto written = [](const auto& item) { return json_of(item); };
  std::string out = "{\"ledger\":\"" + std::string(kind_of_ledger) + "\"";
  out += ",\"store\":" + json::quoted(store) + ",\"purge\":" + json::quoted(purge);
  out += ",\"before\":" + json_texts(before) + ",\"head\":" + json::quoted(to_string(head));
  out += ",\"events\":" + json_list(events, written) + ",\"erased\":" + json_list(erased, written);
  return out + digest_member(out);
}

std::string digest_member(std::string_view text) { return ",\"digest\":\"" + to_hex(sha256(text)) + "\"}"; }

LedgerEntry ledger_entry(Erasure& store, const UnfinishedPurge& purge) {
  const PurgeRecord record = parse_purge_event(purge.data);
  const auto evidence = store.evidence();
  LedgerEntry entry;
  entry.store = store.store_id();
  entry.purge = record.purge;
  entry.before = purges_up_to(*evidence, {purge.position.value - 1});
  entry.head = head_after(*evidence, purge.position);
  std::set<Position> erased;
  evidence->sealed(purge.position, Position{std::numeric_limits<std::int64_t>::max()}, [&](const SealedEvent& sealed) {
    if (!is_of(sealed, record.purge)) return false;
    const EventView& event = sealed.event;
    entry.events.push_back(
        {std::string(event.data), AccountingEvent::Origin{std::string(event.id), event.time, sealed.salt}});
    for (const RedactionAccount& account : accounts_in(event.data).value_or(std::vector<RedactionAccount>{})) {
      erased.insert(account.redacted);
    }
    return true;
  });
  if (erased.empty()) return entry;
  evidence->sealed(*erased.begin(), *erased.rbegin(), [&](const SealedEvent& sealed) {
    if (!erased.contains(sealed.event.position)) return true;
    ErasedPlaces places = places_left(sealed.event, sealed.salt);
    const auto& renamed = record.streams;
    if (std::find(renamed.begin(), renamed.end(), sealed.event.stream) != renamed.end()) {
      places.stream = std::string(sealed.event.stream);
    }
    entry.erased.push_back(std::move(places));
    return true;
  });
  return entry;
}

std::vector<std::string> purges_up_to(Evidence& evidence, Position last) {
  Selection selection;
  selection.streams = {StreamName(std::string(purges_stream))};
  selection.to_position = last;
  std::vector<std::string> ids;
  evidence.sealed(selection, [&](const SealedEvent& sealed) {
    std::string id = parse_purge_event(sealed.event.data).purge;
    if (ids.empty() || ids.back() != id) ids.push_back(std::move(id));
    return true;
  });
  return ids;
}

}  // namespace evs
