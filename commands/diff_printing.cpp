#include "commands/diff_printing.hpp"

#include "commands/event_printing.hpp"
#include "commands/steps.hpp"
#include "commands/terminal_text.hpp"
#include "core/codec/json.hpp"
#include "core/state/json_patch.hpp"
#include "core/state/merge_patch.hpp"

namespace evs {
namespace {

bool has_states(const StateDiff& diff) { return diff.before.error.empty() && diff.after.error.empty(); }

std::vector<Change> changes_of(const StateDiff& diff) {
  return changes_between(parse_value(diff.before.state), parse_value(diff.after.state));
}

/// What turns the event here into the one there; that they are at other positions is no difference.
std::vector<Change> changes_of(const StreamDifference& difference) {
  EventView other = difference.other->view();
  other.position = difference.event->position;
  return changes_between(parse_value(event_json(difference.event->view())), parse_value(event_json(other)));
}

std::string json_or_null(const std::string& text) { return text.empty() ? "null" : json::quoted(text); }
std::string json_or_null(const std::optional<Event>& event) { return event ? event_json(event->view()) : "null"; }

/// "2 here, none there"
std::string lengths(const StreamDifference& difference) {
  const auto count = [](Seq version) { return version == Seq{0} ? "none" : std::to_string(version.value); };
  return count(difference.version) + " here, " + count(difference.other_version) + " there";
}

std::string event_text(const Event& event, const char* mark, const char* code, bool colour) {
  return painted(std::string("  ") + mark + " " + terminal_safe(event_json(event.view())), code, colour) + "\n";
}

}  // namespace

DiffPrinter::DiffPrinter(Session& session)
    : session_(session), for_people_(is_for_people(session)), records_(session, session.format("ndjson", "ndjson")) {}

void DiffPrinter::print(const StateDiff& diff) {
  const auto& [stream, before, after] = diff;
  if (for_people_) {
    const bool colour = session_.around().colour;
    std::string seqs = std::to_string(after.seq.value);
    if (before.seq != after.seq) seqs = std::to_string(before.seq.value) + " -> " + seqs;
    session_.out().write(painted(terminal_safe(stream) + "/" + seqs, "1", colour) + "\n");
    if (has_states(diff)) return session_.out().write(changes_text(changes_of(diff), colour));
    if (!before.error.empty()) session_.out().write("  before: it failed: " + terminal_safe(before.error) + "\n");
    if (!after.error.empty()) session_.out().write("  after: it fails: " + terminal_safe(after.error) + "\n");
    return;
  }
  Record record;
  record.text("stream", stream).number("from_seq", before.seq.value).number("to_seq", after.seq.value);
  record.json("patch", has_states(diff) ? json_patch(changes_of(diff)) : "null");
  record.json("before", before.state).json("after", after.state);
  record.json("before_error", json_or_null(before.error)).json("after_error", json_or_null(after.error));
  records_.print(record);
}

void DiffPrinter::print(const StreamDifference& difference) {
  const auto& [kind, stream, seq, version, other_version, event, other] = difference;
  const bool has_both = event && other;
  if (for_people_) {
    const bool colour = session_.around().colour;
    const std::string heading = terminal_safe(stream) + "/" + std::to_string(seq.value) + "  ";
    session_.out().write(painted(heading + std::string(name(kind)) + "  " + lengths(difference), "1", colour) + "\n");
    if (has_both) return session_.out().write(changes_text(changes_of(difference), colour));
    return session_.out().write(event ? event_text(*event, "-", "31", colour) : event_text(*other, "+", "32", colour));
  }
  Record record;
  record.text("stream", stream).number("seq", seq.value).text("difference", name(kind));
  record.number("version", version.value).number("other_version", other_version.value);
  record.json("parts", json_array_of(difference.parts()));
  record.json("patch", has_both ? json_patch(changes_of(difference)) : "null");
  record.json("event", json_or_null(event)).json("other_event", json_or_null(other));
  records_.print(record);
}

void DiffPrinter::finish(const DiffCounts& counts) {
  if (for_people_) {
    std::string text = std::to_string(counts.different) + " of " + std::to_string(counts.streams) +
                       (counts.streams == 1 ? " stream differs" : " streams differ");
    if (counts.failed > 0) text += "; " + std::to_string(counts.failed) + " cannot be folded on either side";
    return session_.out().write(text + "\n");
  }
  Record record;
  record.boolean("equal", counts.different == 0).number("streams", counts.streams);
  record.number("different", counts.different).number("failed", counts.failed);
  records_.print(record);
  records_.finish();
}

}  // namespace evs
