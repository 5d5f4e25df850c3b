#pragma once

#include <optional>

#include "core/state/replay.hpp"
#include "core/store.hpp"
#include "core/text_map.hpp"

namespace evs {

/// Which events of a log belong to the states of their streams at a time: those of each stream's longest prefix whose
/// last event is not later. Up to the first later event of the log these are all, and behind the last that is not later
/// none; memory holds the streams that have events in between, which there are only where clocks disagree.
class TimeBound {
 public:
  /// Reads the log up to three times. `moment` has a time; it may have a position.
  TimeBound(Reader& reader, const StreamSelection& streams, const Moment& moment);

  [[nodiscard]] bool includes(const EventView& event) const;
  /// Nothing behind this position is included.
  [[nodiscard]] Position last() const { return last_; }

 private:
  Position last_;                       // that is not later
  std::optional<Position> first_late_;  // before last_
  TextMap<Seq> ends_;                   // between the two, by stream
};

/// A reader of its own that hands out only what belongs to the streams' states at the moment, which has a time. Throws
/// [usage] if the store cannot be read again.
std::unique_ptr<Reader> read_up_to(Reader& reader, const StreamSelection& streams, const Moment& moment);

}  // namespace evs
