#pragma once

#include <optional>

#include "core/event.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// The moment whose state is asked for; nothing set means now.
struct Moment {
  std::optional<Seq> seq;            // one stream: up to this event
  std::optional<Position> position;  // up to this position of the log
  std::optional<Timestamp> time;     // the longest prefix whose last event is not later
};

}  // namespace evs
