#include "commands/changes_text.hpp"

#include "commands/terminal_text.hpp"
#include "core/codec/json.hpp"
#include "core/timestamp.hpp"

namespace evs {
namespace {

std::string painted(const std::string& text, const char* code, bool colour) {
  return colour ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
}

}  // namespace

std::string changes_text(const std::vector<Change>& changes, bool colour) {
  if (changes.empty()) return "  (no change)\n";
  std::string out;
  for (const Change& change : changes) {
    const std::string place = change.pointer.empty() ? "(the whole state)" : terminal_safe(change.pointer);
    const std::string before = terminal_safe(change.before);
    const std::string after = terminal_safe(change.after);
    if (change.kind == Change::Kind::add)
      out += painted("  + " + place + "  " + after, "32", colour);
    else if (change.kind == Change::Kind::remove)
      out += painted("  - " + place + "  " + before, "31", colour);
    else
      out += painted("  ~ " + place + "  " + before + " -> " + after, "33", colour);
    out += '\n';
  }
  return out;
}

std::string meta_text(const EventView& event, std::string_view name) {
  for (const json::RawMember& member : json::members_of(event.meta)) {
    if (member.key != name || member.value.size() < 2 || member.value.front() != '"') continue;
    return std::string(member.value.substr(1, member.value.size() - 2));
  }
  return {};
}

std::string event_heading(const EventView& event, bool colour) {
  const std::string actor = meta_text(event, "actor");
  const std::string line = std::string(event.stream) + "/" + std::to_string(event.seq.value) + "  " +
                           std::string(event.type) + "  " + to_string(event.time) + "  position " +
                           std::to_string(event.position.value) + (actor.empty() ? "" : "  by " + actor);
  return painted(terminal_safe(line), "1", colour);
}

}  // namespace evs
