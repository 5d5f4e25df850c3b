#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace evs {

/// The exit status that belongs to a kind of error; the only place that maps them.
int exit_status(ErrorKind kind);

/// {"error":{"code":…,"exit":…,"message":…,"hint":…,"details":{…}}} on one line, without the newline. Bytes that are
/// not UTF-8 are replaced.
std::string error_json(const Error& error);

/// The error as people read it: the fact with its name, details, the hint; every line ends with a newline. For a
/// terminal of so many columns they are broken between words.
std::string error_text(const Error& error, std::optional<std::size_t> columns = std::nullopt);

/// What `evs explain` says of a kind of error.
struct ErrorExplanation {
  ErrorKind kind;
  std::string_view meaning;  // one line
  std::string_view remedy;   // a paragraph
};
const std::vector<ErrorExplanation>& error_explanations();

}  // namespace evs
