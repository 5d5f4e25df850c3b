#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "core/integrity/examination.hpp"

namespace evs {

/// What became of the snapshots that were to be folded again.
struct RefoldedSnapshots {
  std::int64_t compared = 0;
  std::int64_t stale = 0;  // of other reducers
};

/// What became of the baselines.
struct RefoldedBaselines {
  std::int64_t compared = 0;
  std::int64_t emptied = 0;  // by a purge
};

struct VerifyJob {
  bool quick = false;                             // structure only: contents are neither parsed nor hashed
  std::optional<Head> since;                      // an earlier head that must still be true; needs the contents
  std::optional<std::vector<Finding>> signature;  // if a signed head was given: what is wrong with it (witness.hpp)
  int threads = 1;
  /// Compares the snapshots with folds from the first event. Called when there are snapshots and nothing else is wrong,
  /// since what cannot be trusted cannot be folded; not if `quick`. Returns nothing if it could not.
  std::function<std::optional<RefoldedSnapshots>(const FindingVisitor& found)> refold;
  /// Compares the baselines with folds by the rules that are kept for them. Called under the same conditions.
  std::function<RefoldedBaselines(const FindingVisitor& found)> refold_baselines;
  std::function<void(std::int64_t events, double share)> on_progress;
};

struct VerifySummary {
  std::int64_t events = 0;
  std::int64_t commits = 0;
  std::int64_t redactions = 0;
  std::int64_t findings = 0;
  std::int64_t snapshots = 0;
  std::optional<RefoldedSnapshots> refolded;
  std::optional<RefoldedBaselines> baselines;  // nothing: they were not looked at
  Head head;                  // as it is stored; proven if there are no findings and contents were hashed
  std::vector<Check> checks;  // that were made
};

/// Reads everything that a store holds at this moment, once, recomputes what follows from it, and hands every
/// contradiction to `found`, in an order that depends on the store only. Others may go on writing. Memory grows with
/// the number of types and redactions, not with the log.
/// Throws what the examination throws: the store could not be checked.
VerifySummary verify(Examination& store, const VerifyJob& job, const FindingVisitor& found);

}  // namespace evs
