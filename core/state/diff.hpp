#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/state/replay.hpp"

namespace evs {

/// One side of a comparison of states.
struct DiffSide {
  Seq seq;            // of the last event that was folded in; 0: none
  std::string state;  // JSON; "null" if the fold failed
  std::string error;  // why it failed, and at which event; empty: it did not

  /// Whether both are the same state, wherever they were reached. Two folds that failed are no difference.
  [[nodiscard]] bool is_same(const DiffSide& other) const;
};

struct StateDiff {
  std::string stream;
  DiffSide before;
  DiffSide after;
};
using StateDiffVisitor = std::function<void(const StateDiff&)>;

struct DiffCounts {
  std::int64_t streams = 0;    // that were compared
  std::int64_t different = 0;  // of them
  std::int64_t failed = 0;     // that no side could fold
};

/// What one side of a comparison of two models folds: the same log, perhaps through stages of its own.
struct FoldedLog {
  Reader& reader;
  Reducers& reducers;
  Resumption* resumption = nullptr;  // where folds may begin; with many streams it must use a reader of its own
};

/// The state of a stream at a moment; that before its first event if it has none by then.
DiffSide side_at(FoldedLog log, const StreamName& name, const Moment& moment);

/// Folds streams under two models and visits those whose states differ. A fold that fails under one of them is a
/// difference; what is not the model's fault is thrown. The streams must be sorted.
DiffCounts diff_models(FoldedLog before, FoldedLog after, const std::vector<StreamName>& streams, const Moment& moment,
                       const StateDiffVisitor& visit);

/// The same for every selected stream, by name, on `threads` threads or two. Memory and determinism are as those of
/// replay_all, twice. The readers must be two, of a store that can be read again.
DiffCounts diff_models(FoldedLog before, FoldedLog after, const StreamSelection& selection, const Moment& moment,
                       int threads, const StateDiffVisitor& visit);

}  // namespace evs
