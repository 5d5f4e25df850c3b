#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/privacy/redaction.hpp"

namespace evs {

/// Where a purge has taken something of an event, without a word of what was there. Values are told by number: counted
/// in the order in which they begin in what is left, from 0 for the whole. So neither a key nor a length gives away
/// what was erased.
struct ErasedPlaces {
  Position position;
  std::optional<std::string> stream;  // its stream's name since then
  bool has_lost = false;              // data or meta; else the stream was renamed only
  std::vector<std::int64_t> data;     // values that are null
  std::vector<std::int64_t> meta;
  bool id = false;   // was replaced
  bool day = false;  // the time is the beginning of a day
};

/// Reads the places off an event that was purged. Nulls and midnights that were there before are among them, and do no
/// harm: they are as before when it is done again.
ErasedPlaces places_left(const EventView& purged, const Salt& salt);

/// What the same purge makes of the event as it was before.
struct ErasedAgain {
  RedactedEvent left;
  std::vector<std::string> lost;  // JSON values
};
/// Nothing if the event has no such places. Its data and meta must be JSON.
std::optional<ErasedAgain> erased_again(const EventView& event, const ErasedPlaces& places);

}  // namespace evs
