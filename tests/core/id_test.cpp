#include "core/id.hpp"

#include <array>
#include <set>
#include <thread>
#include <vector>

#include "tests/expect.hpp"

namespace evs {
namespace {

constexpr std::int64_t ms = 1'000'000;

// Ids never go back within a process; the times here lie far ahead of those that other tests used before.

bool is_uuid(const std::string& id, char version) {
  if (id.size() != 36) return false;
  for (std::size_t i = 0; i < id.size(); ++i) {
    const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen != (id[i] == '-')) return false;
    if (!is_hyphen && std::string_view("0123456789abcdef").find(id[i]) == std::string_view::npos) return false;
  }
  return id[14] == version && std::string_view("89ab").find(id[19]) != std::string_view::npos;
}

TEST_CASE("an id is a UUIDv7 that begins with the milliseconds") {
  const std::string id = make_id(Timestamp{0x0777'4567'89AB * ms + 999'999});
  CHECK(is_uuid(id, '7'));
  CHECK(id.starts_with("07774567-89ab-7"));
}

TEST_CASE("ids of one millisecond increase, and so do ids of a clock that goes back") {
  std::string last = make_id(Timestamp{0x0778'0000'0000 * ms});
  for (int i = 0; i < 10'000; ++i) {
    const std::string next = make_id(Timestamp{(0x0778'0000'0000 - i) * ms});
    if (next <= last) FAIL(next << " follows " << last);
    last = next;
  }
  CHECK(is_uuid(last, '7'));
}

TEST_CASE("threads never make the same id") {
  std::array<std::vector<std::string>, 4> made;
  {
    std::vector<std::jthread> threads;
    for (auto& ids : made) {
      threads.emplace_back([&ids] {
        for (int i = 0; i < 2'000; ++i) ids.push_back(make_id(Timestamp{1}));
      });
    }
  }
  std::set<std::string> all;
  for (const auto& ids : made) all.insert(ids.begin(), ids.end());
  CHECK(all.size() == 8'000);
}

TEST_CASE("a derived id is a UUIDv8 over the given bytes") {
  std::array<unsigned char, 32> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(0xF0 + i);
  CHECK(make_derived_id(bytes) == "f0f1f2f3-f4f5-86f7-b8f9-fafbfcfdfeff");
  CHECK(is_uuid(make_derived_id(bytes), '8'));
  CHECK(is_derived_id(make_derived_id(bytes)));
  CHECK_FALSE(is_derived_id(make_uuid4(bytes)));
  CHECK_FALSE(is_derived_id("order-8"));
  CHECK_FALSE(is_derived_id(""));
}

TEST_CASE("random bytes fill the whole span") {
  std::vector<unsigned char> bytes(1'000, 0);
  fill_random(bytes);
  CHECK(std::set<unsigned char>(bytes.begin(), bytes.end()).size() > 200);
}

}  // namespace
}  // namespace evs
