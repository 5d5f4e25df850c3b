#include "core/state/snapshot_check.hpp"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "core/integrity/sha256.hpp"
#include "core/state/stops.hpp"

namespace evs {
namespace {

/// The snapshots of one stream that can be compared; of their states only hashes, so that many fit.
struct Comparable {
  std::vector<Seq> seqs;
  std::vector<Digest> hashes;
};

class SnapshotCheck {
 public:
  SnapshotCheck(const FingerprintOf& fingerprint_of, const std::function<void(const WrongSnapshot&)>& found)
      : fingerprint_of_(fingerprint_of), found_(found) {}

  /// Sorts a snapshot in; the damaged are told at once.
  void add(const StoredSnapshot& stored) {
    if (!stored.fault.empty()) {
      ++counts_.wrong;
      found_({stored.snapshot, stored.fault, ""});
      return;
    }
    Comparable& stream = streams_[stored.snapshot.stream];
    if (stored.snapshot.fingerprint != fingerprint_of_(stored.snapshot.stream)) {
      ++counts_.stale;
      return;
    }
    stream.seqs.push_back(stored.snapshot.seq);
    stream.hashes.push_back(sha256(stored.snapshot.state));
  }

  SnapshotCounts compare(Reader& reader, Snapshots& snapshots, Reducers& reducers) {
    counts_.streams = static_cast<std::int64_t>(streams_.size());
    for (const auto& [name, stream] : streams_) {
      for (auto& [seq, replayed] : differing(reader, StreamName(name), reducers, stream)) {
        auto snapshot = snapshots.newest_snapshot(StreamName(name), *fingerprint_of_(name), seq, std::nullopt);
        if (!snapshot || snapshot->seq != seq) continue;  // it was dropped meanwhile
        ++counts_.wrong;
        found_({std::move(*snapshot), "", std::move(replayed)});
      }
    }
    return counts_;
  }

 private:
  using States = std::vector<std::pair<Seq, std::string>>;

  States differing(Reader& reader, const StreamName& name, Reducers& reducers, const Comparable& stream) {
    States states;
    fold_to_stops(reader, name, reducers, std::nullopt, stream.seqs, [&](const Stop& stop) {
      ++counts_.checked;
      const auto at = std::lower_bound(stream.seqs.begin(), stream.seqs.end(), stop.wanted) - stream.seqs.begin();
      std::string state = stop.folding.state();
      if (sha256(state) == stream.hashes[static_cast<std::size_t>(at)]) return;
      states.emplace_back(stop.wanted, std::move(state));
    });
    return states;
  }

  const FingerprintOf& fingerprint_of_;
  const std::function<void(const WrongSnapshot&)>& found_;
  std::map<std::string, Comparable> streams_;
  SnapshotCounts counts_;
};

}  // namespace

SnapshotCounts check_snapshots(Reader& reader, Snapshots& snapshots, Reducers& reducers,
                               const FingerprintOf& fingerprint_of, const SnapshotSelection& selection,
                               const std::function<void(const WrongSnapshot&)>& found) {
  SnapshotCheck check(fingerprint_of, found);
  snapshots.snapshots(selection, SnapshotDepth::state, [&](const StoredSnapshot& stored) {
    check.add(stored);
    return true;
  });
  return check.compare(reader, snapshots, reducers);
}

}  // namespace evs
