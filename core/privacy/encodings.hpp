#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evs {

/// The byte strings that a UTF-8 text may have become in a file: itself, in lower case, escaped in JSON, in UTF-16, in
/// hexadecimal, and the part of its base64 that does not depend on what is around it, at the three offsets.
std::vector<std::string> encodings_of(std::string_view text);

}  // namespace evs
