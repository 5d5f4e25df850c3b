#pragma once

#include <memory>

#include "core/store.hpp"

namespace evs {

/// What stands between a store and who reads it: it makes none, one or several events of each.
class EventStage {
 public:
  EventStage() = default;
  virtual ~EventStage() = default;
  EventStage(const EventStage&) = delete;
  EventStage& operator=(const EventStage&) = delete;

  /// Which events the stage must see so that those of `wanted` come out. It need not look at the limit, and may ask for
  /// more than it needs: what comes out is held against `wanted` again.
  [[nodiscard]] virtual Selection needed(const Selection& wanted) const = 0;

  /// Hands out what becomes of an event, in order; the texts live as long as the call of the visitor. Stops, and
  /// returns false, when the visitor does.
  virtual bool pass(const EventView& event, const EventVisitor& visit) = 0;

  /// The same for another thread.
  [[nodiscard]] virtual std::unique_ptr<EventStage> another() const = 0;
};

/// A reader that hands out what a stage makes of the events of another. What counts a store's contents (head, totals,
/// streams, types) speaks of what is stored. It is a GrowingReader if the other is.
std::unique_ptr<Reader> read_through(std::unique_ptr<Reader> reader, std::unique_ptr<EventStage> stage);

/// The reader below all stages: it hands out events as they are stored, and has the abilities of its backend. `reader`
/// itself if it reads through none.
Reader& below_stages(Reader& reader);

}  // namespace evs
