#pragma once

#include <cstdint>

#include "core/integrity/finding.hpp"
#include "core/store.hpp"

namespace evs {

struct BaselineCounts {
  std::int64_t checked = 0;  // compared with a fold
  std::int64_t emptied = 0;  // by a purge, of whose states nothing is known
};

/// Folds every stream that has baselines by the rules that these name, each from the state of the one before, and
/// compares. What is kept for them must be what its ids say. Needs no model. `stored` must hand out events as they are
/// stored, and be of a store in which nothing else is wrong. Memory grows with the number of streams that have
/// baselines. Throws [system] when reading fails.
BaselineCounts check_baselines(Reader& stored, const FindingVisitor& found);

}  // namespace evs
