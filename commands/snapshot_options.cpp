#include "commands/snapshot_options.hpp"

#include <algorithm>

#include "commands/options.hpp"
#include "commands/session.hpp"

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
  require_action(*this, "drop", "--dry-run", confirming.dry_run);
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

}  // namespace evs
