// The expected values were computed by Python's hashlib from the formulas of evs-store(5), not by this code.
#include "core/integrity/commitment.hpp"

#include <set>

#include "tests/catch.hpp"

namespace evs {
namespace {

constexpr const char* first_commitment = "fd7ff64615b9fc8f0582b0d707d0ee838ee10d78d0c54818469fafb6fe89d978";
constexpr const char* second_commitment = "23fdfbb5caa5749ba2729e360cf55eeb1345a17bbd71fdd5782663a55d64401f";

Digest commitment(const Salt& salt, const CommittedParts& parts) {
  Sha256 hash;
  return commitment_of(hash, salt, parts);
}

Salt counting_salt() {
  Salt salt{};
  for (std::size_t i = 0; i < salt.size(); ++i) salt[i] = static_cast<unsigned char>(i);
  return salt;
}

CommittedParts first_parts() {
  return {"order-7", "e1", "OrderPlaced", 1, Timestamp{1'769'860'800'123'000'000}, R"({"total":1.10})", "{}"};
}

Digest second() {
  Salt salt{};
  salt.fill(0xFF);
  return commitment(salt, {"größe-1", "", "T", std::int64_t{1} << 40, Timestamp{-1}, "null", R"({"a":[]})"});
}

TEST_CASE("SHA-256 gives the values of its standard, again and again") {
  Sha256 hash;
  for (int i = 0; i < 2; ++i) {
    CHECK(to_hex(hash.finish()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    hash.add("a");
    hash.add("bc");
    CHECK(to_hex(hash.finish()) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}

TEST_CASE("commitments have the documented values") {
  CHECK(to_hex(commitment(counting_salt(), first_parts())) == first_commitment);
  CHECK(to_hex(second()) == second_commitment);
}

TEST_CASE("a chain of commits has the documented digests") {
  CommitDigest first_commit(Digest{}, Position{1}, 2);
  first_commit.add(Seq{1}, commitment(counting_salt(), first_parts()));
  first_commit.add(Seq{2}, second());
  const Digest digest = first_commit.finish();
  CHECK(to_hex(digest) == "75ffc7cdfd4b4908ac80f5e8a72b5406b9243b500a154108770b95e9bc0498f6");
  CommitDigest empty_commit(digest, Position{3}, 0);
  CHECK(to_hex(empty_commit.finish()) == "cd753bb35fd2e31bcb466bdace9d58cc2fd3611c72b4ddc00ecb3b3c371c97d8");
}

TEST_CASE("the digest of a commit of many events covers each of them in its order") {
  constexpr std::int64_t events = 1000;
  Sha256 whole;
  whole.add(std::string_view("evs.commit.v1\0", 14));
  whole.add(Digest{});
  whole.add_be64(1);
  whole.add_be64(events);
  CommitDigest commit(Digest{}, Position{1}, events);
  for (std::int64_t seq = 1; seq <= events; ++seq) {
    Digest commitment = second();
    commitment[0] = static_cast<unsigned char>(seq & 0xFF);
    whole.add_be64(seq);
    whole.add(commitment);
    commit.add(Seq{seq}, commitment);
  }
  CHECK(commit.finish() == whole.finish());
}

TEST_CASE("a commitment covers the salt and every part of an event") {
  std::set<Digest> seen;
  const auto add = [&](auto change) {
    Salt salt = counting_salt();
    CommittedParts parts = first_parts();
    change(salt, parts);
    CHECK(seen.insert(commitment(salt, parts)).second);
  };
  add([](Salt&, CommittedParts&) {});
  add([](Salt& salt, CommittedParts&) { salt[15] ^= 1U; });
  add([](Salt&, CommittedParts& parts) { parts.stream = "order-8"; });
  add([](Salt&, CommittedParts& parts) { parts.id = "e2"; });
  add([](Salt&, CommittedParts& parts) { parts.type = "orderPlaced"; });
  add([](Salt&, CommittedParts& parts) { parts.schema = 2; });
  add([](Salt&, CommittedParts& parts) { ++parts.time.ns; });
  add([](Salt&, CommittedParts& parts) { parts.data = R"({"total":1.1})"; });
  add([](Salt&, CommittedParts& parts) { parts.meta = "{} "; });
  // The same bytes, divided otherwise.
  add([](Salt&, CommittedParts& parts) { parts.stream = "order-7e", parts.id = "1"; });
}

TEST_CASE("salts do not repeat") {
  std::set<Salt> salts;
  for (int i = 0; i < 2'000; ++i) salts.insert(make_salt());
  CHECK(salts.size() == 2'000);
}

}  // namespace
}  // namespace evs
