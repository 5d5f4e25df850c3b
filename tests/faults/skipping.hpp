#pragma once

#include <iostream>

#include "tests/faults/script.hpp"

namespace evs::faults {

/// True, and said aloud, when faults cannot be made in this build.
inline bool lacks_shim() {
  if (why_no_shim().empty()) return false;
  std::cout << "skipped: " << why_no_shim() << std::endl;
  return true;
}

}  // namespace evs::faults
