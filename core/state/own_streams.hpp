#pragma once

#include <string_view>

#include "core/store.hpp"

namespace evs {

/// Whether a fold of all selected streams takes this one. Those of evs itself hold its records and no state of anything
/// of the user's, so they are left out unless the selection names them.
inline bool is_folded(const StreamSelection& selection, std::string_view stream) {
  return !stream.starts_with('$') || selection.category.starts_with('$') || selection.prefix.starts_with('$');
}

}  // namespace evs
