#pragma once

#include <string>
#include <vector>

#include "commands/command.hpp"

namespace evs {

/// What `evs` alone prints: what it is about, the commands, and how to begin, on one screen.
std::string first_page(const std::vector<Command>& commands, std::size_t width);

/// What `evs help` prints: what each command does, by group, and the options that all have.
std::string overview(const std::vector<Command>& commands, std::size_t width);

/// What `evs help COMMAND` prints.
std::string help_text(const Command& command, std::size_t width);

/// "evs read [OPTIONS] [STREAM...]"
std::string synopsis(const Command& command);

/// The options of this command, without those of every command, but with its own -o.
std::vector<Option> own_options(const Command& command);

/// What stands in help and man page for an option: "-n, --limit N".
std::string spelled(const Option& option);

/// The groups of commands, in the order in which they are shown, with their headings.
const std::vector<std::pair<std::string, std::string>>& groups();

}  // namespace evs
