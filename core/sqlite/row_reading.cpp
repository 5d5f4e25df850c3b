#include "core/sqlite/row_reading.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "core/sqlite/id_index.hpp"

namespace evs::sqlite {
namespace {

constexpr std::int64_t smallest_event = 20;  // bytes of a row, rather fewer than more

}  // namespace

RowReading::RowReading(const Database& database, const std::optional<StoreKey>& key, Tally& tally, Tolerance& tolerance)
    : database_(database),
      key_(key),
      tally_(tally),
      tolerance_(tolerance),
      first_from_(database.prepare("SELECT position FROM events WHERE position >= ? ORDER BY position LIMIT 1")),
      find_stream_(database.prepare("SELECT name, version FROM streams WHERE stream_no = ?")),
      find_type_(database.prepare("SELECT name, schema FROM types WHERE type_no = ?")),
      streams_(remembered_streams) {}

std::optional<Position> RowReading::first_from(Position from) {
  try {
    const Resetting resetting(first_from_);
    if (!first_from_.bind(1, from.value).step()) return std::nullopt;
    return Position{first_from_.integer(0)};
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
  }
  tolerance_.require_readable();
  const Position begin{std::max<std::int64_t>(from.value, 1)};
  const std::string& path = tolerance_.path();
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) throw system_error("cannot read '" + path + "'", errno);
  const bool is_possible = begin.value <= static_cast<std::int64_t>(info.st_size) / smallest_event;
  return is_possible ? std::optional(begin) : std::nullopt;
}

void RowReading::events(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
                        const FindingVisitor& found) {
  if (events_depth_ != depth) {
    const std::string payload = depth == Depth::contents ? ", data, meta, salt" : "";
    events_ = database_.prepare("SELECT position, stream_no, seq, type_no, time, id" + payload +
                                " FROM events WHERE position BETWEEN ? AND ? ORDER BY position");
  }
  events_depth_ = depth;
  if (!streams_are_remembered_) remember_streams();
  try {
    const Resetting resetting(events_);
    events_.bind(1, from.value).bind(2, to.value);
    while (events_.step()) {
      from = Position{events_.integer(0)};
      visit_row(depth, visit, found);
      if (from == to) return;
      from = from.next();
    }
    return;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
  }
  tolerance_.require_readable();
  events_one_by_one(from, to, depth, visit, found);
}

/// Around a broken page: whatever can still be reached is visited.
void RowReading::events_one_by_one(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
                                   const FindingVisitor& found) {
  std::optional<Position> first_lost;
  const auto report_lost = [&](Position last) {
    if (!first_lost) return;
    const std::string range = *first_lost == last ? "what is at this position"
                                                  : "what is at the positions up to " + std::to_string(last.value);
    found({Check::events, first_lost, {}, {}, range + " cannot be read: a page of the database is damaged"});
    first_lost.reset();
  };
  for (std::int64_t at = from.value;; ++at) {
    try {
      const Resetting resetting(events_);
      events_.bind(1, at).bind(2, at);
      if (events_.step()) visit_row(depth, visit, found);
      report_lost({at - 1});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::damaged) throw;
      if (!first_lost) first_lost = Position{at};
    }
    if (at == to.value) break;
  }
  report_lost(to);
}

void RowReading::forget() {
  for (Stream& stream : streams_) stream.no = 0;
  streams_are_remembered_ = false;
  types_.clear();
}

void RowReading::remember_streams() {
  streams_are_remembered_ = true;
  try {
    Statement rows = database_.prepare("SELECT stream_no, name, version FROM streams ORDER BY stream_no LIMIT ?");
    rows.bind(1, std::int64_t{remembered_streams});
    while (rows.step()) {
      const std::int64_t no = rows.integer(0);
      slot_of(no) = {no, true, std::string(rows.text(1)), rows.integer(2)};
    }
  } catch (const Error& error) {  // whoever needs one that cannot be read will say so
    if (error.kind() != ErrorKind::damaged) throw;
  }
}

const RowReading::Stream& RowReading::stream(std::int64_t no) {
  Stream& slot = slot_of(no);
  if (slot.no == no && no != 0) return slot;
  const Resetting resetting(find_stream_);
  find_stream_.bind(1, no);
  slot.no = 0;  // in case this throws
  slot.exists = find_stream_.step();
  slot.name = slot.exists ? find_stream_.text(0) : std::string_view();
  slot.version = slot.exists ? find_stream_.integer(1) : 0;
  slot.no = no;
  return slot;
}

const RowReading::Type& RowReading::type(std::int64_t no) {
  if (const auto known = types_.find(no); known != types_.end()) return known->second;
  const Resetting resetting(find_type_);
  find_type_.bind(1, no);
  Type type;
  type.exists = find_type_.step();
  if (type.exists) {
    type.name = find_type_.text(0);
    type.schema = find_type_.integer(1);
  }
  return types_[no] = std::move(type);
}

void RowReading::visit_row(Depth depth, const ExaminedVisitor& visit, const FindingVisitor& found) {
  const Statement& row = events_;
  const std::int64_t stream_no = row.integer(1);
  __builtin_prefetch(&slot_of(stream_no));  // streams lie about in memory; meanwhile the id is hashed
  const std::int64_t type_no = row.integer(3);
  const std::string_view id = row.text(5);
  const std::int64_t key_of_id = key_ ? id_key(*key_, id) : 0;
  const Stream& stream = this->stream(stream_no);
  const Type& type = this->type(type_no);
  ExaminedEvent examined;
  EventView& event = examined.event;
  event.position = {row.integer(0)};
  event.stream = stream.name;
  event.seq = {row.integer(2)};
  event.type = type.name;
  event.schema = type.schema;
  event.time = {row.integer(4)};
  event.id = id;
  const auto report = [&](Check check, std::string meaning) {
    found({check, event.position, shown_safely(stream.name), event.seq, std::move(meaning)});
  };
  if (!stream.exists) report(Check::streams, "its stream, number " + std::to_string(stream_no) + ", is not there");
  if (!type.exists) report(Check::types, "its type, number " + std::to_string(type_no) + ", is not there");
  if (depth == Depth::contents) {
    event.data = row.is_null(6) ? "null" : row.text(6);
    event.meta = row.is_null(7) ? "{}" : row.text(7);
    const auto salt = row.blob(8);
    if (salt.size() != sizeof(Salt)) report(Check::events, "what stands as its salt is none");
    if (salt.size() == sizeof(Salt) && stream.exists && type.exists) {
      std::copy(salt.begin(), salt.end(), examined.salt.emplace().begin());
    }
  }
  const std::optional<std::int64_t> version = stream.exists ? std::optional(stream.version) : std::nullopt;
  tally_.add({event.position.value, stream_no, event.seq.value, type_no, event.time.ns, key_of_id, version});
  visit(examined);
}

}  // namespace evs::sqlite
