#include "core/sqlite/names.hpp"

#include <algorithm>

#include "core/sqlite/selection_sql.hpp"

namespace evs::sqlite {
namespace {

constexpr std::int64_t remembered_streams = 1 << 18;  // some twenty megabytes

}  // namespace

/// What is not as it must be is left to the query that all others use, and to its errors.
EventView Names::event_in(const Statement& row) {
  EventView event;
  if (read(row, event)) return event;
  if (!joined_) joined_ = database_.prepare(sealed_events_sql);
  joined_.reset();
  joined_.bind(1, row.integer(0)).bind(2, row.integer(0));
  if (!joined_.step()) throw row.damage("the event at position " + std::to_string(row.integer(0)) + " is lost");
  return sqlite::event_in(joined_);
}

bool Names::is_of_others(std::int64_t stream_no) {
  const Stream* const found = stream_no < 1 ? nullptr : stream(stream_no);
  if (found == nullptr) return false;
  __builtin_prefetch(found->share.attached);  // while the rest of the row is read
  return share_of_ && !found->share.is_mine;
}

bool Names::read(const Statement& row, EventView& event) {
  std::int64_t stream_no = 0;
  std::int64_t type_no = 0;
  if (!read_own_columns(row, event) || !row.read(1, 1, stream_no) || !row.read(3, 1, type_no)) return false;
  const Stream* const of_stream = stream(stream_no);
  const Type* const of_type = type(type_no);
  if (of_stream == nullptr || of_type == nullptr) return false;
  event.stream = of_stream->name;
  event.attached = of_stream->share.attached;
  event.type = of_type->name;
  event.schema = of_type->schema;
  return true;
}

const Names::Stream* Names::stream(std::int64_t no) {
  const auto slot = static_cast<std::size_t>(no % remembered_streams);
  if (slot >= streams_.size()) {
    streams_.resize(std::max(slot + 1, streams_.size() * 2));
    texts_.resize(streams_.size());
  }
  Stream& known = streams_[slot];
  if (known.no == no) return &known;
  if (!find_stream_) find_stream_ = database_.prepare("SELECT name FROM streams WHERE stream_no = ?");
  const Resetting resetting(find_stream_);
  std::string_view name;
  known.no = 0;
  if (!find_stream_.bind(1, no).step() || !find_stream_.read(0, name)) return nullptr;
  known.name = texts_[slot] = name;
  known.share = share_of_ ? share_of_(name) : StreamShare{};
  known.no = no;
  return &known;
}

const Names::Type* Names::type(std::int64_t no) {
  if (const auto known = types_.find(no); known != types_.end()) return &known->second;
  if (!find_type_) find_type_ = database_.prepare("SELECT name, schema FROM types WHERE type_no = ?");
  const Resetting resetting(find_type_);
  std::string_view name;
  std::int64_t schema = 0;
  if (!find_type_.bind(1, no).step() || !find_type_.read(0, name) || !find_type_.read(1, 1, schema)) return nullptr;
  return &(types_[no] = {std::string(name), schema});
}

}  // namespace evs::sqlite
