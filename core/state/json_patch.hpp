#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/state/value.hpp"

namespace evs {

/// Appends "/key" to a JSON Pointer (RFC 6901), with ~ and / in the key escaped.
void append_pointer_token(std::string& pointer, std::string_view key);

/// One difference between two states, as an operation of a JSON Patch (RFC 6902).
struct Change {
  enum class Kind { add, remove, replace };
  Kind kind;
  std::string pointer;  // JSON Pointer (RFC 6901) to the place, at the moment when the operation is its turn
  std::string before;   // JSON; empty for add
  std::string after;    // JSON; empty for remove
};

/// What turns `before` into `after`, in the order in which it is to be done. Of an array that became longer or shorter,
/// the items at both ends that stayed are left alone.
std::vector<Change> changes_between(const Value& before, const Value& after);

/// A change from what was expected to what was found, as a sentence: "/a is 2, not 1". `where` is what its place is
/// called.
std::string deviation(const Change& change, const std::string& where);

/// The changes as the text of a JSON Patch: [{"op":"add","path":"/a","value":1}, …], without white space.
std::string json_patch(const std::vector<Change>& changes);

}  // namespace evs
