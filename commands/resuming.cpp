#include "commands/resuming.hpp"

#include <map>

#include "commands/options.hpp"
#include "commands/session.hpp"
#include "core/counted.hpp"
#include "core/timestamp.hpp"

namespace evs {

void add_resuming_options(Command& command, ResumingOptions& options) {
  command.options.push_back(flag("--no-snapshot", options.no_snapshot, "fold from the first event, whatever there is"));
  command.options.push_back(
      flag("--explain", options.explain, "say on stderr which snapshot was used, and why others were passed over"));
}

Resuming::Resuming(Session& session, Reader& reader, const ResumingOptions& options, const Reducing& reducing,
                   BaselineResumption::WithoutOne without)
    : session_(session),
      options_(options),
      fingerprint_of_(reducing.fingerprints()),
      kind_(reader.info().kind),
      snapshots_(dynamic_cast<Snapshots*>(&below_stages(reader))) {
  if (options.from_baseline)
    resumption_ = std::make_unique<BaselineResumption>(below_stages(reader), reducing.folded_by(), without);
  else if (snapshots_ != nullptr && !options.no_snapshot)
    resumption_ = std::make_unique<SnapshotResumption>(reader, *snapshots_, fingerprint_of_);
}

std::string Resuming::why_none() const {
  if (snapshots_ == nullptr) return "a " + kind_ + " keeps no snapshots";
  return "--no-snapshot was given";
}

void Resuming::explain(const StreamName& stream) {
  if (!options_.explain) return;
  if (!resumption_) return session_.note("folded from the first event: " + why_none());
  if (options_.from_baseline) return explain_baseline(stream);
  const auto& place = resumption_->last_found();
  if (place) {
    session_.note("began at the snapshot of seq " + std::to_string(place->seq.value) + " (position " +
                  std::to_string(place->position.value) + ", taken " + to_string(place->taken) + ")");
  } else if (!fingerprint_of_(stream.text())) {
    session_.note("folded from the first event: a program folds it, which cannot begin elsewhere");
  } else {
    session_.note("folded from the first event: no snapshot fits");
  }
  explain_passed_over(stream);
}

void Resuming::explain_baseline(const StreamName& stream) {
  const auto& place = resumption_->last_found();
  if (!place) return;
  session_.note("began at the baseline of seq " + std::to_string(place->seq.value) + " (position " +
                std::to_string(place->position.value) + ", of " + to_string(place->taken) + "), which " +
                (place->fingerprint == fingerprint_of_(stream.text()) ? "the present rules made"
                                                                      : "other rules than the present ones made"));
}

void Resuming::explain_passed_over(const StreamName& stream) {
  const auto& place = resumption_->last_found();
  const auto fingerprint = fingerprint_of_(stream.text());
  struct Group {
    std::int64_t count = 0;
    Seq newest;
  };
  std::map<std::string, Group> groups;
  SnapshotSelection selection;
  selection.streams = {stream};
  snapshots_->snapshots(selection, SnapshotDepth::place, [&](const StoredSnapshot& stored) {
    const Seq seq = stored.snapshot.seq;
    std::string reason = "later than the moment";
    if (!stored.fault.empty())
      reason = "damaged: " + stored.fault;
    else if (stored.snapshot.fingerprint != fingerprint)
      reason = "made by another reducer or model";
    else if (place && seq < place->seq)
      reason = "older";
    else if (place && seq == place->seq)
      return true;
    ++groups[reason].count;
    groups[reason].newest = seq;
    return true;
  });
  for (const auto& [reason, group] : groups) {
    session_.note("passed over " + counted(group.count, "snapshot") + ", the newest of seq " +
                  std::to_string(group.newest.value) + ": " + reason);
  }
}

void Resuming::explain_all() {
  if (!options_.explain) return;
  if (!resumption_) return session_.note("folded from the first events: " + why_none());
  const auto& counts = resumption_->counts();
  if (options_.from_baseline) {
    return session_.note("began at a baseline in " + counted(counts.found, "stream") + ", at the first event in " +
                         std::to_string(counts.none));
  }
  session_.note("began at a snapshot in " + counted(counts.found, "stream") + ", at the first event in " +
                std::to_string(counts.none) + "; 'evs snapshot list' shows which there are, and which are of use");
}

void Resuming::explain_every(const std::string& option) {
  if (options_.explain) session_.note("folded from the first event: " + option + " looks at every event");
}

}  // namespace evs
