#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/snapshot_options.hpp"
#include "core/state/snapshot_taking.hpp"

namespace evs {
namespace {

SnapshotStore& store_of(Session& session) {
  Store& store = session.store(Missing::refuse, Workload::small);
  auto* const snapshots = dynamic_cast<SnapshotStore*>(&store);
  if (snapshots != nullptr) return *snapshots;
  throw Error(ErrorKind::usage, "'" + store.info().name + "' keeps no snapshots");
}

}  // namespace

int snapshot_take(const SnapshotOptions& options, Session& session) {
  const SnapshotSelection selection = options.selection();
  const Reducing reducing = choose_reducing(session, options.reducer);
  Snapshots& snapshots = snapshots_of(session, selection);
  refuse_programs(selection, reducing.fingerprints(),
                  "a program cannot be given a state to go on from, so a snapshot would be of no use");
  SnapshotsTaken taken;
  {
    const auto reducers = reducing.reducers();
    SnapshotTaking taking({session.reader(), snapshots, store_of(session)}, *reducers, reducing.fingerprints(),
                          session.around().clock, {options.every, options.keep});
    each_stream(session, selection, [&](const StreamInfo& stream) { taking.take(stream); });
    taken = taking.finish();
  }
  reducing.report(session);
  Record record;
  record.number("streams", taken.streams).number("taken", taken.taken).number("already", taken.already);
  record.number("dropped", taken.dropped).number("skipped", taken.programs + taken.unfit);
  report({taken.streams, taken.programs, taken.unfit, taken.first_unfit}, selection, session);
  print_single(session, record, session.format("table", "ndjson"));
  return 0;
}

}  // namespace evs
