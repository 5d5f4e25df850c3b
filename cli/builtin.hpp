#pragma once

#include <vector>

#include "commands/command.hpp"

namespace evs {

/// The commands that speak of the commands: help and completion. `commands` is the list that they will be part of, and
/// must outlive them.
Command help_command(const std::vector<Command>& commands);
Command completion_command();

}  // namespace evs
