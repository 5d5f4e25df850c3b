#pragma once

#include <string_view>

#include "core/state/value.hpp"

namespace evs {

/// Applies a JSON Merge Patch (RFC 7396, section 2): members of an object are merged, null removes one, anything else
/// replaces the target. `patch` is JSON of any white space; throws [damaged] if it is not valid, since what is stored
/// has been checked.
void merge_patch(Value& target, std::string_view patch);

/// The value that JSON of any white space is. Throws [damaged] if it is not valid.
Value parse_value(std::string_view json);

}  // namespace evs
