#include <functional>

#include "commands/event_printing.hpp"
#include "commands/printing.hpp"
#include "commands/replay_options.hpp"
#include "commands/session.hpp"
#include "commands/steps.hpp"
#include "core/state/json_patch.hpp"
#include "core/state/trace.hpp"

namespace evs {
namespace {

void run_trace(const ReplayOptions& options, Reducers& reducers, Session& session,
               const std::function<void(const Step&)>& visit) {
  if (options.stream.empty()) {
    const auto events = trace_all(session.reader(), options.selection(), reducers, options.moment(), visit);
    if (events == 0) say_nothing_selected(options, session);
    return;
  }
  const Seq last = trace_stream(session.reader(), options.stream_name(), reducers, options.moment(), visit);
  require_reached(session, options, last == Seq{0} ? std::nullopt : std::optional(last));
}

Checked run_check(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  const auto reducers = reducing.reducers();
  Resuming resuming(session, session.reader(), options.resuming, reducing);
  resuming.explain_every("--check");
  if (!options.stream.empty()) {
    Checked checked = check_stream(session.reader(), options.stream_name(), *reducers, options.moment(),
                                   StateBefore::fold_again, resuming.resumption());
    if (!checked.broken) {
      require_reached(session, options, checked.streams == 0 ? std::nullopt : std::optional(Seq{checked.events}));
    }
    return checked;
  }
  return check_all(session.reader(), options.selection(), *reducers, options.moment(), session.around().threads,
                   StateBefore::fold_again, resuming.resumption());
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

}  // namespace

int replay_trace(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  const bool for_people = is_for_people(session);
  session.reader();
  session.start_pager();
  RecordPrinter printer(session, session.format("ndjson", "ndjson"));
  const auto reducers = reducing.reducers();
  Resuming(session, session.reader(), options.resuming, reducing).explain_every("--trace");
  run_trace(options, *reducers, session, [&](const Step& step) {
    const auto changes = changes_between(step.before, step.after);
    if (for_people) return print_step(session, step.event, changes);
    Record record;
    record.json("event", event_json(step.event)).json("patch", json_patch(changes));
    printer.print(record);
  });
  if (!for_people) printer.finish();
  return 0;
}

int replay_check(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  require_invariants(options, reducing);
  const Checked checked = run_check(options, reducing, session);
  if (checked.broken) {
    print_broken(session, *checked.broken, "invariant");
    return 1;
  }
  Record record;
  record.boolean("holds", true).number("streams", checked.streams).number("events", checked.events);
  print_single(session, record, session.format("table", "ndjson"));
  return 0;
}

}  // namespace evs
