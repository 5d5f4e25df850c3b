#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/snapshot_options.hpp"

namespace evs {
namespace {

/// Why a fold would not begin at a snapshot; empty if it would.
std::string why_useless(const StoredSnapshot& stored, const FingerprintOf& fingerprint_of) {
  if (!stored.fault.empty()) return "damaged: " + stored.fault;
  const auto current = fingerprint_of(stored.snapshot.stream);
  if (!current) return "a program folds it now";
  return *current == stored.snapshot.fingerprint ? "" : "made by another reducer or model";
}

Record record_of(const StoredSnapshot& stored, const std::string& why_useless) {
  const Snapshot& snapshot = stored.snapshot;
  Record record;
  record.text("stream", snapshot.stream).number("seq", snapshot.seq.value).number("position", snapshot.position.value);
  record.text("fingerprint", to_hex(snapshot.fingerprint)).boolean("usable", why_useless.empty());
  record.text_or_null("reason", why_useless);
  record.number("bytes", static_cast<std::int64_t>(snapshot.state.size())).time("taken", snapshot.taken);
  return record;
}

}  // namespace

int snapshot_list(const SnapshotOptions& options, Session& session) {
  const SnapshotSelection selection = options.selection();
  const FingerprintOf fingerprint_of = choose_reducing(session, options.reducer).fingerprints();
  Snapshots& snapshots = snapshots_of(session, selection);
  session.start_pager();
  RecordPrinter printer(session, session.format("table", "ndjson"));
  snapshots.snapshots(selection, SnapshotDepth::state, [&](const StoredSnapshot& stored) {
    printer.print(record_of(stored, why_useless(stored, fingerprint_of)));
    return true;
  });
  printer.finish(record_of({}, ""));
  return 0;
}

}  // namespace evs
