#pragma once

#include <string>
#include <utility>
#include <vector>

namespace evs {

/// The libraries that this process runs with: name and version, as they say themselves.
std::vector<std::pair<std::string, std::string>> library_versions();

}  // namespace evs
