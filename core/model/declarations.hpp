#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evs {

/// What a reducer does with an event of a type that it has no function for.
enum class Otherwise { error, merge, ignore, function };
/// "error", "merge", "ignore", "function".
std::string_view name(Otherwise otherwise);

/// What a model says of a reducer.
struct ReducerDeclaration {
  std::string category;
  std::string place;               // "model.lua:3"
  std::vector<std::string> types;  // that have a function, sorted
  Otherwise otherwise = Otherwise::error;
  std::vector<std::string> invariants;  // sentences, sorted
  std::size_t tests = 0;
  std::vector<std::string> command;  // the program that folds instead of functions, with its arguments; or empty
};

}  // namespace evs
