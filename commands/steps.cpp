#include "commands/steps.hpp"

#include <utility>

#include "commands/event_printing.hpp"
#include "commands/pretty_json.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"
#include "core/codec/json.hpp"
#include "core/state/merge_patch.hpp"
#include "core/state/trace.hpp"
#include "core/timestamp.hpp"

namespace evs {
namespace {

/// A text of an event's meta as JSON, such as its actor; null if there is none.
std::string_view meta_json(const EventView& event, std::string_view name) {
  for (const json::RawMember& member : json::members_of(event.meta)) {
    if (member.key == name && member.value.starts_with('"')) return member.value;
  }
  return "null";
}

/// The event in one line: where it is, its type, its time, and who did it if its meta says so.
std::string heading(const EventView& event) {
  std::string line = std::string(event.stream) + "/" + seq_text(event) + "  " + std::string(event.type) + "  " +
                     to_string(event.time) + "  position " + std::to_string(event.position.value);
  for (const auto& [name, word] : {std::pair("actor", "  by "), std::pair("reason", "  because ")}) {
    const std::string_view said = meta_json(event, name);
    if (said != "null") line.append(word).append(said.substr(1, said.size() - 2));
  }
  return terminal_safe(line);
}

}  // namespace

std::string painted(const std::string& text, const char* code, bool colour) {
  return colour ? "\x1b[" + std::string(code) + "m" + text + "\x1b[0m" : text;
}

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

bool is_for_people(const Session& session) { return session.format("text", "ndjson") == "text"; }

void print_step(Session& session, const EventView& event, const std::vector<Change>& changes) {
  const bool colour = session.around().colour;
  session.out().write(painted(heading(event), "1", colour) + "\n" + changes_text(changes, colour));
}

void print_dropped(Session& session, const EventView& event, const std::string& reason) {
  const bool colour = session.around().colour;
  session.out().write(painted(heading(event), "1", colour) + "\n" +
                      painted("  dropped: " + terminal_safe(reason), "31", colour) + "\n");
}

void print_broken(Session& session, const BrokenInvariant& broken, const char* what) {
  const EventView event = broken.event.view();
  const auto changes = changes_between(parse_value(broken.before), parse_value(broken.after));
  if (is_for_people(session)) {
    session.out().write("does not hold: " + terminal_safe(broken.invariant) + "\n");
    print_step(session, event, changes);
    for (const auto& [title, state] : {std::pair("before", &broken.before), std::pair("after", &broken.after)}) {
      session.out().write(std::string(title) + ":\n" + pretty_json(terminal_safe(*state), session.around().colour, 1) +
                          "\n");
    }
    return;
  }
  Record record;
  record.boolean("holds", false).text(what, broken.invariant);
  record.json("actor", meta_json(event, "actor")).json("reason", meta_json(event, "reason"));
  record.json("event", event_json(event)).json("patch", json_patch(changes));
  record.json("before", broken.before).json("after", broken.after);
  print_single(session, record, session.format("json", "ndjson"));
}

}  // namespace evs
