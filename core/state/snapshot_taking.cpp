#include "core/state/snapshot_taking.hpp"

#include <algorithm>
#include <utility>

#include "core/codec/json.hpp"
#include "core/state/stops.hpp"

namespace evs {
namespace {

/// What is written at once: so little that other writers wait for milliseconds only.
constexpr std::size_t most_in_batch = 1000;
constexpr std::size_t most_bytes_in_batch = std::size_t{4} << 20U;

/// Why this state cannot be kept; empty if it can.
std::string unfitness_of(const Folding& folding, const std::string& state) {
  if (auto reason = folding.not_resumable()) return *reason;
  if (state.size() > longest_snapshot) {
    return "it is " + std::to_string(state.size()) + " bytes long, more than " + std::to_string(longest_snapshot);
  }
  return json::fault_of_payload(state, "{}").value_or("");
}

}  // namespace

/// Those that are to be there in the end; with `keep`, not those that would be dropped at once.
std::vector<Seq> SnapshotTaking::wanted(Seq version) const {
  if (!rules_.every) return {version};
  const std::int64_t last = version.value / *rules_.every;
  const std::int64_t first = rules_.keep ? std::max<std::int64_t>(1, last - *rules_.keep + 1) : 1;
  std::vector<Seq> seqs;
  for (std::int64_t i = first; i <= last; ++i) seqs.push_back(Seq{i * *rules_.every});
  return seqs;
}

void SnapshotTaking::take(const StreamInfo& stream) {
  ++outcome_.streams;
  const auto fingerprint = fingerprint_of_(stream.name);
  if (!fingerprint) {
    ++outcome_.programs;
    return;
  }
  const StreamName name(stream.name);
  const std::vector<Seq> present = places_.snapshots.snapshot_seqs(name, *fingerprint);
  std::vector<Seq> missing;
  for (const Seq seq : wanted(stream.version)) {
    if (std::binary_search(present.begin(), present.end(), seq))
      ++outcome_.already;
    else
      missing.push_back(seq);
  }
  if (!missing.empty()) {
    const Seq before{missing.front().value - 1};
    const auto from = places_.snapshots.newest_snapshot(name, *fingerprint, before, std::nullopt);
    fold_to_stops(places_.reader, name, reducers_, from, missing, [&](const Stop& stop) {
      std::string state = stop.folding.state();
      const std::string unfit = unfitness_of(stop.folding, state);
      if (!unfit.empty()) return refuse(name, stop.seq, unfit);
      add(name, *fingerprint, stop.seq, stop.position, std::move(state));
    });
  }
  if (!rules_.keep || static_cast<std::int64_t>(present.size() + missing.size()) <= *rules_.keep) return;
  batch_.thin.emplace_back(name, *fingerprint);
}

void SnapshotTaking::refuse(const StreamName& stream, Seq seq, const std::string& reason) {
  ++outcome_.unfit;
  if (outcome_.first_unfit) return;
  outcome_.first_unfit = Error(ErrorKind::bad_input, "the state of stream '" + stream.text() + "' after event " +
                                                         std::to_string(seq.value) + " cannot be kept as a snapshot");
  outcome_.first_unfit->detail(reason).fact("stream", stream.text()).fact("seq", seq.value);
}

void SnapshotTaking::add(const StreamName& stream, const Fingerprint& fingerprint, Seq seq, Position position,
                         std::string state) {
  bytes_ += state.size();
  batch_.take.push_back({stream.text(), seq, position, fingerprint, clock_(), std::move(state)});
  if (batch_.take.size() >= most_in_batch || bytes_ >= most_bytes_in_batch) write();
}

void SnapshotTaking::write() {
  if (batch_.take.empty() && batch_.thin.empty()) return;
  batch_.keep = rules_.keep.value_or(0);
  outcome_.dropped += places_.store.write_snapshots(batch_);
  outcome_.taken += static_cast<std::int64_t>(batch_.take.size());
  batch_ = {};
  bytes_ = 0;
}

SnapshotsTaken SnapshotTaking::finish() {
  write();
  return std::move(outcome_);
}

}  // namespace evs
