#include "core/sqlite/selection_sql.hpp"

#include <algorithm>

namespace evs::sqlite {
namespace {

constexpr const char* event_columns =
    "SELECT e.position, s.name, e.seq, t.name, t.schema, e.time, e.id, e.data, e.meta";
constexpr const char* seal_columns = ", e.salt, r.commitment";

// LEFT JOIN fixes the order of the loops, so that events come by position without a sort; and an event whose stream or
// type has no row is met as damage instead of being passed over.
constexpr const char* scan =
    "events e LEFT JOIN streams s ON s.stream_no = e.stream_no "
    "LEFT JOIN types t ON t.type_no = e.type_no";
// An event that is not where its stream's look-up leads is met as damage, too.
constexpr const char* looked_up =
    " i LEFT JOIN events e ON e.position = i.position AND e.stream_no = i.stream_no AND e.seq = i.seq "
    "LEFT JOIN streams s ON s.stream_no = e.stream_no "
    "LEFT JOIN types t ON t.type_no = e.type_no";
constexpr const char* redactions = " LEFT JOIN redactions r ON r.position = e.position";

template <class Item>
std::string comma_list(const std::vector<Item>& items) {
  std::string list;
  for (const Item& item : items) {
    if (!list.empty()) list += ',';
    if constexpr (std::is_integral_v<Item>)
      list += std::to_string(item);
    else
      list += '?';
  }
  return list;
}

/// Stored JSON has no line breaks: white space between tokens is not stored, and in strings they are escaped. One would
/// make two lines of an event, the second of them somebody else's.
bool read_json(const Statement& row, int column, std::string_view of_null, std::string_view& json) {
  if (row.read(column, json)) return !json.empty() && json.find('\n') == std::string_view::npos;
  json = of_null;
  return row.is_null(column);
}

Error damaged_event(const Statement& row) {
  const std::string event = "the event at position " + std::to_string(row.integer(0));
  if (row.is_null(0)) return row.damage("the look-up of a stream leads to where this event of it is not");
  if (row.is_null(1) || row.is_null(3)) return row.damage(event + " belongs to a stream or type that is not there");
  constexpr const char* names[] = {"position", "stream", "seq", "type", "schema", "time", "id", "data", "meta"};
  EventView unused;
  for (const int column : {0, 2, 4}) {
    if (!row.read(column, 1, unused.schema))
      return row.damage(event + " has the " + names[column] + " '" + std::string(row.text(column)) +
                        "', which is no number from 1 on");
  }
  for (const int column : {1, 3, 6}) {
    if (!row.read(column, unused.id)) return row.damage(event + " has a " + names[column] + " that is no text");
  }
  return row.damage(event + " has data or meta that is no JSON");
}

}  // namespace

const char* const scan_of_numbers =
    "SELECT e.position, e.stream_no, e.seq, e.type_no, NULL, e.time, e.id, e.data, e.meta FROM events e";

const char* const sealed_events_sql =
    "SELECT e.position, s.name, e.seq, t.name, t.schema, e.time, e.id, e.data, e.meta, e.salt, r.commitment "
    "FROM events e LEFT JOIN streams s ON s.stream_no = e.stream_no LEFT JOIN types t ON t.type_no = e.type_no "
    "LEFT JOIN redactions r ON r.position = e.position WHERE e.position BETWEEN ? AND ? ORDER BY e.position";

bool is_out_of_order(const Selection& selection, std::optional<std::int64_t> before, std::int64_t position) {
  return before && (selection.reverse ? position >= *before : position <= *before);
}

SelectionQuery::SelectionQuery(const Selection& selection, const std::vector<std::int64_t>& stream_nos, bool by_index,
                               EventColumns columns) {
  const bool is_one_stream = stream_nos.size() == 1;
  const bool is_looked_up = is_one_stream || (by_index && (!selection.streams.empty() || !selection.category.empty()));
  const bool is_sealed = columns == EventColumns::sealed;
  if (columns == EventColumns::numbers || columns == EventColumns::shared_numbers) {
    sql_ = scan_of_numbers;
  } else {
    sql_ = std::string(event_columns) + (is_sealed ? seal_columns : "") + " FROM ";
    sql_ += is_looked_up ? look_up(selection, stream_nos) + looked_up : scan;
    if (is_sealed) sql_ += redactions;
  }
  if (columns == EventColumns::shared_numbers) where("evs_share(e.position, e.stream_no)");
  if (is_one_stream) where("i.stream_no = ?", stream_nos.front());
  if (!is_looked_up && !selection.streams.empty()) where("e.stream_no IN (" + comma_list(stream_nos) + ")");
  // What is not there is let through, and met as damage.
  if (!selection.category.empty()) where("ifnull(s.category = ?, true)", selection.category);
  if (!selection.types.empty()) {
    where("ifnull(t.name IN (" + comma_list(selection.types) + "), true)");
    values_.insert(values_.end(), selection.types.begin(), selection.types.end());
  }
  const std::string of = is_looked_up ? "i." : "e.";
  if (selection.from_seq) where(of + "seq >= ?", selection.from_seq->value);
  if (selection.to_seq) where(of + "seq <= ?", selection.to_seq->value);
  if (selection.from_position) where(of + "position >= ?", selection.from_position->value);
  if (selection.to_position) where(of + "position <= ?", selection.to_position->value);
  if (selection.since) where("ifnull(e.time >= ?, true)", selection.since->ns);
  if (selection.until) where("ifnull(e.time <= ?, true)", selection.until->ns);
  const char* direction = selection.reverse ? " DESC" : "";
  if (is_one_stream) sql_ += std::string(" ORDER BY i.seq") + direction;
  if (!is_looked_up) sql_ += std::string(" ORDER BY e.position") + direction;
  if (selection.limit) {
    sql_ += " LIMIT ?";
    values_.emplace_back(*selection.limit);
  }
}

/// Where the events of the streams are; of several, in the order of the log. They are sorted here, where they are three
/// numbers each; the outer query goes through them as they come, and who reads it sees to that. With a limit, SQLite
/// does not take the order for one that says nothing.
std::string SelectionQuery::look_up(const Selection& selection, const std::vector<std::int64_t>& stream_nos) {
  if (stream_nos.size() == 1) return "temp.stream_events";
  std::string places = "(SELECT x.stream_no, x.seq, x.position FROM ";
  if (selection.streams.empty()) {
    places += "streams c CROSS JOIN temp.stream_events x ON x.stream_no = c.stream_no WHERE c.category = ?";
    values_.emplace_back(selection.category);
  } else {
    places += "temp.stream_events x WHERE x.stream_no IN (" + comma_list(stream_nos) + ")";
  }
  return places + " ORDER BY x.position" + (selection.reverse ? " DESC" : "") + " LIMIT -1)";
}

void SelectionQuery::where(const std::string& condition) {
  sql_ += (has_condition_ ? " AND " : " WHERE ") + condition;
  has_condition_ = true;
}

void SelectionQuery::where(const std::string& condition, std::variant<std::int64_t, std::string> value) {
  where(condition);
  values_.push_back(std::move(value));
}

Statement SelectionQuery::prepare(const Database& database) const {
  Statement statement = database.prepare(sql_);
  int index = 0;
  for (const auto& value : values_) {
    ++index;
    if (const auto* number = std::get_if<std::int64_t>(&value))
      statement.bind(index, *number);
    else
      statement.bind(index, std::string_view(std::get<std::string>(value)));
  }
  return statement;
}

bool read_own_columns(const Statement& row, EventView& event) {
  event.time = {row.integer(5)};
  return row.read(0, 1, event.position.value) && row.read(2, 1, event.seq.value) && row.read(6, event.id) &&
         read_json(row, 7, "null", event.data) && read_json(row, 8, "{}", event.meta);
}

EventView event_in(const Statement& row) {
  EventView event;
  const bool is_sound = read_own_columns(row, event) && row.read(1, event.stream) && row.read(3, event.type) &&
                        row.read(4, 1, event.schema);
  if (!is_sound) throw damaged_event(row);
  return event;
}

}  // namespace evs::sqlite
