#include <algorithm>
#include <memory>
#include <thread>

#include "commands/commands.hpp"
#include "commands/event_printing.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/selecting.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

struct ReadOptions {
  SelectionOptions selectors;
  SeeingOptions seeing;
  bool follow = false;
};

/// A follower may be there before the store is.
void wait_for_store(Session& session) {
  constexpr std::chrono::milliseconds interval{20};
  while (!store_exists(session.common().store)) std::this_thread::sleep_for(interval);
  for (int tries = 0;; ++tries) {  // the store may be in the making: its tables come a moment after the file
    try {
      session.reader();
      return;
    } catch (const Error& error) {
      constexpr int most_tries = 250;
      if (error.kind() != ErrorKind::damaged || tries == most_tries) throw;
      std::this_thread::sleep_for(interval);
    }
  }
}

/// Reads what there is, and says how far that was.
Checkpoint read_on(Reader& reader, const Selection& selection, const EventVisitor& visit) {
  if (auto* growing = dynamic_cast<GrowingReader*>(&reader)) return growing->read_on(selection, visit);
  const Position head = reader.head().position;  // what is not selected was seen too
  Position read_to = head;
  reader.read(selection, [&](const EventView& event) {
    const bool goes_on = visit(event);
    read_to = goes_on ? std::max(head, event.position) : event.position;
    return goes_on;
  });
  return Checkpoint(read_to);
}

int follow(Session& session, const ReadOptions& options) {
  constexpr std::chrono::hours long_time{1};
  Selection selection = options.selectors.selection();
  const std::string format = session.format("table", "ndjson");
  if (format == "json" || selection.reverse) {
    throw Error(ErrorKind::usage, "--follow has no end, so it cannot be combined with " +
                                      std::string(selection.reverse ? "--reverse" : "-o json"))
        .hint(selection.reverse ? "leave --reverse out" : "use -o ndjson");
  }
  SelectedEvents events(session, options.selectors, options.seeing);
  wait_for_store(session);
  Reader& reader = events.open();
  EventPrinter printer(session, format);
  Checkpoint seen(Position{selection.from_position ? selection.from_position->value - 1 : 0});
  std::int64_t left = selection.limit.value_or(-1);
  selection.limit.reset();
  const auto is_over = [&] {
    return left == 0 || (selection.to_position && seen.position() >= *selection.to_position);
  };
  while (!is_over()) {
    selection.from_position = seen.position().next();
    const Checkpoint read_to = read_on(reader, selection, [&](const EventView& event) {
      printer.print(event);
      session.out().flush();
      return --left != 0;
    });
    if (read_to.position() > seen.position()) seen = read_to;
    if (!reader.info().reads_again) break;  // a pipe that has ended
    while (!is_over() && !reader.wait(seen, long_time)) {
    }
  }
  printer.finish();
  return 0;
}

int run(const ReadOptions& options, Session& session) {
  if (options.follow) return follow(session, options);
  const Selection selection = options.selectors.selection();
  SelectedEvents events(session, options.selectors, options.seeing);
  Reader& reader = events.open();
  session.start_pager();
  EventPrinter printer(session, session.format("table", "ndjson"));
  bool found = false;
  reader.read(selection, [&](const EventView& event) {
    found = true;
    printer.print(event);
    return true;
  });
  if (!found) require_streams(reader, selection);
  printer.finish();
  events.report();
  return 0;
}

}  // namespace

Command read_command() {
  const auto options = std::make_shared<ReadOptions>();
  Command command;
  command.name = "read";
  command.group = "look";
  command.summary = "Show events";
  command.description =
      "Prints the selected events in the order of the log; all of them if nothing is selected. Several selectors "
      "narrow the selection down; several streams or types widen it.\n\n"
      "With --follow it goes on and prints new events as they are committed, by whatever process, until it is "
      "interrupted. The store need not exist yet. In a log file, the rest of a line that is not whole yet is waited "
      "for; when the file is cut, removed or replaced, that is an error.\n\n"
      "If there is a model with upcasters (evs-model(5)), events are printed as these make them, and the selectors are "
      "held against that; with --raw as they are stored.";
  add_selectors(command, options->selectors);
  add_seeing_options(command, options->seeing);
  command.options.push_back(flag("-f,--follow", options->follow, "go on with new events as they are committed"));
  command.formats = {"table", "json", "ndjson", "csv", "cloudevents"};
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs read order-7", "the events of one stream"},
      {"evs read --category order --since 2026-01-31", "what happened to orders since a day"},
      {"evs read --type ItemAdded --reverse --limit 1", "the last event of a type"},
      {"evs read order-7 --from-seq 2 -o json", "from the second event on, as a JSON array"},
      {"evs read --where 'e.data.status == \"paid\"'", "what is said in the data decides"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
