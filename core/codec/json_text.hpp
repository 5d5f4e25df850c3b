#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Single values out of JSON that is known to be valid and minified, as stored payloads are.
namespace evs::json {

/// Where the string that begins at `at` ends: the index behind its closing quote. Of a text that is not valid, no more
/// than its size.
std::size_t end_of_string(std::string_view text, std::size_t at);
/// Where the value that begins at `at` ends, be it a member's, an item or the whole text; no more than its size either.
std::size_t end_of_value(std::string_view text, std::size_t at);

/// What a JSON string spells.
std::string text_of_string(std::string_view string);
/// The same; empty for any other value, and for none.
std::string text_or_empty(std::string_view value);

/// The value of the first member with this key, which has no escapes, as it is spelled; empty: there is none, or
/// `object` is another value.
std::string_view member_of(std::string_view object, std::string_view key);

}  // namespace evs::json
