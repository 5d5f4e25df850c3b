#pragma once

#include <vector>

#include "tests/faults/disk.hpp"
#include "tests/faults/script.hpp"
#include "tests/faults/trial.hpp"

namespace evs::faults {

/// Where and how often the power is cut while a tape is played.
struct PowerCuts {
  Disk::Syncs syncs = Disk::Syncs::are_kept;
  std::size_t one_in = 1;         // of the plain writes
  std::size_t random_states = 4;  // beside those in which everything unsynced is lost, or kept
  std::size_t after = 0;          // the first so many records pass without a cut
  std::size_t enough = 5;         // failures after which it ends
};

/// Cuts the power before each chosen call of the tape and looks at what may be left of the store then. When the script
/// was run again after something went wrong, there is a tape for each time.
Trial cut_power(const Script& script, const std::vector<Tape>& tapes, const PowerCuts& how = {});

/// The index behind the record with which so many lines have been acknowledged.
std::size_t index_after_lines(const Tape& tape, std::size_t lines);

}  // namespace evs::faults
