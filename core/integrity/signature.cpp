#include "core/integrity/signature.hpp"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/event.hpp"
#include "core/timestamp.hpp"

namespace evs {
namespace {

constexpr std::size_t signature_bytes = 64;
constexpr std::size_t base64_of_signature = 88;

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Context = std::unique_ptr<EVP_MD_CTX, Free>;

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Called by libcrypto for the passphrase of an encrypted key, which would otherwise be asked for on the terminal.
int give_no_passphrase(char* /*buffer*/, int /*size*/, int /*for_writing*/, void* /*unused*/) { return -1; }

Bio memory(std::string_view text) {
  Bio bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
  if (!bio) throw std::bad_alloc();
  return bio;
}

Error unusable(const std::string& name, const std::string& fact) { return {ErrorKind::usage, name + " " + fact}; }

void require_ed25519(const Key& key, const std::string& name) {
  if (EVP_PKEY_get_id(key.get()) == EVP_PKEY_ED25519) return;
  const char* type = EVP_PKEY_get0_type_name(key.get());
  throw unusable(name, std::string("holds a key of type ") + (type == nullptr ? "unknown" : type) + ", not Ed25519")
      .hint("make one with 'openssl genpkey -algorithm ed25519 -out KEY'");
}

Key private_key(std::string_view pem, const std::string& name) {
  if (!contains(pem, "-----BEGIN ")) {
    throw unusable(name, "is not a PEM file").hint("make a key with 'openssl genpkey -algorithm ed25519 -out KEY'");
  }
  if (contains(pem, "ENCRYPTED")) {
    throw unusable(name, "holds an encrypted key, and evs asks nobody for a passphrase")
        .hint("decrypt it for the moment: openssl pkey -in KEY | evs head --sign -");
  }
  if (contains(pem, "-----BEGIN PUBLIC KEY-----")) {
    throw unusable(name, "holds a public key; only the private one signs");
  }
  Key key(PEM_read_bio_PrivateKey(memory(pem).get(), nullptr, give_no_passphrase, nullptr));
  ERR_clear_error();
  if (!key) throw unusable(name, "holds no private key that can be read");
  require_ed25519(key, name);
  return key;
}

Key public_key_in(std::string_view pem, const std::string& name) {
  if (!contains(pem, "-----BEGIN ")) throw unusable(name, "is not a PEM file");
  if (contains(pem, "PRIVATE KEY-----")) {
    throw unusable(name, "holds a private key; a signature is checked with the public one")
        .hint("take it out with 'openssl pkey -in KEY -pubout -out PUBLIC'");
  }
  Key key(PEM_read_bio_PUBKEY(memory(pem).get(), nullptr, give_no_passphrase, nullptr));
  ERR_clear_error();
  if (!key) throw unusable(name, "holds no public key that can be read");
  require_ed25519(key, name);
  return key;
}

Context new_context() {
  Context context(EVP_MD_CTX_new());
  if (!context) throw std::bad_alloc();
  return context;
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string base64(const std::array<unsigned char, signature_bytes>& bytes) {
  std::array<unsigned char, base64_of_signature + 1> text{};
  EVP_EncodeBlock(text.data(), bytes.data(), static_cast<int>(bytes.size()));
  return {reinterpret_cast<const char*>(text.data()), base64_of_signature};
}

/// Nothing if it is not the base64 of 64 bytes.
std::string from_base64(const std::string& text) {
  constexpr std::size_t decoded_bytes = base64_of_signature / 4 * 3;  // with what the two = stand for
  std::array<unsigned char, decoded_bytes> bytes{};
  if (text.size() != base64_of_signature || !text.ends_with("==")) return {};
  if (EVP_DecodeBlock(bytes.data(), bytes_of(text), static_cast<int>(text.size())) != decoded_bytes) return {};
  return {reinterpret_cast<const char*>(bytes.data()), signature_bytes};
}

bool is_head(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 19) return false;
  return text.substr(0, colon).find_first_not_of("0123456789") == std::string_view::npos &&
         is_hex_of(text.substr(colon + 1), sizeof(Digest));
}

bool is_time(const std::string& text) {
  try {
    parse_timestamp(text);
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// The content of a JSON string that needs no escapes; nothing for any other value.
std::string plain_string(std::string_view value) {
  const bool is_plain = value.size() >= 2 && value.front() == '"' && !contains(value, "\\");
  return is_plain ? std::string(value.substr(1, value.size() - 2)) : std::string();
}

}  // namespace

std::string SignedHead::text() const { return "evs.head.v1\n" + store + "\n" + head + "\n" + time + "\n"; }

SignedHead parse_signed_head(std::string_view json, const std::string& name) {
  const std::string object = json::checked_object(name, json);
  SignedHead found;
  for (const json::RawMember& member : json::members_of(object)) {
    if (member.key == "head") found.head = plain_string(member.value);
    if (member.key == "store") found.store = plain_string(member.value);
    if (member.key == "time") found.time = plain_string(member.value);
    if (member.key == "signature") found.signature = plain_string(member.value);
  }
  const auto require = [&](bool ok, const std::string& what) {
    if (!ok) throw Error(ErrorKind::bad_input, name + " is not a signed head: " + what);
  };
  require(is_head(found.head), "\"head\" must be position:digest");
  require(is_hex_of(found.store, 16), "\"store\" must be 32 hexadecimal digits");
  require(is_time(found.time), "\"time\" must be a time of RFC 3339");
  require(!from_base64(found.signature).empty(), "\"signature\" must be the base64 of 64 bytes");
  return found;
}

void sign(SignedHead& signed_head, std::string_view key, const std::string& name) {
  signed_head.signature = signature_of(signed_head.text(), key, name);
}

std::string signature_of(std::string_view text, std::string_view key, const std::string& name) {
  const Key signing = private_key(key, name);
  const Context context = new_context();
  std::array<unsigned char, signature_bytes> signature{};
  std::size_t size = signature.size();
  if (EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, signing.get()) != 1 ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(text), text.size()) != 1) {
    throw Error(ErrorKind::system, "libcrypto failed to sign");
  }
  return base64(signature);
}

bool is_signed_by(const SignedHead& signed_head, std::string_view public_key, const std::string& name) {
  const Key checking = public_key_in(public_key, name);
  const Context context = new_context();
  const std::string text = signed_head.text();
  const std::string signature = from_base64(signed_head.signature);
  if (EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, checking.get()) != 1) {
    throw Error(ErrorKind::system, "libcrypto failed to check a signature");
  }
  const int fits = EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size());
  ERR_clear_error();
  return fits == 1;
}

void wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

}  // namespace evs
