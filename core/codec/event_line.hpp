#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/codec/incoming.hpp"
#include "core/codec/json.hpp"
#include "core/event.hpp"
#include "core/integrity/evidence.hpp"

namespace evs {

/// Why a line was refused, and where in it.
struct LineFault {
  std::size_t byte;  // counted from 1
  std::string reason;
};

/// Reads event lines and CloudEvents 1.0 in JSON; which of the two a line is, its `specversion` tells. One parser
/// serves one thread.
class EventLineParser {
 public:
  /// What an input may hold besides the keys of an event line.
  enum class Keys {
    event,           // import: stream and type are required; "salt" and "commitment" are checked and passed over
    within_stream,   // append --batch: the stream is given elsewhere; "stream" may repeat it
    append_request,  // append --each: "expect" may stand beside them
  };

  explicit EventLineParser(Keys keys = Keys::event);
  ~EventLineParser();
  EventLineParser(EventLineParser&&) noexcept;
  EventLineParser& operator=(EventLineParser&&) noexcept;

  /// Parses one object. `line` must be followed by json::padding readable bytes and outlive the event, as must
  /// `arena`, which takes what had to be unescaped or minified. Throws LineFault.
  IncomingEvent parse(std::string_view line, json::Arena& arena);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Appends the event line (docs: evs-event(5)) with a newline.
void append_event_line(std::string& out, const EventView& event);

/// The same with "salt" and, for a redacted event, "commitment" behind its last key, in hexadecimal.
void append_sealed_event_line(std::string& out, const SealedEvent& sealed);

/// Appends the CloudEvents 1.0 form with a newline; the inverse of reading it (see cloudevents.cpp for the mapping).
void append_cloudevent(std::string& out, const EventView& event);

}  // namespace evs
