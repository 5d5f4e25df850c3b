#include "core/state/replay.hpp"

#include <memory>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"

namespace evs {
namespace {

struct ReplayOptions {
  std::string stream;
  bool all = false;
  std::string category;
  std::string reducer = "merge-patch";
  std::optional<std::int64_t> at_seq;
  std::optional<std::int64_t> at_position;
  std::optional<Timestamp> at_time;

  [[nodiscard]] Moment moment() const {
    Moment moment;
    if (at_seq) moment.seq = Seq{*at_seq};
    if (at_position) moment.position = Position{*at_position};
    moment.time = at_time;
    return moment;
  }
  [[nodiscard]] std::unique_ptr<Reducers> reducers() const {
    return builtin_reducers(reducer == "last" ? Reducer::last : Reducer::merge_patch);
  }
};

void check(const ReplayOptions& options) {
  const int selected = int{!options.stream.empty()} + int{options.all} + int{!options.category.empty()};
  if (selected != 1) {
    throw Error(ErrorKind::usage,
                selected == 0 ? "what to replay is missing" : "replay takes one of STREAM, --category and --all")
        .hint("name a stream, or say --category NAME or --all");
  }
  const int moments =
      int{options.at_seq.has_value()} + int{options.at_position.has_value()} + int{options.at_time.has_value()};
  if (moments > 1) throw Error(ErrorKind::usage, "--at-seq, --at-time and --at-position exclude each other");
  if (options.at_seq && options.stream.empty()) {
    throw Error(ErrorKind::usage, "--at-seq counts the events of one stream")
        .hint("name a stream, or use --at-position or --at-time");
  }
}

[[noreturn]] void throw_nothing_to_fold(Session& session, const StreamName& name) {
  const bool exists = session.reader().info().reads_again && session.reader().stream(name);
  if (exists) {
    throw Error(ErrorKind::not_found, "stream '" + name.text() + "' had no events at that moment")
        .hint("'evs read " + name.text() + " --limit 1' shows its first event")
        .fact("stream", name.text());
  }
  throw Error(ErrorKind::not_found, "there is no stream '" + name.text() + "'")
      .hint("'evs streams' lists them")
      .fact("stream", name.text());
}

int replay_one(const ReplayOptions& options, Session& session) {
  std::optional<StreamName> name;
  try {
    name.emplace(options.stream);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.message());
  }
  const auto state = replay_stream(session.reader(), *name, *options.reducers(), options.moment());
  if (!state) throw_nothing_to_fold(session, *name);
  if (options.at_seq && state->seq < Seq{*options.at_seq}) {
    throw Error(ErrorKind::not_found, "stream '" + name->text() + "' ends with seq " +
                                          std::to_string(state->seq.value) + "; it has no " +
                                          std::to_string(*options.at_seq))
        .fact("stream", name->text())
        .fact("version", state->seq.value);
  }
  if (session.format("json", "ndjson") == "ndjson") {
    write_lines(session, state->state + "\n");
  } else {
    const std::string text = session.around().out_is_terminal ? terminal_safe(state->state) : state->state;
    session.out().write(pretty_json(text, session.around().colour) + "\n");
  }
  return 0;
}

int replay_many(const ReplayOptions& options, Session& session) {
  const std::string format = session.format("ndjson", "ndjson");
  StreamSelection selection;
  selection.category = options.category;
  session.reader();
  session.start_pager();
  RecordPrinter printer(session, format);
  std::int64_t streams = 0;
  replay_all(session.reader(), selection, *options.reducers(), options.moment(), session.around().threads,
             [&](const StreamState& state) {
               Record record;
               record.text("stream", state.stream).number("seq", state.seq.value).json("state", state.state);
               printer.print(record);
               ++streams;
               return true;
             });
  printer.finish();
  if (streams == 0 && !options.category.empty()) {
    session.note("evs: no stream of category '" + options.category + "' has events at that moment");
  }
  return 0;
}

int run(const ReplayOptions& options, Session& session) {
  check(options);
  return options.stream.empty() ? replay_many(options, session) : replay_one(options, session);
}

}  // namespace

Command replay_command() {
  const auto options = std::make_shared<ReplayOptions>();
  Command command;
  command.name = "replay";
  command.group = "state";
  command.summary = "Fold events into the state that they make";
  command.description =
      "Prints the state of a stream, made from its events, as it is now or was at a moment: after a seq, at a position "
      "of the log, or at a time. The state at a time is that of the longest beginning of the stream whose last event "
      "is not later.\n\n"
      "The reducer merge-patch merges the data of each event into the state by JSON Merge Patch (RFC 7396): members "
      "are merged, null removes one, anything else replaces. The reducer last keeps the data of the last event. Keys "
      "are printed in the order of their bytes, numbers and strings as their producer spelled them.\n\n"
      "With --all or --category it prints a line for each stream, {\"stream\",\"seq\",\"state\"}, by name.";
  command.arguments = {
      text_argument("STREAM", options->stream, "the stream to fold", Presence::optional, Completes::streams)};
  command.options = {
      number_option("--at-seq", "N", options->at_seq, "the state after the stream's N-th event", 1),
      time_option("--at-time", "TIME", options->at_time, "the state at this time (RFC 3339, or a date)"),
      number_option("--at-position", "N", options->at_position, "the state at this position of the log"),
      flag("--all", options->all, "every stream"),
      text_option("--category", "NAME", options->category, "every stream of this category", Completes::categories),
      choice_option("--reducer", "NAME", {"merge-patch", "last"}, options->reducer,
                    "how events become state (default: merge-patch)"),
  };
  command.formats = {"json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs replay order-7", "the state of an order"},
      {"evs replay order-7 --at-seq 2", "as it was after its second event"},
      {"evs replay order-7 --at-time 2026-01-31T12:05:00Z", "as it was at that time"},
      {"evs replay --all", "the state of every stream"},
      {"evs -s orders.ndjson replay order-7", "straight from a log file, without an import"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
