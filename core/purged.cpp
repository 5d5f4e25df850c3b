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

std::string marked_as_purged(std::string_view meta) {
  std::string out(meta);
  bool is_there = false;
  for (const json::RawMember& member : json::members_of(meta)) {
    if (member.key != "purged" || is_there) continue;
    is_there = true;
    const auto at = static_cast<std::size_t>(member.value.data() - meta.data());
    out.replace(at, member.value.size(), "true");
  }
  return is_there ? out : json::with_member(meta, "purged", "true");
}

}  // namespace evs
