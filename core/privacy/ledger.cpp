#include "core/privacy/ledger.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <new>
#include <set>

#include "core/codec/json.hpp"
#include "core/privacy/purge_record.hpp"
#include "core/store.hpp"

namespace evs {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::string_view kind_of_ledger = "evs.purge-ledger.v1";

template <class Items, class Write>
void append_list(std::string& out, const Items& items, Write write) {
  out += '[';
  for (const auto& item : items) {
    if (out.back() != '[') out += ',';
    write(item);
  }
  out += ']';
}

void append_numbers(std::string& out, std::string_view key, const std::vector<std::int64_t>& numbers) {
  out += ",\"" + std::string(key) + "\":";
  append_list(out, numbers, [&](std::int64_t number) { out += std::to_string(number); });
}

void append_event(std::string& out, const AccountingEvent& event) {
  const AccountingEvent::Origin& origin = event.origin.value();
  out += "{\"id\":" + json::quoted(origin.id) + ",\"time\":\"" + to_string(origin.time) + "\",\"salt\":\"" +
         to_hex(origin.salt) + "\",\"data\":" + event.data + "}";
}

void append_places(std::string& out, const ErasedPlaces& places) {
  out += "{\"position\":" + std::to_string(places.position.value);
  if (places.stream) out += ",\"stream\":" + json::quoted(*places.stream);
  if (places.has_lost) {
    append_numbers(out, "data", places.data);
    append_numbers(out, "meta", places.meta);
    if (places.id) out += ",\"id\":true";
    if (places.day) out += ",\"time\":\"day\"";
  }
  out += "}";
}

/// Thrown inside of parse_ledger().
struct NoEntry {};

void require(bool condition) {
  if (!condition) throw NoEntry();
}

/// What simdjson has read; throws NoEntry if it could not.
template <class T>
T read(simdjson::simdjson_result<T> result) {
  T value{};
  const simdjson::error_code error = std::move(result).get(value);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  require(error == simdjson::SUCCESS);
  return value;
}

std::string text_in(ondemand::value value) { return std::string(read(value.get_string())); }

Salt salt_in(ondemand::value value) {
  const std::string hex = text_in(value);
  Salt salt{};
  require(hex.size() == 2 * salt.size());
  for (std::size_t i = 0; i < salt.size(); ++i) {
    const char* const begin = hex.data() + 2 * i;
    require(std::from_chars(begin, begin + 2, salt[i], 16).ptr == begin + 2);
  }
  return salt;
}

std::vector<std::int64_t> numbers_in(ondemand::value value) {
  std::vector<std::int64_t> numbers;
  for (auto item : read(value.get_array())) {
    numbers.push_back(read(item.get_int64()));
    require(numbers.back() >= 0 && (numbers.size() == 1 || numbers[numbers.size() - 2] < numbers.back()));
  }
  return numbers;
}

AccountingEvent event_in(ondemand::value value) {
  AccountingEvent event;
  AccountingEvent::Origin& origin = event.origin.emplace();
  for (auto result : read(value.get_object())) {
    ondemand::field member = read(std::move(result));
    const std::string_view key = read(member.unescaped_key());
    if (key == "id") origin.id = text_in(member.value());
    if (key == "time") origin.time = parse_timestamp(text_in(member.value()));
    if (key == "salt") origin.salt = salt_in(member.value());
    if (key == "data") event.data = read(read(member.value().get_object()).raw_json());
  }
  require(!origin.id.empty() && event.data.starts_with('{') && !json::fault_of_payload(event.data, "{}"));
  return event;
}

ErasedPlaces places_in(ondemand::value value) {
  ErasedPlaces places;
  for (auto result : read(value.get_object())) {
    ondemand::field member = read(std::move(result));
    const std::string_view key = read(member.unescaped_key());
    if (key == "position") places.position.value = read(member.value().get_int64());
    if (key == "stream") check_stream_name(places.stream.emplace(text_in(member.value())));
    if (key == "data") places.data = numbers_in(member.value());
    if (key == "meta") places.meta = numbers_in(member.value());
    if (key == "id") places.id = read(member.value().get_bool());
    if (key == "time") places.day = text_in(member.value()) == "day";
    places.has_lost = places.has_lost || key == "data";
  }
  require(places.position.value > 0);
  return places;
}

LedgerEntry entry_in(std::string_view line) {
  const simdjson::padded_string text(line);
  ondemand::parser parser;
  auto document = read(parser.iterate(text));
  LedgerEntry entry;
  bool is_entry = false;
  for (auto result : read(document.get_object())) {
    ondemand::field member = read(std::move(result));
    const std::string_view key = read(member.unescaped_key());
    if (key == "ledger") is_entry = text_in(member.value()) == kind_of_ledger;
    if (key == "store") entry.store = text_in(member.value());
    if (key == "purge") entry.purge = text_in(member.value());
    if (key == "before") {
      for (auto item : read(member.value().get_array())) entry.before.push_back(text_in(read(item)));
    }
    if (key == "events") {
      for (auto item : read(member.value().get_array())) entry.events.push_back(event_in(read(item)));
    }
    if (key == "erased") {
      for (auto item : read(member.value().get_array())) {
        entry.erased.push_back(places_in(read(item)));
        require(entry.erased.size() == 1 ||
                entry.erased[entry.erased.size() - 2].position < entry.erased.back().position);
      }
    }
  }
  require(is_entry && document.current_location().error() != simdjson::SUCCESS && !entry.store.empty() &&
          !entry.purge.empty() && !entry.events.empty());
  return entry;
}

bool is_of(const SealedEvent& sealed, const std::string& purge) {
  return sealed.event.stream == purges_stream && parse_purge_event(sealed.event.data).purge == purge;
}

}  // namespace

std::string LedgerEntry::json() const {
  std::string out = "{\"ledger\":\"" + std::string(kind_of_ledger) + "\"";
  out += ",\"store\":" + json::quoted(store) + ",\"purge\":" + json::quoted(purge) + ",\"before\":";
  append_list(out, before, [&](const std::string& id) { json::append_string(out, id); });
  out += ",\"events\":";
  append_list(out, events, [&](const AccountingEvent& event) { append_event(out, event); });
  out += ",\"erased\":";
  append_list(out, erased, [&](const ErasedPlaces& places) { append_places(out, places); });
  return out + "}";
}

LedgerEntry ledger_entry(Erasure& store, const UnfinishedPurge& purge) {
  const PurgeRecord record = parse_purge_event(purge.data);
  const auto evidence = store.evidence();
  LedgerEntry entry;
  entry.store = store.store_id();
  entry.purge = record.purge;
  entry.before = purges_up_to(*evidence, {purge.position.value - 1});
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

std::vector<LedgerEntry> parse_ledger(std::string_view text, const std::string& name) {
  std::vector<LedgerEntry> entries;
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = text.find('\n');
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (one.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      entries.push_back(entry_in(one));
    } catch (const NoEntry&) {
      throw Error(ErrorKind::bad_input, name + " line " + std::to_string(line) + " is not an entry of a purge ledger")
          .hint("'evs purge --ledger FILE' writes a ledger; nothing else may write to it");
    }
  }
  return entries;
}

}  // namespace evs
