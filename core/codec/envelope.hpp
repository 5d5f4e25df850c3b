#pragma once

// Private to core/codec: the members of one input object, before it is known which format it is.

#include <string_view>
#include <vector>

#include "core/codec/event_line.hpp"
#include "core/codec/json_walk.hpp"

namespace evs {

struct Member {
  std::string_view key;
  std::string_view raw;   // the value's bytes
  std::string_view text;  // of a string: unescaped
  json::Walker::Kind kind;
  std::size_t byte;  // where the value begins, counted from 1

  [[nodiscard]] bool is_null() const { return raw == "null"; }
};

/// The values of members, checked for their kind; each throws LineFault with the member's byte.
std::string_view string_of(const Member& member);
std::int64_t integer_of(const Member& member);
Timestamp time_of(const Member& member);

/// Builds the event from the members of a CloudEvent. Throws LineFault.
IncomingEvent event_from_cloudevent(const std::vector<Member>& members, json::Arena& arena);

}  // namespace evs
