#include "core/sqlite/redacting.hpp"

#include <algorithm>

#include "core/sqlite/reading.hpp"
#include "core/sqlite/selection_sql.hpp"
#include "core/sqlite/snapshot_rows.hpp"

namespace evs::sqlite {
namespace {

constexpr std::int64_t page_bytes = 8192;
constexpr std::int64_t pages_an_event = 6;  // its leaf, and those of the tables beside it

constexpr std::string_view event_columns =
    "SELECT e.position, s.name, e.seq, t.name, t.schema, e.time, e.id, e.data, e.meta, e.salt, e.stream_no, e.type_no "
    "FROM events e LEFT JOIN streams s ON s.stream_no = e.stream_no LEFT JOIN types t ON t.type_no = e.type_no ";

Salt salt_in(const Statement& row, Position position) {
  Salt salt{};
  const auto bytes = row.blob(9);
  if (bytes.size() != salt.size()) {
    throw row.damage("the salt of position " + std::to_string(position.value) + " is not 16 bytes long");
  }
  std::copy(bytes.begin(), bytes.end(), salt.begin());
  return salt;
}

CommittedParts parts_of(const EventView& event) {
  return {event.stream, event.id, event.type, event.schema, event.time, event.data, event.meta};
}

}  // namespace

Redacting::Redacting(const Database& database, const StoreKey& key)
    : database_(database),
      key_(key),
      event_at_(database.prepare(std::string(event_columns) + "WHERE e.position = ?")),
      update_(database.prepare("UPDATE events SET data = ?2, meta = ?3, salt = ?4, id = ?5, time = ?6 WHERE position = "
                               "?1")),
      keep_(database.prepare("INSERT OR IGNORE INTO redactions VALUES (?, ?)")),
      ids_(database) {}

void Redacting::survey(ErasureRules& rules, const Head& head) {
  Statement rows = database_.prepare(std::string(event_columns) + "ORDER BY e.position");
  while (rows.step()) {
    const EventView event = event_in(rows);
    const std::int64_t stream_no = rows.integer(10);
    const bool is_touched = rules.touches(event);
    const bool is_renamed = rules.renames(event.stream);
    if (!is_touched && !is_renamed) continue;
    touched_.push_back(event.position);
    touched_bytes_ += static_cast<std::int64_t>(event.data.size() + event.meta.size());
    stream_nos_.insert(stream_no);
    if (is_renamed) new_names_.emplace(stream_no, event.stream);
  }
  rules.settle(head);
}

std::int64_t Redacting::log_bytes() const {
  const auto events = static_cast<std::int64_t>(touched_.size());
  return touched_bytes_ + (events * pages_an_event + 64) * page_bytes;
}

ErasedRows Redacting::redact(ErasureRules& rules) {
  ErasedRows rows;
  for (auto& [stream_no, name] : new_names_) {
    name = rules.new_name(name, free_name(stream_no));
    require_free(name);
    rows.new_names.push_back(name);
  }
  ids_.begin();
  for (const Position position : touched_) redact_event(rules, position, rows);
  rename_streams();
  renew_times();
  // A snapshot holds what the events before it held.
  const std::vector<std::int64_t> stream_nos(stream_nos_.begin(), stream_nos_.end());
  rows.snapshots = drop_snapshots_of(database_, stream_nos);
  return rows;
}

void Redacting::redact_event(ErasureRules& rules, Position position, ErasedRows& rows) {
  const Resetting resetting(event_at_);
  if (!event_at_.bind(1, position.value).step()) {
    throw event_at_.damage("the event at position " + std::to_string(position.value) + " is gone");
  }
  const EventView event = event_in(event_at_);
  const std::int64_t type_no = event_at_.integer(11);
  const auto new_name = new_names_.find(event_at_.integer(10));
  const Salt salt_before = salt_in(event_at_, position);
  keep_commitment(position, commitment_of(hash_, salt_before, parts_of(event)));

  const auto left = rules.redact(event);
  EventView now = event;
  const Salt salt = salt_once_erased(salt_before);
  const std::string new_id = left && left->needs_id ? id_once_erased(salt) : "";
  if (new_name != new_names_.end()) now.stream = new_name->second;
  if (left) {
    now.data = left->data;
    now.meta = left->meta;
    now.time = left->time;
    if (left->time != event.time) type_nos_.insert(type_no);
  }
  if (!new_id.empty()) {
    now.id = new_id;
    replace_id(event.id, new_id, position);
  }
  update_.bind(1, position.value).bind(3, now.meta).bind_blob(4, salt).bind(5, now.id).bind(6, now.time.ns);
  update_.bind(2, now.data).run();
  database_.require_changes(1);
  rows.accounts.push_back({position, commitment_of(hash_, salt, parts_of(now))});
}

/// That of an event that was redacted before is kept already, and stays.
void Redacting::keep_commitment(Position position, const Digest& commitment) {
  keep_.bind(1, position.value).bind_blob(2, commitment).run();
}

void Redacting::replace_id(std::string_view before, const std::string& after, Position position) {
  if (!ids_.remove({id_key(key_, before), position.value})) {
    throw database_.damage("the event at position " + std::to_string(position.value) +
                           " is missing in the look-up of ids");
  }
  const IdEntry entry{id_key(key_, after), position.value};
  ids_.add({&entry, 1});
}

/// A name that no stream has; as a rule, the first that is tried.
std::string Redacting::free_name(std::int64_t stream_no) const {
  std::string name = "purged-" + std::to_string(stream_no);
  while (is_taken(name)) name += "-" + std::to_string(stream_no);
  return name;
}

bool Redacting::is_taken(std::string_view name) const {
  Statement find = database_.prepare("SELECT 1 FROM streams WHERE name_key = ? AND name = ?");
  return find.bind(1, lookup_key(key_, name)).bind(2, name).step();
}

void Redacting::require_free(const std::string& name) const {
  if (is_taken(name)) throw Error(ErrorKind::conflict, "there is a stream '" + name + "' already");
}

void Redacting::rename_streams() {
  Statement rename =
      database_.prepare("UPDATE streams SET name = ?2, category = ?3, name_key = ?4 WHERE stream_no = ?1");
  for (const auto& [stream_no, name] : new_names_) {
    rename.bind(1, stream_no).bind(2, name).bind(3, category_of(name)).bind(4, lookup_key(key_, name)).run();
    database_.require_changes(1);
  }
}

/// Where an event's time has changed, so may have those of its stream and its type.
void Redacting::renew_times() {
  if (type_nos_.empty()) return;
  Statement stream = database_.prepare(
      "UPDATE streams SET first_time = (SELECT e.time FROM temp.stream_events i JOIN events e ON e.position = "
      "i.position WHERE i.stream_no = ?1 ORDER BY i.seq LIMIT 1), last_time = (SELECT e.time FROM temp.stream_events i "
      "JOIN events e ON e.position = i.position WHERE i.stream_no = ?1 ORDER BY i.seq DESC LIMIT 1) "
      "WHERE stream_no = ?1");
  for (const std::int64_t stream_no : stream_nos_) stream.bind(1, stream_no).run();
  Statement type = database_.prepare(
      "UPDATE types SET first_time = (SELECT time FROM events WHERE type_no = ?1 ORDER BY position LIMIT 1), last_time "
      "= (SELECT time FROM events WHERE type_no = ?1 ORDER BY position DESC LIMIT 1) WHERE type_no = ?1");
  for (const std::int64_t type_no : type_nos_) type.bind(1, type_no).run();
}

}  // namespace evs::sqlite
