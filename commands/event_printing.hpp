#pragma once

#include <cstdint>
#include <string>

#include "core/event.hpp"

namespace evs {

class Session;

/// The seq of an event as people read it: "3", or "3#1" for the second of those that an upcaster made of one.
std::string seq_text(const EventView& event);

/// The event as JSON.
std::string event_json(const EventView& event);

/// Prints events as "table", "json" (one array), "ndjson", "csv" or "cloudevents".
class EventPrinter {
 public:
  EventPrinter(Session& session, std::string format);
  void print(const EventView& event);
  /// Must be called at the end; an empty result is `[]` for "json" and nothing for "ndjson".
  void finish();

 private:
  void print_row(const EventView& event);

  Session& session_;
  std::string format_;
  std::string line_;
  std::int64_t printed_ = 0;
};

}  // namespace evs
