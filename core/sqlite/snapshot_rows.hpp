#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/sqlite/database.hpp"
#include "core/sqlite/schema.hpp"
#include "core/state/snapshots.hpp"

namespace evs::sqlite {

/// The table of snapshots, for reading; a store may have none. A row is taken for a snapshot if its digest, which is
///
///     SHA-256("evs.snapshot.v1\0" ‖ salt ‖ LP(stream) ‖ fingerprint ‖ be64(seq) ‖ be64(position) ‖ be64(time) ‖
///             LP(state))
///
/// says so. The format is part of evs-store(5).
class SnapshotRows {
 public:
  SnapshotRows(const Database& database, const std::optional<StoreKey>& key) : database_(database), key_(key) {}

  /// See Snapshots, whose calls these are.
  std::optional<Snapshot> newest(const StreamName& stream, const Fingerprint& fingerprint, std::optional<Seq> seq,
                                 std::optional<Position> position);
  std::vector<Seq> seqs(const StreamName& stream, const Fingerprint& fingerprint);
  void visit(const SnapshotSelection& selection, SnapshotDepth depth, const SnapshotVisitor& visit);

 private:
  std::optional<std::int64_t> stream_no(const StreamName& stream);

  const Database& database_;
  std::optional<StoreKey> key_;
  Statement find_stream_;
  Statement find_newest_;
};

/// What SnapshotStore::write_snapshots() does, in the transaction that the caller has begun.
std::int64_t write_snapshots(const Database& database, const StoreKey& key, const SnapshotBatch& batch);

/// Deletes the rows with these numbers, in the transaction that the caller has begun; returns how many there were.
std::int64_t drop_snapshots(const Database& database, std::span<const std::int64_t> numbers);

/// Deletes all snapshots of the streams with these numbers, in the transaction that the caller has begun; returns how
/// many there were.
std::int64_t drop_snapshots_of(const Database& database, std::span<const std::int64_t> stream_nos);

}  // namespace evs::sqlite
