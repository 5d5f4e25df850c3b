#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace evs {

/// The libraries that this process runs with: name and version, as they say themselves.
std::vector<std::pair<std::string, std::string>> library_versions();

/// The format of the stores that this program reads and writes, see evs-store(5).
std::int64_t store_format();

}  // namespace evs
