#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands/command.hpp"

namespace evs {

/// The candidate that is nearest to a misspelled word, or "" if none is near: at most a third of its letters wrong.
/// Else one that begins with it.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// What evs calls a command that other tools call `word` ("tail" -> "read --follow"), or "".
std::string_view familiar_name(std::string_view word);

std::vector<std::string> names_of(const std::vector<Command>& commands);

/// Says that there is no command `word`, and what may have been meant, which stands behind "evs"; "": nothing is near.
Error no_command(const std::string& word, const std::string& meant);

}  // namespace evs
