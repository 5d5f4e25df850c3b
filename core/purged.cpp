#include "core/purged.hpp"

#include <algorithm>

#include "core/codec/json.hpp"

namespace evs {

bool is_purged(const EventView& event) {
  if (event.meta.find("purged") == std::string_view::npos) return false;
  const auto members = json::members_of(event.meta);
  return std::any_of(members.begin(), members.end(),
                     [](const json::RawMember& member) { return member.key == "purged" && member.value == "true"; });
}

bool is_emptied(const EventView& event) { return event.data == "null" && is_purged(event); }

}  // namespace evs
