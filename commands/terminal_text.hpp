#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace evs {

/// `text` as a terminal may show it: control characters (C0, C1, DEL), bidirectional controls and line separators as
/// \uXXXX, invalid UTF-8 as U+FFFD. Newlines too, unless they are kept as layout.
enum class Newlines { escape, keep };
std::string terminal_safe(std::string_view text, Newlines newlines = Newlines::escape);

/// How many columns a terminal needs for the text: East Asian wide characters take two, combining ones none. Follows
/// the process's LC_CTYPE, which main() sets to UTF-8.
std::size_t columns_of(std::string_view text);

/// The text cut to so many columns, with an ellipsis if something is missing.
std::string cut_to_columns(std::string_view text, std::size_t columns);

/// `text` with spaces up to so many columns.
enum class Side { left, right };
std::string padded(const std::string& text, std::size_t columns, Side side);

/// The text in lines of at most `width` columns, broken at spaces, each behind `indent` spaces; blank lines stay. A
/// word that is longer than a line is left as it is, or cut off.
enum class LongWords { keep, cut };
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width, LongWords words = LongWords::keep);

/// The text behind `head`, in lines of at most `width` columns: it goes on below itself.
std::string hanging(const std::string& head, std::string_view text, std::size_t width,
                    LongWords words = LongWords::keep);

}  // namespace evs
