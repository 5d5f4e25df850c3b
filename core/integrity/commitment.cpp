#include "core/integrity/commitment.hpp"

#include <array>
#include <cstring>
#include <span>
#include <utility>

#include "core/be64.hpp"
#include "core/id.hpp"
#include "core/per_thread.hpp"

namespace evs {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t worth_an_update = 2048;  // bytes: what calling libcrypto costs is then lost in the hashing

std::string_view as_text(std::span<const unsigned char> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Writes what is hashed into room that is there, so that nothing is zeroed, grown or asked for room on the way.
class Writer {
 public:
  explicit Writer(char* out) : out_(out) {}

  Writer& text(std::string_view text) {
    out_ += text.copy(out_, text.size());
    return *this;
  }
  Writer& number(std::int64_t number) { return text(as_text(be64(number))); }
  Writer& lp(std::string_view text) { return number(static_cast<std::int64_t>(text.size())).text(text); }

 private:
  char* out_;
};

}  // namespace

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
      .number(parts.schema)
      .number(parts.time.ns)
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
