#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/privacy/pointer.hpp"

/// Values inside of JSON texts, as the bytes that stand there. All texts must be valid and minified, as stored payloads
/// are.
namespace evs {

/// A value that a pattern leads to.
struct Place {
  std::string_view value;
  std::vector<const char*> path;  // where what each token of the pattern leads to begins
};

/// In the order of the text; of an object with a key twice, both values.
std::vector<Place> places_of(std::string_view json, const PointerPattern& pattern);

/// How many tokens two patterns begin with alike.
std::size_t shared_tokens(const PointerPattern& a, const PointerPattern& b);

/// Whether two places are reached over the same values as far as so many tokens lead.
bool share_way(const Place& a, const Place& b, std::size_t tokens);

/// Whether a JSON value is this id: a string with this text, or a number that the id is, however it is spelled.
bool is_id(std::string_view value, std::string_view id);

/// `json` with null in the place of these parts of it, and all other bytes as they are.
std::string with_nulls(std::string_view json, std::vector<std::string_view> parts);

/// Whether the key of a member looks like a name that a program gave it, not like a value used as one.
bool is_word(std::string_view key);

/// The strings and numbers that a value holds, as they are spelled, and the keys that are more than a word.
std::vector<std::string_view> scalars_in(std::string_view json);

}  // namespace evs
