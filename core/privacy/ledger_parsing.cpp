#include <simdjson.h>

#include <algorithm>
#include <map>
#include <new>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/privacy/ledger.hpp"
#include "core/privacy/purge_record.hpp"

namespace evs {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr const char* other_copy = "take the ledger from another of its copies";

void require(bool condition, const char* otherwise) {
  if (!condition) throw Error(ErrorKind::bad_input, otherwise);
}

/// What simdjson has read.
template <class T>
T read(simdjson::simdjson_result<T> result) {
  T value{};
  const simdjson::error_code error = std::move(result).get(value);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  require(error == simdjson::SUCCESS, "a member is not what it should be");
  return value;
}

std::string text_in(ondemand::value value) { return std::string(read(value.get_string())); }

Salt salt_in(ondemand::value value) {
  Salt salt{};
  require(read_hex(text_in(value), salt), "a salt is not 32 hexadecimal digits");
  return salt;
}

std::vector<std::int64_t> numbers_in(ondemand::value value) {
  std::vector<std::int64_t> numbers;
  for (auto item : read(value.get_array())) {
    numbers.push_back(read(item.get_int64()));
    require(numbers.back() >= 0 && (numbers.size() == 1 || numbers[numbers.size() - 2] < numbers.back()),
            "the numbers of the values do not increase");
  }
  return numbers;
}

AccountingEvent event_in(ondemand::value value) {
  AccountingEvent event;
  AccountingEvent::Origin& origin = event.origin.emplace();
  bool has_time = false;
  bool has_salt = false;
  for (auto result : read(value.get_object())) {
    ondemand::field member = read(std::move(result));
    const std::string_view key = read(member.unescaped_key());
    if (key == "id") check_id(origin.id = text_in(member.value()));
    if (key == "data") event.data = read(read(member.value().get_object()).raw_json());
    if (key == "time") origin.time = parse_timestamp(text_in(member.value()));
    if (key == "salt") origin.salt = salt_in(member.value());
    has_time = has_time || key == "time";
    has_salt = has_salt || key == "salt";
  }
  require(!origin.id.empty() && has_time && has_salt, "an event has no id, time or salt");
  require(event.data.starts_with('{') && !json::fault_of_payload(event.data, "{}"), "an event has no data");
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
  return places;
}

LedgerEntry entry_in(std::string_view line) {
  const simdjson::padded_string text(line);
  ondemand::parser parser;
  auto document = read(parser.iterate(text));
  LedgerEntry entry;
  for (auto result : read(document.get_object())) {
    ondemand::field member = read(std::move(result));
    const std::string_view key = read(member.unescaped_key());
    if (key == "store") entry.store = text_in(member.value());
    if (key == "purge") entry.purge = text_in(member.value());
    if (key == "head") entry.head = parse_head(text_in(member.value()));
    if (key == "before") {
      for (auto item : read(member.value().get_array())) entry.before.push_back(text_in(read(item)));
    }
    if (key == "events") {
      for (auto item : read(member.value().get_array())) entry.events.push_back(event_in(read(item)));
    }
    if (key == "erased") {
      for (auto item : read(member.value().get_array())) entry.erased.push_back(places_in(read(item)));
    }
  }
  require(document.current_location().error() != simdjson::SUCCESS, "something stands behind the entry");
  return entry;
}

/// The accounts of all events, by increasing position.
std::vector<RedactionAccount> accounts_of(const LedgerEntry& entry) {
  std::vector<RedactionAccount> all;
  for (const AccountingEvent& event : entry.events) {
    require(parse_purge_event(event.data).purge == entry.purge, "an event is of another purge");
    const auto accounts = accounts_in(event.data);
    require(accounts.has_value(), "a commitment is not one");
    for (const RedactionAccount& account : *accounts) {
      require(account.redacted > (all.empty() ? Position{0} : all.back().redacted), "its positions do not increase");
      all.push_back(account);
    }
  }
  return all;
}

/// What an entry says in two places must be the same in both.
void check(const LedgerEntry& entry) {
  require(is_hex_of(entry.store, 16), "the store's id is not 32 hexadecimal digits");
  require(!entry.purge.empty() && !entry.events.empty(), "it has no purge");
  const auto accounts = accounts_of(entry);
  const PurgeRecord record = parse_purge_event(entry.events.front().data);
  const Head before = parse_head(record.head);
  require(parse_digest(record.rules).has_value(), "the digest of the rules is not one");
  require(record.events == std::ssize(accounts) && !accounts.empty(), "it does not count as many events as it names");
  require(accounts.back().redacted <= before.position, "it names an event behind the head that the purge met");
  require(entry.head.position.value == before.position.value + std::ssize(entry.events),
          "its heads are not so far apart as its events");
  const auto is_place = [](const RedactionAccount& account, const ErasedPlaces& places) {
    return account.redacted == places.position;
  };
  require(std::equal(accounts.begin(), accounts.end(), entry.erased.begin(), entry.erased.end(), is_place),
          "what was erased is not what the events account for");
  for (const ErasedPlaces& places : entry.erased) {
    const bool is_known = !places.stream || std::find(record.streams.begin(), record.streams.end(), *places.stream) !=
                                                record.streams.end();
    require(is_known, "a stream has another name than the purge gave");
  }
}

/// Refuses lines of which one would undo what another relies on: each purge stands there once, behind those before it.
class LineOrder {
 public:
  void add(const LedgerEntry& entry, int line) {
    const auto known = lines_.find(entry.purge);
    if (known != lines_.end()) {
      throw Error(ErrorKind::bad_input, "has the purge of line " + std::to_string(known->second) + " again")
          .hint("take one of the two lines out");
    }
    const auto later = later_.find(entry.purge);
    if (later != later_.end()) {
      const std::string number = std::to_string(later->second);
      throw Error(ErrorKind::bad_input, "is of a purge that was made before that of line " + number)
          .hint("put the line in front of line " + number);
    }
    lines_.emplace(entry.purge, line);
    for (const std::string& before : entry.before) later_.emplace(before, line);
  }

 private:
  std::map<std::string, int> lines_;
  std::map<std::string, int> later_;  // the first line that says of a purge that it was before
};

std::string_view first_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

/// The entry of a line, and not a byte of it is another than was written.
LedgerEntry checked_entry(std::string_view line) {
  static const std::string beginning = "{\"ledger\":\"" + std::string(kind_of_ledger) + "\",";
  static const std::size_t ending = digest_member("").size();
  if (!line.starts_with(beginning)) {
    throw Error(ErrorKind::bad_input, "is not an entry of a purge ledger")
        .hint("'evs purge --ledger FILE' writes a ledger; nothing else may write to it");
  }
  const std::string_view text = line.substr(0, line.size() - std::min(ending, line.size()));
  if (line.substr(text.size()) != digest_member(text)) {
    throw Error(ErrorKind::bad_input, "is damaged: its digest is not that of its text").hint(other_copy);
  }
  try {
    LedgerEntry entry = entry_in(line);
    check(entry);
    return entry;
  } catch (const Error& error) {
    throw Error(ErrorKind::bad_input, "is no sound entry of a purge ledger: " + error.message()).hint(other_copy);
  }
}

}  // namespace

std::vector<LedgerEntry> parse_ledger(std::string_view text, const std::string& name) {
  std::vector<LedgerEntry> entries;
  LineOrder order;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = first_line(text);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    try {
      order.add(entries.emplace_back(checked_entry(line)), number);
    } catch (const Error& error) {
      throw Error(ErrorKind::bad_input, name + " line " + std::to_string(number) + " " + error.message())
          .hint(error.hint());
    }
  }
  return entries;
}

}  // namespace evs
