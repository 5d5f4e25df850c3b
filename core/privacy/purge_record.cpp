#include "core/privacy/purge_record.hpp"

#include <algorithm>
#include <charconv>
#include <span>

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/error.hpp"
#include "core/id.hpp"
#include "core/integrity/sha256.hpp"
#include "core/privacy/json_list.hpp"

namespace evs {
namespace {

constexpr std::size_t most_accounts = 100'000;  // in one event, which stays below the longest line

std::string text_or_null(const std::string& value) { return value.empty() ? "null" : json::quoted(value); }

std::string json_of(const PlannedType& type) {
  return "{\"type\":" + json::quoted(type.type) + ",\"schema\":" + std::to_string(type.schema) +
         ",\"events\":" + std::to_string(type.events) + "}";
}

std::string json_of(const RedactionAccount& account) {
  return "{\"position\":" + std::to_string(account.redacted.value) + ",\"commitment\":\"" + to_hex(account.commitment) +
         "\"}";
}

std::string purge_member(const std::string& purge) { return "\"purge\":" + json::quoted(purge); }

std::string receipt_of_store(const std::string& store) {
  return R"({"receipt":"evs.purge.v1","store":)" + json::quoted(store) + ",";
}

/// The members that an event of the log and a receipt have in common.
std::string members_of_record(const PurgeRecord& record) {
  return purge_member(record.purge) + ",\"head\":" + json::quoted(record.head) +
         ",\"rules\":" + json::quoted(record.rules) + ",\"reason\":" + text_or_null(record.reason) +
         ",\"ticket\":" + text_or_null(record.ticket) + ",\"events\":" + std::to_string(record.events) +
         ",\"types\":" + json_list(record.types, [](const PlannedType& type) { return json_of(type); }) +
         ",\"streams\":" + json_texts(record.streams) + ",\"snapshots\":" + std::to_string(record.snapshots) +
         ",\"ids\":" + std::to_string(record.ids);
}

std::int64_t as_number(std::string_view value) {
  std::int64_t number = 0;
  std::from_chars(value.data(), value.data() + value.size(), number);
  return number;
}

PlannedType type_in(std::string_view object) {
  PlannedType type{};
  if (!object.starts_with('{')) return type;
  for (const json::RawMember& member : json::members_of(object)) {
    if (member.key == "type") type.type = json::text_or_empty(member.value);
    if (member.key == "schema") type.schema = as_number(member.value);
    if (member.key == "events") type.events = as_number(member.value);
  }
  return type;
}

std::string files_of(const ResidueReport& residue) {
  std::vector<std::string> names;
  for (const std::string& file : residue.files) names.push_back(file.substr(file.rfind('/') + 1));
  return json_texts(names);
}

std::string scan_of(const ReceiptFacts& facts) {
  const ResidueReport& residue = facts.residue;
  return "{\"files\":" + files_of(residue) + ",\"encodings\":" + json_texts(residue_encodings()) +
         ",\"values\":" + std::to_string(residue.values) +
         ",\"unscannable\":" + std::to_string(residue.too_short + residue.too_many) +
         ",\"hits\":" + std::to_string(residue.hits) + ",\"remaining\":" + std::to_string(residue.remaining) +
         ",\"resumed\":" + (facts.is_resumed ? "true" : "false") + "}";
}

std::vector<std::string> outstanding(const ReceiptFacts& facts) {
  std::vector<std::string> copies = copies_not_reached();
  for (const std::string& table : facts.foreign_tables) copies.push_back("the table " + table + ", which is not evs's");
  return copies;
}

std::vector<std::string> limits(const ReceiptFacts& facts) {
  std::vector<std::string> known = {"blocks that the file system or the disk freed or copied are out of reach",
                                    "what no rule of the model names was not looked for, except by the scan",
                                    "values under 5 bytes cannot be scanned for"};
  if (facts.is_resumed) known.emplace_back("the purge was interrupted, so the scan no longer knew what was erased");
  return known;
}

}  // namespace

std::vector<AccountingEvent> purge_events(const PurgeRecord& record, const std::vector<RedactionAccount>& accounts) {
  std::vector<AccountingEvent> events;
  std::size_t at = 0;
  do {
    std::string data = "{";
    data += at == 0 ? members_of_record(record) : purge_member(record.purge);
    const std::span some = std::span(accounts).subspan(at, std::min(accounts.size() - at, most_accounts));
    data += ",\"redactions\":" + json_list(some, [](const RedactionAccount& account) { return json_of(account); });
    events.push_back({data + "}", std::nullopt});
    at += some.size();
  } while (at < accounts.size());
  return events;
}

PurgeRecord parse_purge_event(std::string_view data) {
  PurgeRecord record;
  if (json::fault_of_payload(data, "{}") || !data.starts_with('{')) {
    throw Error(ErrorKind::damaged, "the event that accounts for the purge cannot be read");
  }
  for (const json::RawMember& member : json::members_of(data)) {
    const bool is_list = member.value.starts_with('[');
    if (member.key == "purge") record.purge = json::text_or_empty(member.value);
    if (member.key == "head") record.head = json::text_or_empty(member.value);
    if (member.key == "rules") record.rules = json::text_or_empty(member.value);
    if (member.key == "reason") record.reason = json::text_or_empty(member.value);
    if (member.key == "ticket") record.ticket = json::text_or_empty(member.value);
    if (member.key == "events") record.events = as_number(member.value);
    if (member.key == "snapshots") record.snapshots = as_number(member.value);
    if (member.key == "ids") record.ids = as_number(member.value);
    if (member.key == "types" && is_list) {
      for (const std::string_view item : json::items_of(member.value)) record.types.push_back(type_in(item));
    }
    if (member.key == "streams" && is_list) {
      for (const std::string_view item : json::items_of(member.value))
        record.streams.push_back(json::text_or_empty(item));
    }
  }
  return record;
}

std::int64_t erased_ids(Reader& reader) {
  Selection purges;
  purges.streams = {StreamName(std::string(purges_stream))};
  std::int64_t ids = 0;
  reader.read(purges, [&](const EventView& event) {
    ids += parse_purge_event(event.data).ids;
    return true;
  });
  return ids;
}

SubjectReference make_reference(std::string_view subject) {
  std::array<unsigned char, 16> nonce{};
  fill_random(nonce);
  Sha256 hash;
  hash.add(std::span<const unsigned char>(nonce));
  hash.add(subject);
  return {to_hex(nonce), to_hex(hash.finish())};
}

std::string receipt_beginning(const std::string& store, const std::string& purge) {
  return receipt_of_store(store) + purge_member(purge) + ",";
}

std::string receipt_json(const PurgeRecord& record, const ReceiptFacts& facts) {
  return receipt_of_store(facts.store) + members_of_record(record) +
         ",\"subject\":" + text_or_null(facts.reference.value_or("")) + ",\"head_after\":" + json::quoted(facts.head) +
         ",\"finished\":" + json::quoted(facts.finished) + ",\"evs\":" + json::quoted(facts.evs) +
         ",\"sqlite\":" + json::quoted(facts.sqlite) +
         ",\"cleaned\":[\"secure_delete=ON\",\"VACUUM\",\"wal_checkpoint(TRUNCATE)\"],\"scan\":" + scan_of(facts) +
         ",\"outstanding\":" + json_texts(outstanding(facts)) + ",\"limits\":" + json_texts(limits(facts)) + "}";
}

}  // namespace evs
