#include "core/state/resumption.hpp"

namespace evs {
namespace {

/// The seq of the last event that is not later than the moment's time: all before it belong to the state at that time,
/// whatever their own times are.
std::optional<Seq> end_of_prefix(Reader& reader, const StreamName& stream, const Moment& moment) {
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

}  // namespace

std::optional<Snapshot> Resumption::newest(const StreamName& stream, const Moment& moment) {
  auto snapshot = find(stream, moment);
  if (snapshot) last_found_ = {snapshot->seq, snapshot->position, snapshot->taken};
  ++(snapshot ? counts_.found : counts_.none);
  return snapshot;
}

std::optional<Snapshot> Resumption::find(const StreamName& stream, const Moment& moment) {
  const auto fingerprint = fingerprint_of_(stream.text());
  if (!fingerprint) return std::nullopt;
  std::optional<Seq> until = moment.seq;
  if (moment.time) {
    if (snapshots_.snapshot_seqs(stream, *fingerprint).empty()) return std::nullopt;
    until = end_of_prefix(reader_, stream, moment);
    if (!until) return std::nullopt;
  }
  return snapshots_.newest_snapshot(stream, *fingerprint, until, moment.position);
}

}  // namespace evs
