#pragma once

#include <string>
#include <string_view>

namespace evs {

/// JSON text, which must be valid, with line breaks and two spaces a level, beginning at `level`; coloured on demand.
std::string pretty_json(std::string_view json, bool colour, int level = 0);

}  // namespace evs
