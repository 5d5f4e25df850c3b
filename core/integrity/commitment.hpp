#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "core/integrity/sha256.hpp"

namespace evs {

/// What a commitment covers of an event: everything that the producer decided. Seq and position are covered by the
/// commit's digest.
struct CommittedParts {
  std::string_view stream;
  std::string_view id;
  std::string_view type;
  std::int64_t schema;
  Timestamp time;
  std::string_view data;
  std::string_view meta;
};

/// c = SHA-256("evs.event.v1\0" ‖ salt ‖ LP(stream) ‖ LP(id) ‖ LP(type) ‖ be64(schema) ‖ be64(time in ns) ‖ LP(data)
/// ‖ LP(meta)), where LP(x) is the 8-byte big-endian length of x, then x. The format is part of evs-store(5).
Digest commitment_of(Sha256& hash, const Salt& salt, const CommittedParts& parts);

/// The running digest of a log of commits:
/// digest_k = SHA-256("evs.commit.v1\0" ‖ digest_{k-1} ‖ be64(first position) ‖ be64(count) ‖ (be64(seq) ‖ c) for each
/// event). digest_0 is 32 zero bytes.
class CommitDigest {
 public:
  CommitDigest(const Digest& previous, Position first, std::int64_t count);
  void add(Seq seq, const Digest& commitment);
  Digest finish();

 private:
  Sha256 hash_;
  std::string pending_;  // bytes that are still to be hashed
};

/// A fresh random salt; draws from the kernel in bulk, one pool a thread.
Salt make_salt();

}  // namespace evs
