#include <algorithm>
#include <set>
#include <span>

#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/snapshot_options.hpp"
#include "core/counted.hpp"

namespace evs {
namespace {

/// What is dropped in one transaction, so that other writers wait for milliseconds only.
constexpr std::size_t most_at_once = 1000;

struct Condemned {
  std::vector<std::int64_t> numbers;
  std::set<std::string> streams;
  std::int64_t bytes = 0;
};

Condemned condemned_by(const SnapshotOptions& options, const SnapshotSelection& selection, Session& session) {
  FingerprintOf fingerprint_of;
  if (options.stale) fingerprint_of = choose_reducing(session, options.reducer).fingerprints();
  Condemned condemned;
  snapshots_of(session, selection).snapshots(selection, SnapshotDepth::place, [&](const StoredSnapshot& stored) {
    const Snapshot& snapshot = stored.snapshot;
    if (options.stale && stored.fault.empty() && fingerprint_of(snapshot.stream) == snapshot.fingerprint) return true;
    condemned.numbers.push_back(stored.number);
    condemned.streams.insert(snapshot.stream);
    condemned.bytes += static_cast<std::int64_t>(snapshot.state.size());
    return true;
  });
  return condemned;
}

/// What has to be typed: what was selected, or the store where that has no name.
std::string name_of(const SnapshotOptions& options, const Session& session) {
  if (options.streams.size() == 1) return options.streams.front();
  return options.category.empty() ? session.common().store : options.category;
}

std::int64_t drop(Session& session, std::span<const std::int64_t> numbers) {
  auto& store = dynamic_cast<SnapshotStore&>(session.store(Missing::refuse, Workload::small));
  std::int64_t dropped = 0;
  while (!numbers.empty()) {
    const std::size_t count = std::min(numbers.size(), most_at_once);
    dropped += store.drop_snapshots(numbers.first(count));
    numbers = numbers.subspan(count);
  }
  return dropped;
}

}  // namespace

int snapshot_drop(const SnapshotOptions& options, Session& session) {
  const Condemned condemned = condemned_by(options, options.selection(), session);
  const auto streams = static_cast<std::int64_t>(condemned.streams.size());
  const std::string what =
      counted(std::ssize(condemned.numbers), "snapshot") + " of " + counted(std::ssize(condemned.streams), "stream");
  Record record;
  record.number("streams", streams);
  if (options.confirming.dry_run) {
    session.note("would drop " + what);
    record.number("would_drop", static_cast<std::int64_t>(condemned.numbers.size()));
  } else {
    if (!condemned.numbers.empty()) {
      require_confirmation(session, options.confirming, what + " will be dropped", name_of(options, session));
    }
    record.number("dropped", condemned.numbers.empty() ? 0 : drop(session, condemned.numbers));
  }
  print_single(session, record.number("bytes", condemned.bytes), session.format("table", "ndjson"));
  return 0;
}

}  // namespace evs
