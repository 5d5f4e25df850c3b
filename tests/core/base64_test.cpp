#include "core/codec/base64.hpp"

#include "tests/catch.hpp"

namespace evs {
namespace {

TEST_CASE("base64 of RFC 4648 is taken") {
  for (const char* text : {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy", "+/+/", "AB=="}) {
    CAPTURE(text);
    CHECK_FALSE(fault_in_base64(text));
  }
}

TEST_CASE("what is not base64 is told with its place") {
  const auto check = [](std::string_view text, std::size_t at) {
    CAPTURE(text);
    CHECK(fault_in_base64(text) == at);
  };
  check("!", 0);
  check("Zm9v!", 4);
  check("Zm9v Zm9v", 4);
  check("Zm9v\nZm9v", 4);
  check("Zm-_", 2);  // the alphabet for URLs
  check("Zm\xC3\xA9v", 2);
  check("Z", 1);  // something is missing
  check("Zg", 2);
  check("Zg=", 3);
  check("Zm8", 3);
  check("Z===", 1);  // padding that cannot be
  check("Zm9v=", 4);
  check("Zg===", 4);
  check("Zm8==", 4);
  check("Zg==Zg==", 4);
  check("=", 0);
}

}  // namespace
}  // namespace evs
