#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

/// What libFuzzer calls with every input that it makes, and run_corpus.cpp with every file of the corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace evs::fuzz {

inline std::string_view as_text(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

/// Ends the process unless `holds`: libFuzzer keeps the input then, and ctest sees that the test failed. `details` say
/// what was found.
template <class... Details>
void require(bool holds, std::string_view what, const Details&... details) {
  if (holds) return;
  std::cerr << "does not hold: " << what << '\n';
  ((std::cerr << "  " << details << '\n'), ...);
  std::abort();
}

}  // namespace evs::fuzz
