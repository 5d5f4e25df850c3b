#include "core/state/resumption.hpp"

namespace evs {

/// All events before the last that is not later than the moment's time belong to the state at that time, whatever their
/// own times are.
std::optional<Seq> last_seq_at(Reader& reader, const StreamName& stream, const Moment& moment) {
  Selection selection;
  selection.streams = {stream};
  selection.to_seq = moment.seq;
  selection.to_position = moment.position;
  selection.until = moment.time;
  selection.reverse = true;
  selection.limit = 1;
  std::optional<Seq> last;
  reader.read(selection, [&](const EventView& event) {
    last = event.seq;
    return false;
  });
  return last;
}

std::optional<Snapshot> Resumption::newest(const StreamName& stream, const Moment& moment) {
  auto snapshot = find(stream, moment);
  if (snapshot) last_found_ = {snapshot->seq, snapshot->position, snapshot->taken, snapshot->fingerprint};
  ++(snapshot ? counts_.found : counts_.none);
  return snapshot;
}

std::optional<Snapshot> SnapshotResumption::find(const StreamName& stream, const Moment& moment) {
  const auto fingerprint = fingerprint_of_(stream.text());
  if (!fingerprint) return std::nullopt;
  std::optional<Seq> until = moment.seq;
  if (moment.time) {
    if (snapshots_.snapshot_seqs(stream, *fingerprint).empty()) return std::nullopt;
    until = last_seq_at(reader_, stream, moment);
    if (!until) return std::nullopt;
  }
  return snapshots_.newest_snapshot(stream, *fingerprint, until, moment.position);
}

}  // namespace evs
