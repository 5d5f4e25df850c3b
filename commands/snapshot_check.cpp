#include "core/state/snapshot_check.hpp"

#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/snapshot_options.hpp"
#include "commands/steps.hpp"
#include "commands/terminal_text.hpp"
#include "core/state/merge_patch.hpp"

namespace evs {
namespace {

/// What has to be done to the snapshot's state to make it what the stream is folded to.
std::vector<Change> changes_of(const WrongSnapshot& wrong) {
  return changes_between(parse_value(wrong.snapshot.state), parse_value(wrong.replayed));
}

void print_for_people(Session& session, const WrongSnapshot& wrong) {
  const Snapshot& snapshot = wrong.snapshot;
  const std::string place = snapshot.stream + "/" + std::to_string(snapshot.seq.value);
  const std::string verdict = wrong.fault.empty() ? "the snapshot differs from the fold" : "damaged: " + wrong.fault;
  session.out().write(terminal_safe(place + "  " + verdict) + "\n");
  if (wrong.fault.empty()) session.out().write(changes_text(changes_of(wrong), session.around().colour));
}

Record record_of(const WrongSnapshot& wrong) {
  const Snapshot& snapshot = wrong.snapshot;
  Record record;
  record.text("stream", snapshot.stream).number("seq", snapshot.seq.value).number("position", snapshot.position.value);
  record.text("fingerprint", to_hex(snapshot.fingerprint));
  record.text("problem", wrong.fault.empty() ? "differs" : "damaged: " + wrong.fault);
  record.json("patch", wrong.fault.empty() ? json_patch(changes_of(wrong)) : "null");
  return record;
}

Record record_of(const SnapshotCounts& counts) {
  Record record;
  record.boolean("holds", counts.wrong == 0).number("streams", counts.streams);
  record.number("checked", counts.checked).number("wrong", counts.wrong).number("stale", counts.stale);
  return record;
}

}  // namespace

int snapshot_check(const SnapshotOptions& options, Session& session) {
  const SnapshotSelection selection = options.selection();
  const Reducing reducing = choose_reducing(session, options.reducer);
  Snapshots& snapshots = snapshots_of(session, selection);
  const std::string format = session.format("table", "ndjson");
  const bool for_people = format == "table";
  session.start_pager();
  RecordPrinter printer(session, format);
  const SnapshotCounts counts = check_snapshots(session.reader(), snapshots, *reducing.reducers(),
                                                reducing.fingerprints(), selection, [&](const WrongSnapshot& wrong) {
                                                  if (for_people) return print_for_people(session, wrong);
                                                  printer.print(record_of(wrong));
                                                });
  reducing.report(session);
  if (for_people) {
    print_single(session, record_of(counts), "table");
  } else {
    printer.print(record_of(counts));
    printer.finish();
  }
  return counts.wrong == 0 ? 0 : 1;
}

}  // namespace evs
