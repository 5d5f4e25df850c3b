#include <utility>

#include "commands/changes_text.hpp"
#include "commands/printing.hpp"
#include "commands/replay_options.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"
#include "core/codec/event_line.hpp"
#include "core/state/json_patch.hpp"
#include "core/state/merge_patch.hpp"
#include "core/state/trace.hpp"

namespace evs {
namespace {

std::string line_of(const EventView& event) {
  std::string line;
  append_event_line(line, event);
  line.pop_back();
  return line;
}

/// For people: the event and the changes that it made, as on every terminal.
bool is_for_people(Session& session) { return session.format("text", "ndjson") == "text"; }

void print_steps(Session& session, const EventView& event, const std::vector<Change>& changes) {
  const bool colour = session.around().colour;
  session.out().write(event_heading(event, colour) + "\n" + changes_text(changes, colour));
}

Checked run_check(const ReplayOptions& options, Reducers& reducers, Session& session) {
  if (!options.stream.empty()) {
    const Checked checked = check_stream(session.reader(), options.stream_name(), reducers, options.moment());
    if (!checked.broken) {
      require_reached(session, options, checked.streams == 0 ? std::nullopt : std::optional(Seq{checked.events}));
    }
    return checked;
  }
  StreamSelection selection;
  selection.category = options.category;
  return check_all(session.reader(), selection, reducers, options.moment(), session.around().threads);
}

void require_invariants(const ReplayOptions& options, const Reducing& reducing) {
  if (!reducing.model) {
    throw Error(ErrorKind::usage, "--check needs a model: invariants stand in its reducers")
        .hint("name it with --model or EVS_MODEL; 'evs model init' begins one");
  }
  const std::string category =
      options.stream.empty() ? options.category : std::string(options.stream_name().category());
  for (const ReducerDeclaration& reducer : reducing.model->reducers()) {
    if ((category.empty() || reducer.category == category) && !reducer.invariants.empty()) return;
  }
  throw Error(ErrorKind::usage, category.empty() ? "the model has no invariants"
                                                 : "the model has no invariants for category '" + category + "'")
      .hint("a reducer takes them as invariant = { [\"what always holds\"] = function(s, e) ... end }");
}

void print_broken(Session& session, const BrokenInvariant& broken) {
  const EventView event = broken.event.view();
  if (is_for_people(session)) {
    session.out().write("broken: " + terminal_safe(broken.invariant) + "\n");
    const auto changes = changes_between(parse_value(broken.before), parse_value(broken.after));
    print_steps(session, event, changes);
    for (const auto& [title, state] : {std::pair("before", &broken.before), std::pair("after", &broken.after)}) {
      session.out().write(std::string(title) + ":\n" + pretty_json(terminal_safe(*state), session.around().colour, 1) +
                          "\n");
    }
    return;
  }
  Record record;
  record.json("holds", "false").text("invariant", broken.invariant);
  const std::string actor = meta_text(event, "actor");
  actor.empty() ? record.json("actor", "null") : record.json("actor", "\"" + actor + "\"");
  record.json("event", line_of(event)).json("before", broken.before).json("after", broken.after);
  print_single(session, record, session.format("json", "ndjson"));
}

}  // namespace

int replay_trace(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  const bool for_people = is_for_people(session);
  session.reader();
  session.start_pager();
  RecordPrinter printer(session, session.format("ndjson", "ndjson"));
  const auto reducers = reducing.reducers();
  const Seq last =
      trace_stream(session.reader(), options.stream_name(), *reducers, options.moment(), [&](const Step& step) {
        const auto changes = changes_between(step.before, step.after);
        if (for_people) return print_steps(session, step.event, changes);
        Record record;
        record.json("event", line_of(step.event)).json("patch", json_patch(changes));
        printer.print(record);
      });
  require_reached(session, options, last == Seq{0} ? std::nullopt : std::optional(last));
  if (!for_people) printer.finish();
  return 0;
}

int replay_check(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  require_invariants(options, reducing);
  const Checked checked = run_check(options, *reducing.reducers(), session);
  if (checked.broken) {
    print_broken(session, *checked.broken);
    return 1;
  }
  Record record;
  record.json("holds", "true").number("streams", checked.streams).number("events", checked.events);
  print_single(session, record, session.format("table", "ndjson"));
  return 0;
}

}  // namespace evs
