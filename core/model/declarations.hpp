#pragma once

#include <cstddef>
#include <cstdint>
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

/// What a model says of an upcaster.
struct UpcastDeclaration {
  std::string type;       // of the events that it is for, and
  std::int64_t from = 0;  // their schema
  std::string to_type;    // what comes out, unless the function says otherwise; `type` unless given
  std::int64_t to = 0;    // its schema
  std::string reason;     // why it may drop events; empty: it may not
  std::string place;      // "model.lua:3"
  std::size_t tests = 0;
};
/// "AddressChanged 1 to 2", "Moved 1 to AddressChanged 3".
std::string name(const UpcastDeclaration& upcaster);

}  // namespace evs
