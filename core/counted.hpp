#pragma once

#include <cstdint>
#include <string>

namespace evs {

/// "1 event", "2 events": a count as sentences have it, of things whose plural ends in s.
inline std::string counted(std::int64_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace evs
