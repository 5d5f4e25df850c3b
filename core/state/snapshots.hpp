#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/state/snapshot.hpp"
#include "core/store.hpp"

namespace evs {

/// A snapshot as it stands in a store.
struct StoredSnapshot {
  std::int64_t number;  // for drop_snapshots()
  Snapshot snapshot;    // what can be read of it
  std::string fault;    // why it is none; empty: it is sound
};

/// Which snapshots a listing or a drop is about.
struct SnapshotSelection {
  std::vector<StreamName> streams;  // any of them; empty: all
  std::string category;             // empty: all
};

/// How much of a snapshot is looked at: whether it is in its place, or also whether its state is what was written.
enum class SnapshotDepth { place, state };

/// Return false to end the visit.
using SnapshotVisitor = std::function<bool(const StoredSnapshot&)>;

/// The snapshots of a store, for reading: an ability that a backend may have besides Reader. One object serves one
/// thread. All calls throw [system] when reading fails.
class Snapshots {
 public:
  Snapshots() = default;
  virtual ~Snapshots() = default;
  Snapshots(const Snapshots&) = delete;
  Snapshots& operator=(const Snapshots&) = delete;

  /// The last snapshot of a stream with this fingerprint that lies neither behind `seq` nor behind `position`, where
  /// they are given; nothing if there is none. Throws [damaged] if it is not as it was written.
  virtual std::optional<Snapshot> newest_snapshot(const StreamName& stream, const Fingerprint& fingerprint,
                                                  std::optional<Seq> seq, std::optional<Position> position) = 0;

  /// The seqs of a stream's snapshots with this fingerprint, increasing.
  virtual std::vector<Seq> snapshot_seqs(const StreamName& stream, const Fingerprint& fingerprint) = 0;

  /// Visits snapshots by the name of their stream, then by seq, damaged ones included. At the depth `place` states are
  /// not looked into. The visitor must not call this object.
  virtual void snapshots(const SnapshotSelection& selection, SnapshotDepth depth, const SnapshotVisitor& visit) = 0;
};

/// What is written of snapshots in one transaction.
struct SnapshotBatch {
  std::vector<Snapshot> take;                            // each in place of the one that stands there
  std::vector<std::pair<StreamName, Fingerprint>> thin;  // of which all but the newest `keep` are dropped then
  std::int64_t keep = 0;
};

/// The same for writing: an ability that a backend may have besides Store. When a call returns, what it wrote is
/// durable; [busy] and [in-doubt] mean what they do there.
class SnapshotStore {
 public:
  SnapshotStore() = default;
  virtual ~SnapshotStore() = default;
  SnapshotStore(const SnapshotStore&) = delete;
  SnapshotStore& operator=(const SnapshotStore&) = delete;

  /// Returns how many were dropped. Throws [not-found] if a stream is not there.
  virtual std::int64_t write_snapshots(const SnapshotBatch& batch) = 0;

  /// Drops the snapshots with these numbers and returns how many there were.
  virtual std::int64_t drop_snapshots(std::span<const std::int64_t> numbers) = 0;
};

}  // namespace evs
