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
  /// `reader` hands out what is folded, `snapshots` are of the same store. Both must outlive this object, and be read
  /// by nobody else while it looks.
  Resumption(Reader& reader, Snapshots& snapshots, FingerprintOf fingerprint_of)
      : reader_(reader), snapshots_(snapshots), fingerprint_of_(std::move(fingerprint_of)) {}

  /// The newest snapshot that the state at a moment can be folded from: one of the same fingerprint, of a beginning of
  /// the stream that belongs to that state. Throws [damaged] if it is not as it was written.
  std::optional<Snapshot> newest(const StreamName& stream, const Moment& moment);

  /// Where newest() said to begin, the last time that it did.
  struct Place {
    Seq seq;
    Position position;
    Timestamp taken;
  };
  [[nodiscard]] const std::optional<Place>& last_found() const { return last_found_; }
  /// How many streams a snapshot was found for, and for how many none.
  struct Counts {
    std::int64_t found = 0;
    std::int64_t none = 0;
  };
  [[nodiscard]] const Counts& counts() const { return counts_; }

 private:
  std::optional<Snapshot> find(const StreamName& stream, const Moment& moment);

  Reader& reader_;
  Snapshots& snapshots_;
  FingerprintOf fingerprint_of_;
  std::optional<Place> last_found_;
  Counts counts_;
};

}  // namespace evs
