// The JSON-Schema-Test-Suite for draft-07, from the shared suites.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <map>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/evolve/json_schema.hpp"
#include "core/privacy/json_places.hpp"
#include "tests/expect.hpp"
#include "tests/temporary_folder.hpp"

namespace evs {
namespace {

/// The items of a list, minified, as they are spelled: the cases are about spellings, too.
std::vector<std::string> items_of(std::string_view list) {
  std::vector<std::string> items(1);
  int depth = 0;
  bool in_string = false;
  for (std::size_t at = 1; at + 1 < list.size(); ++at) {
    const char c = list[at];
    if (c == '"') in_string = !in_string;
    if (!in_string && (c == '{' || c == '[')) ++depth;
    if (!in_string && (c == '}' || c == ']')) --depth;
    if (c == ',' && depth == 0 && !in_string) {
      items.emplace_back();
      continue;
    }
    items.back() += c;
    if (c == '\\') items.back() += list[++at];
  }
  return items;
}

std::map<std::string, std::string, std::less<>> object_of(const std::string& text) {
  std::map<std::string, std::string, std::less<>> members;
  for (const auto& member : json::members_of(text)) members.emplace(member.key, member.value);
  return members;
}

/// A value and all that is in it.
std::vector<std::string_view> parts_of(std::string_view value) {
  std::vector<std::string_view> parts = {value};
  const auto add = [&](std::string_view inner) {
    for (const std::string_view part : parts_of(inner)) parts.push_back(part);
  };
  if (value.front() == '[')
    for (const std::string_view item : json::items_of(value)) add(item);
  if (value.front() == '{')
    for (const json::RawMember& member : json::members_of(value)) add(member.value);
  return parts;
}

/// Whatever is erased of a value that matches, what is left may have matched; and where nothing was, nothing changes.
int judge_erased(JsonSchema& schema, const std::string& data, bool is_valid) {
  if (data.find("null") == std::string::npos) CHECK(!schema.violation_in(data, Nulls::erased) == is_valid);
  if (!is_valid) return 0;
  const auto parts = parts_of(data);
  for (const std::string_view part : parts) {
    const std::string left = with_nulls(data, {part});
    INFO(left);
    CHECK_FALSE(schema.violation_in(left, Nulls::erased));
  }
  return static_cast<int>(parts.size());
}

struct Verdicts {
  int right = 0;
  int erased = 0;   // values that match with a null in them
  int refused = 0;  // in a schema that is not taken
  std::map<std::string, int> why;
};

void judge_group(const std::string& group, const std::string& file, Verdicts& verdicts) {
  const auto parts = object_of(group);
  const auto tests = items_of(parts.at("tests"));
  std::optional<JsonSchema> schema;
  try {
    schema.emplace(parts.at("schema"));
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_input);
    verdicts.refused += static_cast<int>(tests.size());
    ++verdicts.why[file + ": " + error.message()];
    return;
  }
  for (const std::string& test : tests) {
    const auto test_parts = object_of(test);
    INFO(file << ": " << parts.at("description") << ": " << test_parts.at("description"));
    const bool is_valid = test_parts.at("valid") == "true";
    CHECK(!schema->violation_in(test_parts.at("data")) == is_valid);
    verdicts.erased += judge_erased(*schema, test_parts.at("data"), is_valid);
    ++verdicts.right;
  }
}

void judge_folder(const std::filesystem::path& folder, Verdicts& verdicts) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const bool is_annotation = entry.path().filename() == "content.json";  // what is encoded in a string is not judged
    if (entry.is_regular_file() && !is_annotation) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    const std::string text = json::checked_value("the suite", test::file_text(file.string()));
    for (const std::string& group : items_of(text)) judge_group(group, file.filename().string(), verdicts);
  }
}

void print(const char* what, const Verdicts& verdicts) {
  std::cout << what << ": " << verdicts.right << " judged, " << verdicts.refused << " of schemas that are refused\n";
  for (const auto& [why, count] : verdicts.why) std::cout << "  " << count << " x " << why << "\n";
}

TEST_CASE("no verdict on the JSON-Schema-Test-Suite for draft-07 is wrong") {
  const std::string archive = EVS_SHARED_DATA "/suites/json-schema-draft7.tgz";
  if (!std::filesystem::exists(archive)) {
    std::cout << "skipped: there is no " << archive << "\n";
    return;
  }
  const test::TemporaryFolder folder;
  REQUIRE(std::system(("tar xzf '" + archive + "' -C '" + folder.path() + "'").c_str()) == 0);
  const std::filesystem::path suite = folder / "JSON-Schema-Test-Suite/tests/draft7";
  Verdicts required;
  judge_folder(suite, required);
  print("required", required);
  CHECK(required.right == 868);
  CHECK(required.refused == 59);
  CHECK(required.erased > 500);
  Verdicts optional;  // but optional/format: a format is an annotation
  judge_folder(suite / "optional", optional);
  print("optional", optional);
  CHECK(optional.right == 86);
  CHECK(optional.refused == 22);
}

}  // namespace
}  // namespace evs
