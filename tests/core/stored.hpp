#pragma once

#include <cstdint>
#include <string>

#include "core/event.hpp"

namespace evs::test {

/// What differs between the stored events that a rule of privacy is tried on.
struct Stored {
  std::string data = "{}";
  std::string meta = "{}";
  std::string stream = "a-1";
  std::string type = "T";
  std::int64_t schema = 1;
};

EventView view_of(const Stored&& stored) = delete;  // which would be gone before its event
inline EventView view_of(const Stored& stored) {
  EventView event;
  event.id = "e-1";
  event.stream = stored.stream;
  event.seq = Seq{3};
  event.position = Position{7};
  event.type = stored.type;
  event.schema = stored.schema;
  event.time = parse_timestamp("2026-01-31T12:00:00Z");
  event.data = stored.data;
  event.meta = stored.meta;
  return event;
}

}  // namespace evs::test
