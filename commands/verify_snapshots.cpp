#include "commands/verify_snapshots.hpp"

#include "commands/session.hpp"
#include "core/state/json_patch.hpp"
#include "core/state/merge_patch.hpp"
#include "core/state/snapshot_check.hpp"

namespace evs {
namespace {

Finding finding_of(const WrongSnapshot& wrong) {
  const Snapshot& snapshot = wrong.snapshot;
  std::string meaning = wrong.fault;
  if (meaning.empty()) {
    const auto changes = changes_between(parse_value(snapshot.state), parse_value(wrong.replayed));
    meaning = "a fold from the first event makes another state";
    if (!changes.empty() && !changes.front().pointer.empty())
      meaning += ": it differs first at " + changes.front().pointer;
  }
  return {Check::snapshots, snapshot.position, shown_safely(snapshot.stream), snapshot.seq, shown_safely(meaning)};
}

std::optional<RefoldedSnapshots> refold(Session& session, const Reducing& reducing, const FindingVisitor& found) {
  auto* const snapshots = dynamic_cast<Snapshots*>(&below_stages(session.reader()));
  if (snapshots == nullptr) return std::nullopt;
  const SnapshotCounts counts =
      check_snapshots(session.reader(), *snapshots, *reducing.reducers(), reducing.fingerprints(), {},
                      [&](const WrongSnapshot& wrong) { found(finding_of(wrong)); });
  reducing.report(session);
  return RefoldedSnapshots{counts.checked, counts.stale};
}

}  // namespace

std::function<std::optional<RefoldedSnapshots>(const FindingVisitor&)> refold_snapshots(Session& session,
                                                                                        const ReducerOptions& options) {
  if (options.model || !options.reducer.empty()) {
    return [&session, reducing = choose_reducing(session, options)](const FindingVisitor& found) {
      return refold(session, reducing, found);
    };
  }
  return [&session, options](const FindingVisitor& found) -> std::optional<RefoldedSnapshots> {
    std::optional<Reducing> reducing;
    try {
      reducing = choose_reducing(session, options);
    } catch (const Error& error) {  // which says nothing about the store
      session.note("the snapshots were not folded again: " + error.message());
      return std::nullopt;
    }
    return refold(session, *reducing, found);
  };
}

}  // namespace evs
