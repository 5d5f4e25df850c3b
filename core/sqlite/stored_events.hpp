#pragma once

#include <optional>

#include "core/event.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/names.hpp"

namespace evs::sqlite {

/// Single events of the log by their positions, to compare others with. Whoever has asked for an id asks for the rest
/// next, so the event that was read last is kept; and who sends a log again asks for one event after the other, so the
/// reading goes on from there.
class StoredEvents {
 public:
  explicit StoredEvents(const Database& database);

  /// Valid until the next call of this object, and until something is written. Throws [damaged] if no event is there.
  const EventView& at(Position position);
  /// Before something is written, and at the end of a transaction: what was read last is read anew.
  void let_go();
  /// Once others may have written: the streams may have other names.
  void forget();

 private:
  const Database& database_;
  Statement read_;
  std::optional<Names> names_;
  EventView event_;  // at position 0: none
};

}  // namespace evs::sqlite
