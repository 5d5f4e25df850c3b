#pragma once

#include <string>
#include <string_view>

namespace evs {

/// A head that somebody has vouched for, as it is left with a witness. The texts are kept as they were written, since
/// the signature is over them.
struct SignedHead {
  std::string head;       // "1042:9f86d0…"
  std::string store;      // the store's id, 32 hexadecimal digits
  std::string time;       // when it was signed, RFC 3339
  std::string signature;  // 64 bytes, base64

  /// What is signed: "evs.head.v1\n<store>\n<head>\n<time>\n".
  [[nodiscard]] std::string text() const;
};

/// Reads {"head":…,"store":…,"time":…,"signature":…}, in any order of keys; other keys are passed over. Throws
/// [bad-input] with `name` in front when it is not that.
SignedHead parse_signed_head(std::string_view json, const std::string& name);

/// Signs with Ed25519 (RFC 8032): sets `signed_head.signature`. `key` is the text of a PEM file with the private key;
/// throws [usage] when it is no such key or is encrypted (nobody is asked for a passphrase). `name` is how the message
/// calls the file.
void sign(SignedHead& signed_head, std::string_view key, const std::string& name);

/// The signature over any other text, base64.
std::string signature_of(std::string_view text, std::string_view key, const std::string& name);

/// Whether the signature was made with the private half of a key over exactly these texts. `public_key` is the text of
/// a PEM file; throws [usage] when it holds no Ed25519 public key.
bool is_signed_by(const SignedHead& signed_head, std::string_view public_key, const std::string& name);

/// Wipes a text that held a secret.
void wipe(std::string& secret);

}  // namespace evs
