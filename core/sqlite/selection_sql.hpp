#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/sqlite/database.hpp"
#include "core/store.hpp"

namespace evs::sqlite {

/// What a query for events gives in a row: the columns of event_in(), those of sealed_events_sql, or the former with
/// the numbers of stream and type in place of their names, of all events or of those that a ShareFilter takes; the last
/// two not for a selection of streams, categories or types.
enum class EventColumns { event, sealed, numbers, shared_numbers };

/// Whether the position of a row, behind that of the row before, contradicts the order in which a selection is read.
bool is_out_of_order(const Selection& selection, std::optional<std::int64_t> before, std::int64_t position);

/// A query for the events of a selection, and what is bound to it.
class SelectionQuery {
 public:
  /// `stream_nos` are the numbers of the selection's streams; `by_index` says that they, or the category, hold few
  /// enough events to be looked up one by one instead of being met in a scan of the log.
  SelectionQuery(const Selection& selection, const std::vector<std::int64_t>& stream_nos, bool by_index,
                 EventColumns columns);
  [[nodiscard]] Statement prepare(const Database& database) const;

 private:
  std::string look_up(const Selection& selection, const std::vector<std::int64_t>& stream_nos);
  void where(const std::string& condition);
  void where(const std::string& condition, std::variant<std::int64_t, std::string> value);

  std::string sql_;
  bool has_condition_ = false;
  std::vector<std::variant<std::int64_t, std::string>> values_;
};

/// The events from position ?1 to ?2 with the columns of event_in(), then their salts, and the commitments that
/// redacted ones had before.
extern const char* const sealed_events_sql;

/// A query for all events with EventColumns::numbers, to which a WHERE is added.
extern const char* const scan_of_numbers;

/// The event in the current row. Throws [damaged] if a part is missing or cannot be what it is.
EventView event_in(const Statement& row);

/// What event_in() reads without stream, type and schema; false if a part is missing or cannot be what it is.
bool read_own_columns(const Statement& row, EventView& event);

}  // namespace evs::sqlite
