#include "core/integrity/commitment.hpp"

// The functions of old: what OpenSSL 3 offers in their place takes twice as long for an id, a tenth longer for an
// event, and memory that may not be there.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <array>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "core/id.hpp"
#include "core/per_thread.hpp"

namespace evs {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t worth_an_update = 2048;  // bytes: what calling libcrypto costs is then lost in the hashing

void require(int ok) {
  if (ok != 1) throw Error(ErrorKind::system, "libcrypto failed to compute SHA-256");
}

std::string_view as_text(std::span<const unsigned char> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Writes what is hashed into room that is there.
class Writer {
 public:
  explicit Writer(char* out) : out_(out) {}

  Writer& text(std::string_view text) {
    out_ += text.copy(out_, text.size());
    return *this;
  }
  Writer& be64(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    for (unsigned shift = 64; shift > 0; shift -= 8) *out_++ = static_cast<char>((bits >> (shift - 8)) & 0xFFU);
    return *this;
  }
  Writer& lp(std::string_view text) { return be64(static_cast<std::int64_t>(text.size())).text(text); }

 private:
  char* out_;
};

void append_be64(std::string& out, std::int64_t number) {
  std::array<char, 8> bytes{};
  Writer(bytes.data()).be64(number);
  out.append(bytes.data(), bytes.size());
}

}  // namespace

struct Sha256::State {
  SHA256_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) { require(SHA256_Init(&state_->context)); }
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { require(SHA256_Update(&state_->context, bytes.data(), bytes.size())); }

void Sha256::add(std::span<const unsigned char> bytes) { add(as_text(bytes)); }

void Sha256::add_be64(std::int64_t number) {
  std::string bytes;
  append_be64(bytes, number);
  add(bytes);
}

Digest Sha256::finish() {
  Digest digest;
  require(SHA256_Final(digest.data(), &state_->context));
  require(SHA256_Init(&state_->context));
  return digest;
}

Digest commitment_of(Sha256& hash, const Salt& salt, const CommittedParts& parts) {
  constexpr std::string_view prefix = "evs.event.v1\0"sv;
  constexpr std::size_t numbers = 7;
  std::size_t size = prefix.size() + salt.size() + numbers * sizeof(std::int64_t);
  for (const auto part : {parts.stream, parts.id, parts.type, parts.data, parts.meta}) size += part.size();
  static PerThread<std::string> texts;
  std::string& text = texts.mine();  // one update of a small buffer costs less than fifteen tiny ones
  if (text.size() < size) text.resize(size);
  Writer(text.data())
      .text(prefix)
      .text(as_text(salt))
      .lp(parts.stream)
      .lp(parts.id)
      .lp(parts.type)
      .be64(parts.schema)
      .be64(parts.time.ns)
      .lp(parts.data)
      .lp(parts.meta);
  hash.add(std::string_view(text).substr(0, size));
  return hash.finish();
}

CommitDigest::CommitDigest(const Digest& previous, Position first, std::int64_t count) {
  pending_ = "evs.commit.v1\0"sv;
  pending_ += as_text(previous);
  append_be64(pending_, first.value);
  append_be64(pending_, count);
}

void CommitDigest::add(Seq seq, const Digest& commitment) {
  if (pending_.size() >= worth_an_update) {
    hash_.add(pending_);
    pending_.clear();
  }
  append_be64(pending_, seq.value);
  pending_ += as_text(commitment);
}

Digest CommitDigest::finish() {
  hash_.add(std::exchange(pending_, {}));
  return hash_.finish();
}

Salt make_salt() {
  constexpr std::size_t salts = 256;
  thread_local std::array<unsigned char, salts * sizeof(Salt)> pool;
  thread_local std::size_t used = pool.size();
  if (used == pool.size()) {
    fill_random(pool);
    used = 0;
  }
  Salt salt;
  std::memcpy(salt.data(), pool.data() + used, salt.size());
  std::memset(pool.data() + used, 0, salt.size());
  used += salt.size();
  return salt;
}

}  // namespace evs
