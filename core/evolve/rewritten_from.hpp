#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/event.hpp"

namespace evs {

/// Where an event of a rewritten store was in the other one, as JSON for its meta.rewritten_from:
///
///     {"position","seq","sub","merged":[…],"rewritten_from"}
///
/// `sub` unless it is 0, `merged` if events were merged into it: theirs, in the order of the old stream. An event that
/// was rewritten before, as `meta` says, says so inside. `made` still has the numbers of the stored event. The old name
/// of a renamed stream is not there: it may have been a person's, which is why it was renamed, and the position leads
/// to it.
std::string rewritten_from(const Event& made, std::string_view meta, std::span<const std::string> merged = {});

/// A meta with this as its rewritten_from, in the place of an older one.
std::string with_rewritten_from(std::string_view meta, std::string_view from);

/// An event in the order of its stream in the other store, where several may have come of one.
struct PlaceInStream {
  Seq seq;
  std::int64_t sub = 0;
  auto operator<=>(const PlaceInStream&) const = default;
};

/// What meta.rewritten_from says.
struct RewrittenFrom {
  Position position;
  struct Merged {
    Position position;
    PlaceInStream place;
  };
  std::optional<Merged> last_merged;
};

/// Nothing if the meta does not say it.
std::optional<RewrittenFrom> read_rewritten_from(std::string_view meta);

}  // namespace evs
