#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace evs {

/// Where `text` stops being base64 as RFC 4648 has it in section 4, with padding and without line breaks: the index of
/// the first character that cannot stand there, or the length of the text when something is missing behind it. Nothing
/// if all of it is base64; the empty text is.
std::optional<std::size_t> fault_in_base64(std::string_view text);

}  // namespace evs
