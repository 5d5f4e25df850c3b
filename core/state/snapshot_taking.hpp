#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/state/reducer.hpp"
#include "core/state/snapshots.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// Which snapshots of a stream are wanted.
struct SnapshotRules {
  std::optional<std::int64_t> every;  // one at each multiple of it, at least 1; nothing: one at the stream's version
  std::optional<std::int64_t> keep;   // only the newest so many, at least 1, of each stream and fingerprint
};

/// What taking snapshots came to.
struct SnapshotsTaken {
  std::int64_t streams = 0;   // that were looked at
  std::int64_t taken = 0;     // snapshots
  std::int64_t already = 0;   // snapshots that were there
  std::int64_t dropped = 0;   // snapshots, because of SnapshotRules::keep
  std::int64_t programs = 0;  // streams that a program folds
  std::int64_t unfit = 0;     // states of which no snapshot can be made
  std::optional<Error> first_unfit{};
};

/// Takes snapshots of one stream after another, each fold resumed from the newest one that is there already. Written
/// in batches of moderate size, between which other writers get their turn; what was written stays if a later fold
/// fails.
class SnapshotTaking {
 public:
  /// `reader` and `snapshots` are of the store that `store` writes to, on other connections than it; all must outlive
  /// this object, as must the reducers.
  struct Places {
    Reader& reader;
    Snapshots& snapshots;
    SnapshotStore& store;
  };
  SnapshotTaking(Places places, Reducers& reducers, FingerprintOf fingerprint_of, Clock clock, SnapshotRules rules)
      : places_(places),
        reducers_(reducers),
        fingerprint_of_(std::move(fingerprint_of)),
        clock_(std::move(clock)),
        rules_(rules) {}

  /// Takes those of one stream. Throws what folding throws.
  void take(const StreamInfo& stream);
  /// Writes what is left.
  SnapshotsTaken finish();

 private:
  [[nodiscard]] std::vector<Seq> wanted(Seq version) const;
  void add(const StreamName& stream, const Fingerprint& fingerprint, Seq seq, Position position, std::string state);
  void refuse(const StreamName& stream, Seq seq, const std::string& reason);
  void write();

  Places places_;
  Reducers& reducers_;
  FingerprintOf fingerprint_of_;
  Clock clock_;
  SnapshotRules rules_;
  SnapshotBatch batch_;
  std::size_t bytes_ = 0;  // of the states in it
  SnapshotsTaken outcome_;
};

}  // namespace evs
