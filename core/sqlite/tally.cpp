#include "core/sqlite/tally.hpp"

namespace evs::sqlite {

void Tally::add(const Row& row) {
  sums_.stream_events += of_stream_event(row.stream_no, row.seq, row.position);
  sums_.ids += of_id(row.id_key, row.position);
  if (row.seq == 1) sums_.first_times += of_time(row.stream_no, row.time);
  if (row.seq == row.version) sums_.last_times += of_time(row.stream_no, row.time);
  TypeCount& type = types_[row.type_no];
  if (type.events == 0 || row.position < type.first) {
    type.first = row.position;
    type.first_time = row.time;
  }
  if (type.events == 0 || row.position > type.last) {
    type.last = row.position;
    type.last_time = row.time;
  }
  ++type.events;
}

void Tally::add(const Tally& other) {
  sums_.stream_events += other.sums_.stream_events;
  sums_.ids += other.sums_.ids;
  sums_.first_times += other.sums_.first_times;
  sums_.last_times += other.sums_.last_times;
  for (const auto& [type_no, added] : other.types_) {
    TypeCount& type = types_[type_no];
    if (type.events == 0 || added.first < type.first) {
      type.first = added.first;
      type.first_time = added.first_time;
    }
    if (type.events == 0 || added.last > type.last) {
      type.last = added.last;
      type.last_time = added.last_time;
    }
    type.events += added.events;
  }
}

}  // namespace evs::sqlite
