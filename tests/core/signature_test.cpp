#include "core/integrity/signature.hpp"

#include "tests/expect.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;

// The keys and the signature of RFC 8032, section 7.1, test 1, in PEM as openssl writes them.
constexpr const char* private_pem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
constexpr const char* public_pem =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
    "-----END PUBLIC KEY-----\n";

SignedHead unsigned_head() { return {"3:" + std::string(64, 'a'), std::string(32, '0'), "2026-01-31T12:00:00Z", ""}; }

SignedHead signed_head() {
  SignedHead head = unsigned_head();
  sign(head, private_pem, "'key.pem'");
  return head;
}

std::string json_of(const SignedHead& head) {
  return R"({"head":")" + head.head + R"(","store":")" + head.store + R"(","time":")" + head.time +
         R"(","signature":")" + head.signature + "\"}\n";
}

bool fits(const SignedHead& head) { return is_signed_by(head, public_pem, "'public.pem'"); }

TEST_CASE("what is signed is a text that anybody can write down") {
  CHECK(unsigned_head().text() ==
        "evs.head.v1\n00000000000000000000000000000000\n3:" + std::string(64, 'a') + "\n2026-01-31T12:00:00Z\n");
}

TEST_CASE("a signed head is read back and fits its key") {
  const SignedHead read = parse_signed_head(json_of(signed_head()), "'witness.json'");
  CHECK(read.head == unsigned_head().head);
  CHECK(read.store == unsigned_head().store);
  CHECK(read.time == unsigned_head().time);
  CHECK(fits(read));
}

TEST_CASE("Ed25519 signs the same text the same way every time") {
  CHECK(signed_head().signature == signed_head().signature);
  // Computed with: openssl pkeyutl -sign -rawin -inkey key.pem -in text | base64 -w 0
  CHECK(signed_head().signature ==
        "R+90B7Yu/o5+ZNevfBnMOR6tcYXtofgsgLIiaTQx7cDgfWMI7Gh95BlfmTaiv5ESU4MzJ71tbyC9GYsbZMaFBQ==");
}

TEST_CASE("a signature fits nothing but what was signed") {
  SignedHead head = signed_head();
  head.head[0] = '4';
  CHECK_FALSE(fits(head));
  head = signed_head();
  head.store[31] = '1';
  CHECK_FALSE(fits(head));
  head = signed_head();
  head.time = "2026-01-31T12:00:01Z";
  CHECK_FALSE(fits(head));
  head = signed_head();
  head.signature[0] = head.signature[0] == 'A' ? 'B' : 'A';
  CHECK_FALSE(fits(head));
  constexpr const char* other_pem =
      "-----BEGIN PUBLIC KEY-----\n"
      "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\n"
      "-----END PUBLIC KEY-----\n";
  CHECK_FALSE(is_signed_by(signed_head(), other_pem, "'other.pem'"));
}

TEST_CASE("what is no signed head is refused with the part that is wrong") {
  const auto fault = [](const std::string& json) {
    const Error error = error_of([&] { parse_signed_head(json, "'witness.json'"); });
    CHECK(error.kind() == ErrorKind::bad_input);
    return error.message();
  };
  SignedHead head = signed_head();
  CHECK(contains(fault(""), "'witness.json'"));
  CHECK(contains(fault("[]"), "object"));
  CHECK(fault("{}") == "'witness.json' is not a signed head: \"head\" must be position:digest");
  head.head = ":" + std::string(64, 'a');
  CHECK(contains(fault(json_of(head)), "\"head\""));
  head.head = "3:" + std::string(63, 'a');
  CHECK(contains(fault(json_of(head)), "\"head\""));
  head = signed_head();
  head.store = std::string(32, 'g');
  CHECK(contains(fault(json_of(head)), "\"store\""));
  head = signed_head();
  head.time = "yesterday";
  CHECK(contains(fault(json_of(head)), "\"time\""));
  head.time = "2026-01-31T12:00:00Z\\nmore";
  CHECK(contains(fault(json_of(head)), "\"time\""));
  for (const char* signature : {"", "AAAA", "!"}) {
    head = signed_head();
    head.signature = signature;
    CHECK(contains(fault(json_of(head)), "\"signature\""));
  }
  head = signed_head();
  head.signature[5] = '.';
  CHECK(contains(fault(json_of(head)), "\"signature\""));
}

TEST_CASE("keys that do not serve are refused with the reason") {
  const auto signing = [](const std::string& pem) {
    SignedHead head = unsigned_head();
    const Error error = error_of([&] { sign(head, pem, "'k'"); });
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(head.signature.empty());
    return error.message();
  };
  CHECK(signing("") == "'k' is not a PEM file");
  CHECK(signing(std::string("\0\xff", 2)) == "'k' is not a PEM file");
  CHECK(signing(public_pem) == "'k' holds a public key; only the private one signs");
  CHECK(signing("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n") ==
        "'k' holds no private key that can be read");
  CHECK(contains(signing("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"),
                 "encrypted"));
  const auto checking = [](const std::string& pem) {
    return error_of([&] { is_signed_by(signed_head(), pem, "'k'"); }).message();
  };
  CHECK(checking("") == "'k' is not a PEM file");
  CHECK(contains(checking(private_pem), "holds a private key"));
  CHECK(checking("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n") ==
        "'k' holds no public key that can be read");
}

TEST_CASE("a wiped secret is gone from the memory that held it") {
  std::string secret(100, 's');
  const char* memory = secret.data();
  wipe(secret);
  CHECK(secret.empty());
  CHECK(memory[50] == '\0');
}

}  // namespace
}  // namespace evs
