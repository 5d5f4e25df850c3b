#pragma once

#include <string>
#include <vector>

#include "cli/invocation.hpp"
#include "commands/command.hpp"

namespace evs {

/// Candidates for the last of `words` (a command line without the program's name), one a line: the word, a tab, and
/// what it means, if there is something to say. The line ":files" asks the shell to propose files. Looks into the
/// store for streams, categories and types; whatever goes wrong there means no candidates.
std::string complete(const std::vector<Command>& commands, const std::vector<std::string>& words,
                     const Environment& environment);

}  // namespace evs
