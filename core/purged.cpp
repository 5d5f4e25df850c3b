#include "core/purged.hpp"

#include <algorithm>

#include "core/codec/json.hpp"

namespace evs {

bool is_emptied(const EventView& event) {
  if (event.data != "null") return false;
  const auto members = json::members_of(event.meta);
  return std::any_of(members.begin(), members.end(),
                     [](const json::RawMember& member) { return member.key == "purged" && member.value == "true"; });
}

}  // namespace evs
