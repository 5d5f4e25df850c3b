#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/event.hpp"

namespace evs {

/// An event's salt and commitment, made ahead of its writing (integrity/commitment.hpp).
struct Seal {
  Salt salt;
  Digest commitment;
};

/// An event as it stands in an input: checked and minified, but not yet numbered. The texts point into the block of
/// input (codec/event_source.hpp) that it came from.
struct IncomingEvent {
  std::string_view id;      // empty: the producer gave none
  std::string_view stream;  // empty: none was given, and the reader of the input allows that
  std::string_view type;
  std::string_view data = "{}";
  std::string_view meta = "{}";
  std::optional<std::int64_t> source_seq;  // the producer's number, 0 or 1 for a stream's first event
  std::optional<Timestamp> time;
  std::int64_t schema = 1;
  std::int64_t sub = 0;     // which of the events that an upcaster made of a stored one, if the input says so
  std::int64_t line = 0;    // in its input, counted from 1
  std::string_view expect;  // `append --each` only: the expected version, as written
  std::optional<Seal> seal;
};

/// A line that is not an acceptable event.
struct RejectedLine {
  std::int64_t line;
  std::size_t byte;  // counted from 1 in the line
  std::string reason;
  std::string text;            // the line as it came, for a quarantine file
  bool is_unfinished = false;  // the input ended before the line did
};

}  // namespace evs
