#include "core/state/replay.hpp"

#include <memory>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/pretty_json.hpp"
#include "commands/printing.hpp"
#include "commands/replay_options.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"

namespace evs {

void print_state(Session& session, const std::string& state) {
  if (session.format("json", "ndjson") == "ndjson") return write_lines(session, state + "\n");
  const std::string text = session.around().out_is_terminal ? terminal_safe(state) : state;
  session.out().write(pretty_json(text, session.around().colour) + "\n");
}

Record record_of(const StreamState& state) {
  Record record;
  return record.text("stream", state.stream).number("seq", state.seq.value).json("state", state.state);
}

namespace {

int replay_one(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  const StreamName name = options.stream_name();
  Resuming resuming(session, session.reader(), options.resuming, reducing);
  const auto state =
      replay_stream(session.reader(), name, *reducing.reducers(), options.moment(), resuming.resumption());
  resuming.explain(name);
  require_reached(session, options, state ? std::optional(state->seq) : std::nullopt);
  print_state(session, state->state);
  return 0;
}

int replay_many(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  const std::string format = session.format("ndjson", "ndjson");
  if (options.resuming.from_baseline && !session.reader().info().finds_streams) {
    throw Error(ErrorKind::usage, "a log file is folded in one pass, from its first event")
        .hint("name a stream, or import it into a store: evs -s evs.db import FILE");
  }
  session.reader();
  session.start_pager();
  RecordPrinter printer(session, format);
  std::int64_t streams = 0;
  const auto beside = session.reader().another();  // the other one goes through the streams meanwhile
  Resuming resuming(session, beside ? *beside : session.reader(), options.resuming, reducing,
                    BaselineResumption::WithoutOne::begin_at_first_event);
  replay_all(
      session.reader(), options.selection(), *reducing.reducers(), options.moment(), session.around().threads,
      [&](const StreamState& state) {
        printer.print(record_of(state));
        ++streams;
        return true;
      },
      resuming.resumption());
  printer.finish();
  resuming.explain_all();
  if (streams == 0) say_nothing_selected(options, session);
  return 0;
}

int run(const ReplayOptions& options, Session& session) {
  options.require_sense();
  const Reducing reducing = choose_reducing(session, options.reducer);
  int status = 0;
  if (options.trace)
    status = replay_trace(options, reducing, session);
  else if (options.check)
    status = replay_check(options, reducing, session);
  else if (options.raw_history)
    status = replay_history(options, reducing, session);
  else if (options.stream.empty())
    status = replay_many(options, reducing, session);
  else
    status = replay_one(options, reducing, session);
  reducing.report(session);
  return status;
}

constexpr const char* description =
    "Prints the state of a stream, made from its events, as it is now or was at a moment: after a seq, at a position "
    "of the log, or at a time. The state at a time is that of the longest beginning of the stream whose last event "
    "is not later.\n\n"
    "How events become state is written in a model, a file in Lua (evs-model(5)): --model, else EVS_MODEL, else "
    "model.lua in the working directory. Without one, and for categories that it has no reducer for, the reducer "
    "merge-patch merges the data of each event into the state by JSON Merge Patch (RFC 7396): members are merged, "
    "null removes one, anything else replaces. The reducer last keeps the data of the last event. Keys are printed "
    "in the order of their bytes; without a model, numbers and strings as their producer spelled them.\n\n"
    "A fold begins at the newest snapshot that fits (evs-snapshot(1)), which changes nothing but the time that it "
    "takes; --explain says which one, and why others were passed over. --no-snapshot folds from the first event, as "
    "--trace and --check do always, which look at every event.\n\n"
    "--from-baseline begins at the newest baseline at or before the moment (evs-snapshot(1)), and needs no rules for "
    "what came before it: the present reducer, of the same kind as that of the baseline, goes on from its state. A "
    "stream that has none is an error, or, with --all and --category, folded from its first event. --raw-history "
    "folds from the first event, too, but what came before a baseline by the reducer and the upcasters that were in "
    "force then, which are kept in the store, and only the rest by the present ones. Of a log file, which is folded "
    "in one pass, --from-baseline takes one stream, but not --all or --category.\n\n"
    "With --all or --category it prints a line for each stream, {\"stream\",\"seq\",\"state\"}, by name. Evs's own "
    "streams, whose names begin with $, are left out unless they are named, as with --category '$evs'.\n\n"
    "--trace prints, in the order of the log, what each event did to the state of its stream: {\"event\",\"patch\"}, "
    "where the patch is a JSON Patch (RFC 6902); on a terminal, the changes as people read them.\n\n"
    "--check evaluates the model's invariants after every event. If all hold, it prints "
    "{\"holds\":true,\"streams\",\"events\"}. Otherwise it stops at the first event in the log after which one does "
    "not, and the exit status is 1; it prints "
    "{\"holds\":false,\"invariant\",\"actor\",\"reason\",\"event\",\"patch\",\"before\",\"after\"}.";

}  // namespace

Command replay_command() {
  const auto options = std::make_shared<ReplayOptions>();
  Command command;
  command.name = "replay";
  command.group = "state";
  command.summary = "Fold events into the state that they make";
  command.description = description;
  command.arguments = {
      text_argument("STREAM", options->stream, "the stream to fold", Presence::optional, Completes::streams)};
  add_moment_options(command, "at", options->at, "the state ", 1);
  command.options.insert(
      command.options.end(),
      {
          flag("--all", options->all, "every stream"),
          text_option("--category", "NAME", options->category, "every stream of this category", Completes::categories),
          flag("--trace", options->trace, "show what each event does to the state"),
          flag("--check", options->check, "check the model's invariants after every event"),
          flag("--from-baseline", options->resuming.from_baseline, "begin at the newest baseline"),
          flag("--raw-history", options->raw_history,
               "fold each event by the rules of its time, as baselines name them"),
      });
  add_reducer_options(command, options->reducer);
  add_resuming_options(command, options->resuming);
  command.formats = {"json", "ndjson"};
  command.answer_no = "with --check: an invariant does not hold";
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs replay order-7", "the state of an order"},
      {"evs replay order-7 --at-seq 2", "as it was after its second event"},
      {"evs replay order-7 --at-time 2026-01-31T12:05:00Z", "as it was at that time"},
      {"evs replay --all", "the state of every stream"},
      {"evs replay order-7 --trace", "what each event did to it"},
      {"evs replay --category order --trace", "what happened to all orders, as an audit log"},
      {"evs snapshot baseline order-7 -q && evs replay order-7 --from-baseline",
       "from its newest baseline, by the present rules"},
      {"evs replay order-7 --raw-history", "from its first event, by the rules of the past"},
      {"evs -s orders.ndjson replay order-7", "straight from a log file, without an import"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
