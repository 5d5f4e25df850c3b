#pragma once

#include <string>

#include "core/store.hpp"

namespace evs {

/// The text of a model to begin with: a reducer for each category that the store holds, a commented rule for each of
/// its types, and the fields that its events have. It folds as merge patch does. Reads the whole log.
std::string model_skeleton(Reader& reader);

}  // namespace evs
