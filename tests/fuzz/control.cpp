// A target that is wrong on purpose: whoever runs it must see that it fails.

#include "tests/fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  evs::fuzz::require(!evs::fuzz::as_text(bytes, size).starts_with("bug"), "no input begins with \"bug\"");
  return 0;
}
