#include "core/integrity/hmac.hpp"

#include <string>

#include "tests/catch.hpp"

namespace evs {
namespace {

std::string hmac_of(std::string_view key, std::string_view message) { return to_hex(HmacSha256(key).of(message)); }

TEST_CASE("HMAC-SHA256 gives what RFC 4231 says") {
  CHECK(hmac_of(std::string(20, '\x0b'), "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hmac_of("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hmac_of(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First") ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("one object serves many messages") {
  HmacSha256 hmac("Jefe");
  const Digest first = hmac.of("a");
  CHECK(hmac.of("b") != first);
  CHECK(hmac.of("a") == first);
}

}  // namespace
}  // namespace evs
