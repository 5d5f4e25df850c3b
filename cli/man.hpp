#pragma once

#include <string>
#include <vector>

#include "commands/command.hpp"

namespace evs {

/// The section 1 page of a command, or of evs itself, in man(7) macros.
std::string man_page(const Command& command, const std::vector<Command>& commands);
std::string main_man_page(const std::vector<Command>& commands);

}  // namespace evs
