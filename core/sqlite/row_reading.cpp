#include "core/sqlite/row_reading.hpp"

#include <algorithm>

#include "core/sqlite/reading.hpp"

namespace evs::sqlite {
namespace {

constexpr std::size_t remembered_streams = 16384;

}  // namespace

RowReading::RowReading(const Database& database, const std::optional<StoreKey>& key, Tally& tally)
    : database_(database),
      key_(key),
      tally_(tally),
      find_stream_(database.prepare("SELECT name, version FROM streams WHERE stream_no = ?")),
      find_type_(database.prepare("SELECT name, schema FROM types WHERE type_no = ?")),
      streams_(remembered_streams) {}

Statement RowReading::select(Depth depth) const {
  const std::string payload = depth == Depth::contents ? ", data, meta, salt" : "";
  return database_.prepare("SELECT position, stream_no, seq, type_no, time, id" + payload +
                           " FROM events WHERE position BETWEEN ? AND ? ORDER BY position");
}

void RowReading::forget() {
  for (Stream& stream : streams_) stream.no = 0;
  types_.clear();
}

const RowReading::Stream& RowReading::stream(std::int64_t no) {
  Stream& slot = streams_[static_cast<std::uint64_t>(no) % streams_.size()];
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

void RowReading::visit(const Statement& row, Depth depth, const ExaminedVisitor& visit, const FindingVisitor& found) {
  const std::int64_t stream_no = row.integer(1);
  const std::int64_t type_no = row.integer(3);
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
  event.id = row.text(5);
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
  tally_.add({event.position.value, stream_no, event.seq.value, type_no, event.time.ns,
              key_ ? lookup_key(*key_, event.id) : 0, version});
  visit(examined);
}

}  // namespace evs::sqlite
