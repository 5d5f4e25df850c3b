#include "core/privacy/residue.hpp"

#include "tests/expect.hpp"
#include "tests/temporary_folder.hpp"

namespace evs {
namespace {

/// How many of the values `json` holds are found in these bytes.
std::int64_t found(const std::string& json, const std::string& bytes) {
  ErasedValues values;
  values.add_json(json);
  const ResidueSearch search(values);
  auto counts = search.no_counts();
  search.count(bytes, counts);
  return search.values_beyond(counts, search.no_counts());
}

TEST_CASE("a value is found in every encoding") {
  const std::string json = R"("Zo\u00eb@X/y")";
  for (const std::string& bytes : std::vector<std::string>{
           "..Zo\xC3\xAB@X/y..", "zo\xC3\xAB@x/y", R"(Zo\u00eb@X/y)", R"(Zo\u00EB@X/y)", "Zo\xC3\xAB@X\\/y",
           R"(\u005a\u006f\u00eb\u0040\u0058\u002f\u0079)", "5a6fc3ab40582f79", "5A6FC3AB40582F79",
           std::string("Z\0o\0\xEB\0@\0X\0/\0y\0", 14), std::string("\0Z\0o\0\xEB\0@\0X\0/\0y", 14)}) {
    CHECK(found(json, "??" + bytes + "??") == 1);
  }
  CHECK(found("\"ada@example.com\"", "YWRhQGV4YW1wbGUuY29t") == 1);      // base64 of it
  CHECK(found("\"ada@example.com\"", "eGFkYUBleGFtcGxlLmNvbXg=") == 1);  // of x before it, and x behind
  CHECK(found("\"ada@example.com\"", "eHhhZGFAZXhhbXBsZS5jb20=") == 1);  // of xx before it
  CHECK(found("\"ada@example.com\"", "ada@example.con") == 0);
}

TEST_CASE("what is too short is counted, not looked for") {
  ErasedValues values;
  values.add_json(R"({"a":"four","b":1234,"ada@example.com":true,"name":"fiver"})");
  CHECK(values.too_short() == 2);
  CHECK(values.texts() == std::set<std::string, std::less<>>{"ada@example.com", "fiver"});
}

TEST_CASE("a value that there was room for is not among the too many when it is met again") {
  ErasedValues values;
  const std::string long_text(std::size_t{40} << 20U, 'x');
  values.add_text(long_text);
  values.add_text(long_text);
  CHECK(values.too_many() == 0);
  values.add_text(long_text + "y");
  CHECK(values.too_many() == 1);
  CHECK(values.texts().size() == 1);
}

TEST_CASE("a piece of a long value is found") {
  std::string text;
  for (int i = 0; i < 4000; ++i) text += std::to_string(i * 7919);
  CHECK(found("\"" + text + "\"", text.substr(7000, 1100)) == 1);
  CHECK(found("\"" + text + "\"", text.substr(0, 64)) == 1);
}

TEST_CASE("a file is searched across the blocks that it is read in") {
  const test::TemporaryFolder folder;
  ErasedValues values;
  values.add_text("ada@example.com");
  const ResidueSearch search(values);
  for (const std::size_t at : {std::size_t{0}, (std::size_t{1} << 20U) - 7, (std::size_t{2} << 20U) - 15}) {
    std::string bytes(std::size_t{2} << 20U, '.');
    bytes.replace(at, 15, "ada@example.com");
    test::write_file(folder / "file", bytes);
    auto counts = search.no_counts();
    search.count_file(folder / "file", counts);
    std::uint32_t all = 0;
    for (const std::uint32_t count : counts) all += count;
    CHECK(all == 1);
  }
}

}  // namespace
}  // namespace evs
