#pragma once

#include <string>
#include <vector>

#include "cli/invocation.hpp"
#include "commands/session.hpp"

namespace evs {

/// Runs a command line (without the program's name) and returns the exit status. Touches nothing but `around` and
/// `environment`.
int run_evs(const std::vector<std::string>& words, Surroundings around, const Environment& environment);

}  // namespace evs
