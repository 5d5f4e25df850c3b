#include "commands/snapshot_options.hpp"

#include "commands/options.hpp"
#include "commands/session.hpp"
#include "core/counted.hpp"
#include "core/state/own_streams.hpp"

namespace evs {
namespace {

void require_action(const SnapshotOptions& options, const std::string& action, const char* option, bool is_given) {
  if (!is_given || options.action == action) return;
  throw Error(ErrorKind::usage, std::string(option) + " belongs to 'evs snapshot " + action + "'");
}

}  // namespace

void SnapshotOptions::require_sense() const {
  require_action(*this, "take", "--every", every.has_value());
  require_action(*this, "take", "--keep", keep.has_value());
  require_action(*this, "drop", "--stale", stale);
  if (action != "baseline") require_action(*this, "drop", "--dry-run", confirming.dry_run);
  require_action(*this, "drop", "--yes", confirming.yes);
  const int selected = int{!streams.empty()} + int{all} + int{!category.empty()};
  const bool may_be_all = action == "list" || action == "check";
  if (selected == 1 || (selected == 0 && may_be_all)) return;
  throw Error(ErrorKind::usage, selected == 0 ? "which streams is missing"
                                              : "snapshot " + action + " takes one of STREAM, --category and --all")
      .hint("name streams, or say --category NAME or --all");
}

SnapshotSelection SnapshotOptions::selection() const {
  SnapshotSelection selection;
  selection.category = category;
  selection.streams = streams_named(streams);
  return selection;
}

Snapshots& snapshots_of(Session& session, const SnapshotSelection& selection) {
  Reader& reader = session.reader();
  auto* const snapshots = dynamic_cast<Snapshots*>(&below_stages(reader));
  if (snapshots == nullptr) {
    throw Error(ErrorKind::usage,
                "'" + reader.info().name + "' is a " + reader.info().kind + ", which keeps no snapshots")
        .hint("import it into a store: evs -s evs.db import " + reader.info().name);
  }
  Selection events;
  events.streams = selection.streams;
  require_streams(reader, events);
  return *snapshots;
}

void each_stream(Session& session, const SnapshotSelection& selection,
                 const std::function<void(const StreamInfo&)>& visit) {
  const auto events = static_cast<double>(session.reader().head().position.value);
  std::int64_t behind = 0;
  const auto pass = [&](const StreamInfo& stream) {
    visit(stream);
    behind += stream.version.value;
    session.progress(behind, static_cast<double>(behind) / events);
    return true;
  };
  for (const StreamName& name : selection.streams) {
    if (const auto stream = session.reader().stream(name)) pass(*stream);
  }
  if (selection.streams.empty()) {
    StreamSelection streams;
    streams.category = selection.category;
    session.reader().another()->streams(
        streams, [&](const StreamInfo& stream) { return !is_folded(streams, stream.name) || pass(stream); });
  }
  session.end_progress();
}

void refuse_programs(const SnapshotSelection& selection, const FingerprintOf& fingerprint_of, const std::string& why) {
  const auto refuse = [&](std::string_view category) {
    if (fingerprint_of(category)) return;
    throw Error(ErrorKind::usage, "category '" + std::string(category) + "' is folded by a program")
        .detail(why)
        .hint("functions in the model can be resumed; see evs-model(5)");
  };
  for (const StreamName& stream : selection.streams) refuse(stream.category());
  if (!selection.category.empty()) refuse(selection.category);
}

void report(const PassedOver& passed_over, const SnapshotSelection& selection, Session& session) {
  if (passed_over.first_unfit && !selection.streams.empty()) throw Error(*passed_over.first_unfit);
  if (passed_over.first_unfit) {
    const Error& first = *passed_over.first_unfit;
    session.note("passed over " + counted(passed_over.unfit, "state") + "; the first: " + first.message() + ": " +
                 first.details().front());
  }
  if (passed_over.programs > 0) {
    session.note("passed over " + counted(passed_over.programs, "stream") + ": a program folds them");
  }
  if (passed_over.streams == 0 && !selection.category.empty()) {
    session.note("there is no stream of category '" + selection.category + "'");
  }
}

}  // namespace evs
