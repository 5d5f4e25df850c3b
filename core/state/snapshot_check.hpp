#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/state/reducer.hpp"
#include "core/state/snapshots.hpp"

namespace evs {

/// A snapshot that is not what its stream is folded to.
struct WrongSnapshot {
  Snapshot snapshot;
  std::string fault;     // why it is none; empty: it is one, of another state
  std::string replayed;  // what the stream is folded to there; empty: there is a fault
};

/// How many snapshots were looked at, and what became of them.
struct SnapshotCounts {
  std::int64_t streams = 0;  // with snapshots
  std::int64_t checked = 0;  // compared with a fold from the first event
  std::int64_t wrong = 0;    // of other content, or damaged
  std::int64_t stale = 0;    // of other fingerprints: nothing can be said about them
};

/// Folds the streams that have snapshots with a current fingerprint from their first events, and compares. Stale ones
/// are counted only. Memory does not grow with the states that are right. Throws what folding throws.
SnapshotCounts check_snapshots(Reader& reader, Snapshots& snapshots, Reducers& reducers,
                               const FingerprintOf& fingerprint_of, const SnapshotSelection& selection,
                               const std::function<void(const WrongSnapshot&)>& found);

}  // namespace evs
