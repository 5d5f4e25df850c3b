#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/snapshot_options.hpp"
#include "core/state/own_streams.hpp"
#include "core/state/snapshot_taking.hpp"

namespace evs {
namespace {

/// A selected stream or category that a program folds is refused; among all streams it is passed over.
void refuse_programs(const SnapshotSelection& selection, const FingerprintOf& fingerprint_of) {
  const auto refuse = [&](std::string_view category) {
    if (fingerprint_of(category)) return;
    throw Error(ErrorKind::usage, "category '" + std::string(category) + "' is folded by a program")
        .detail("a program cannot be given a state to go on from, so a snapshot would be of no use")
        .hint("functions in the model can be resumed; see evs-model(5)");
  };
  for (const StreamName& stream : selection.streams) refuse(stream.category());
  if (!selection.category.empty()) refuse(selection.category);
}

SnapshotStore& store_of(Session& session) {
  Store& store = session.store(Missing::refuse, Workload::small);
  auto* const snapshots = dynamic_cast<SnapshotStore*>(&store);
  if (snapshots != nullptr) return *snapshots;
  throw Error(ErrorKind::usage, "'" + store.info().name + "' keeps no snapshots");
}

/// Visits the selected streams; the session's reader may be used meanwhile.
void each_stream(Session& session, const SnapshotSelection& selection, const StreamVisitor& visit) {
  for (const StreamName& name : selection.streams) {
    if (const auto stream = session.reader().stream(name)) visit(*stream);
  }
  if (!selection.streams.empty()) return;
  StreamSelection streams;
  streams.category = selection.category;
  session.reader().another()->streams(
      streams, [&](const StreamInfo& stream) { return !is_folded(streams, stream.name) || visit(stream); });
}

std::string counted(std::int64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

void report(const SnapshotsTaken& taken, const SnapshotSelection& selection, Session& session) {
  if (taken.first_unfit && !selection.streams.empty()) throw Error(*taken.first_unfit);
  if (taken.first_unfit) {
    const Error& first = *taken.first_unfit;
    session.note("evs: passed over " + counted(taken.unfit, "state") + "; the first: " + first.message() + ": " +
                 first.details().front());
  }
  if (taken.programs > 0) {
    session.note("evs: passed over " + counted(taken.programs, "stream") +
                 ": a program folds them, which cannot begin at a snapshot");
  }
  if (taken.streams == 0 && !selection.category.empty()) {
    session.note("evs: there is no stream of category '" + selection.category + "'");
  }
}

}  // namespace

int snapshot_take(const SnapshotOptions& options, Session& session) {
  const SnapshotSelection selection = options.selection();
  const Reducing reducing = choose_reducing(session, options.reducer);
  Snapshots& snapshots = snapshots_of(session, selection);
  refuse_programs(selection, reducing.fingerprints());
  SnapshotsTaken taken;
  {
    const auto reducers = reducing.reducers();
    SnapshotTaking taking({session.reader(), snapshots, store_of(session)}, *reducers, reducing.fingerprints(),
                          session.around().clock, {options.every, options.keep});
    const auto events = static_cast<double>(session.reader().head().position.value);
    std::int64_t behind = 0;
    each_stream(session, selection, [&](const StreamInfo& stream) {
      taking.take(stream);
      behind += stream.version.value;
      session.progress(behind, static_cast<double>(behind) / events);
      return true;
    });
    taken = taking.finish();
    session.end_progress();
  }
  reducing.report(session);
  Record record;
  record.number("streams", taken.streams).number("taken", taken.taken).number("already", taken.already);
  record.number("dropped", taken.dropped).number("skipped", taken.programs + taken.unfit);
  report(taken, selection, session);
  print_single(session, record, session.format("table", "ndjson"));
  return 0;
}

}  // namespace evs
