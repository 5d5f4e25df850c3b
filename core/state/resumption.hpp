#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "core/state/moment.hpp"
#include "core/state/snapshots.hpp"

namespace evs {

/// Finds where the fold of a stream may begin instead of at its first event. Serves one thread.
class Resumption {
 public:
  Resumption() = default;
  virtual ~Resumption() = default;
  Resumption(const Resumption&) = delete;
  Resumption& operator=(const Resumption&) = delete;

  /// The newest state that the state at a moment can be folded from: that of a beginning of the stream that belongs to
  /// it. Throws [damaged] if it is not as it was written.
  std::optional<Snapshot> newest(const StreamName& stream, const Moment& moment);

  /// Where newest() said to begin, the last time that it did.
  struct Place {
    Seq seq;
    Position position;
    Timestamp taken;
    Fingerprint fingerprint;
  };
  [[nodiscard]] const std::optional<Place>& last_found() const { return last_found_; }
  /// How many streams a snapshot was found for, and for how many none.
  struct Counts {
    std::int64_t found = 0;
    std::int64_t none = 0;
  };
  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  virtual std::optional<Snapshot> find(const StreamName& stream, const Moment& moment) = 0;

  std::optional<Place> last_found_;
  Counts counts_;
};

/// Finds snapshots that have the fingerprint of the fold.
class SnapshotResumption final : public Resumption {
 public:
  /// `reader` hands out what is folded, `snapshots` are of the same store. Both must outlive this object, and be read
  /// by nobody else while it looks.
  SnapshotResumption(Reader& reader, Snapshots& snapshots, FingerprintOf fingerprint_of)
      : reader_(reader), snapshots_(snapshots), fingerprint_of_(std::move(fingerprint_of)) {}

 private:
  std::optional<Snapshot> find(const StreamName& stream, const Moment& moment) override;

  Reader& reader_;
  Snapshots& snapshots_;
  FingerprintOf fingerprint_of_;
};

/// The seq of a stream's last event that belongs to its state at a moment; nothing if none does. Of a moment without a
/// time, as far as the stream goes.
std::optional<Seq> last_seq_at(Reader& reader, const StreamName& stream, const Moment& moment);

}  // namespace evs
