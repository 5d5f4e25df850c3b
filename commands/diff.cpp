#include "core/state/diff.hpp"

#include <memory>

#include "commands/commands.hpp"
#include "commands/diff_options.hpp"
#include "commands/diff_printing.hpp"
#include "commands/model_option.hpp"
#include "commands/options.hpp"
#include "commands/seeing.hpp"
#include "commands/session.hpp"
#include "core/state/store_diff.hpp"

namespace evs {
namespace {

void require_rereadable(const Reader& reader) {
  if (reader.info().reads_again) return;
  throw Error(ErrorKind::usage, "a comparison reads a store more than once; this one can be read only once")
      .hint("write the input to a file first");
}

/// That each of the streams is in one of the stores.
void require_known(const std::vector<StreamName>& streams, Reader& here, Reader* there) {
  for (const StreamName& name : streams) {
    if (here.stream(name) || (there != nullptr && there->stream(name))) continue;
    throw no_stream(name.text());
  }
}

DiffCounts diff_moments(const DiffOptions& options, Session& session, DiffPrinter& printer) {
  const Reducing reducing = choose_reducing(session, options.reducer);
  const StreamName name = options.stream_names().front();
  require_known({name}, session.reader(), nullptr);
  DiffCounts counts;
  {
    const auto reducers = reducing.reducers();
    Resuming resuming(session, session.reader(), options.resuming, reducing);
    const auto side = [&](const MomentOptions& moment) {
      DiffSide folded = side_at({session.reader(), *reducers, resuming.resumption()}, name, moment.moment());
      resuming.explain(name);
      require_seq(name.text(), folded.seq, moment.seq);
      return folded;
    };
    MomentOptions from = options.from;
    if (!from.is_given()) from.seq = 0;
    const StateDiff diff{name.text(), side(from), side(options.to)};
    counts = {1, diff.before.is_same(diff.after) ? 0 : 1, 0};
    if (counts.different > 0) printer.print(diff);
  }
  reducing.report(session);
  return counts;
}

DiffCounts diff_two_models(const DiffOptions& options, Session& session, DiffPrinter& printer) {
  auto another = session.reader().another();
  const Reducing before = choose_reducing(session, options.reducer);
  Reducing after;
  after.model = load_model(session, options.against);
  if (!options.reducer.raw) after.upcasters = upcasters_of(after.model);
  another = seen_through(std::move(another), after.upcasters, after.notes);
  const auto streams = options.stream_names();
  require_known(streams, session.reader(), nullptr);
  DiffCounts counts;
  {
    const auto old = before.reducers();
    const auto now = after.reducers();
    const auto beside = session.reader().another();  // the others go through the streams meanwhile
    const auto another_beside = another->another();
    Resuming resuming(session, *beside, options.resuming, before);
    Resuming another_resuming(session, *another_beside, options.resuming, after);
    const FoldedLog left{session.reader(), *old, resuming.resumption()};
    const FoldedLog right{*another, *now, another_resuming.resumption()};
    const auto print = [&](const StateDiff& diff) { printer.print(diff); };
    counts = streams.empty()
                 ? diff_models(left, right, options.selection(), options.to.moment(), session.around().threads, print)
                 : diff_models(left, right, streams, options.to.moment(), print);
  }
  before.report(session);
  after.report(session);
  return counts;
}

DiffCounts diff_two_stores(const DiffOptions& options, Session& session, DiffPrinter& printer) {
  StoreLocation where = session.location();
  where.location = options.other;
  const auto other = open_reader(where);
  require_rereadable(*other);
  const auto streams = options.stream_names();
  require_known(streams, session.reader(), other.get());
  const auto print = [&](const StreamDifference& difference) { printer.print(difference); };
  if (!streams.empty()) return diff_stores(session.reader(), *other, streams, print);
  return diff_stores(session.reader(), *other, options.selection(), session.around().threads, print);
}

int run(const DiffOptions& options, Session& session) {
  options.require_sense();
  require_rereadable(session.reader());
  session.start_pager();
  DiffPrinter printer(session);
  DiffCounts counts;
  if (!options.other.empty())
    counts = diff_two_stores(options, session, printer);
  else if (options.against)
    counts = diff_two_models(options, session, printer);
  else
    counts = diff_moments(options, session, printer);
  printer.finish(counts);
  return counts.different == 0 ? 0 : 1;
}

}  // namespace

Command diff_command() {
  const auto options = std::make_shared<DiffOptions>();
  Command command;
  command.name = "diff";
  command.group = "state";
  command.summary = "Compare two moments, two models, or two stores";
  command.description =
      "Two moments of a stream: what turns the state at the one (--from-seq, --from-time, --from-position) into that "
      "at the other (--to-seq, --to-time, --to-position). Without the first it is the state before the first event, "
      "without the second the state now.\n\n"
      "Two models: which streams have another state if --against takes the place of the model, now or at a moment "
      "(--to-seq, --to-time, --to-position). A fold that fails under one of them is a difference too, shown with its "
      "error. A stream that neither can fold is counted as failed.\n\n"
      "For both it prints {\"stream\",\"from_seq\",\"to_seq\",\"patch\",\"before\",\"after\",\"before_error\","
      "\"after_error\"} for each stream that differs, by name; the patch is a JSON Patch (RFC 6902).\n\n"
      "Two stores: which streams differ between the store and --other, another store or a log file, and from which seq "
      "on. Events are the same if id, type, schema and time are and data and meta byte for byte; positions do not "
      "count. It prints {\"stream\",\"seq\",\"difference\",\"version\",\"other_version\",\"parts\",\"patch\",\"event\","
      "\"other_event\"} for each stream that differs: the first seq at which it does, how (only-here, only-there, "
      "content, longer-here, longer-there), how long it is in either, and the events at that seq.\n\n"
      "Evs's own streams, whose names begin with $, are compared only if they are named. The last line is "
      "{\"equal\",\"streams\",\"different\",\"failed\"}. On a terminal, all that is shown as people read it.";
  add_diff_options(command, *options);
  command.formats = {"json", "ndjson"};
  command.answer_no = "something differs";
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs diff order-7 --from-seq 1 --to-seq 2", "what the second event did to an order", 1},
      {"evs diff order-7 --from-time 2026-01-31T12:05:00Z", "what became of it since then", 1},
      {"evs diff --all --other orders.ndjson", "what the store and a log file do not have in common"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
