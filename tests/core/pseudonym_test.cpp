#include "core/privacy/pseudonym.hpp"

#include <algorithm>
#include <regex>
#include <set>

#include "tests/expect.hpp"

namespace evs {
namespace {

const std::string key(32, 'k');
const std::set<std::string, std::less<>> categories = {"member"};

/// The pseudonym of a JSON value, by a fresh object with the same key.
std::string masked(MaskKind kind, std::string_view json, std::string_view subject = "ada") {
  return Pseudonyms(key, categories).of(kind, json, subject);
}

bool has_form(const std::string& text, const char* form) { return std::regex_match(text, std::regex(form)); }

const char* const uuid_form = R"("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")";

TEST_CASE("a pseudonym has the form of its kind") {
  CHECK(has_form(masked(MaskKind::name, R"("Ada Lovelace")"), R"("[A-Z][a-z]{7} [A-Z][a-z]{11}")"));
  CHECK(has_form(masked(MaskKind::name, R"("Ada")"), R"("[A-Z][a-z]{19}")"));
  CHECK(has_form(masked(MaskKind::email, R"("ada@x.org")"), R"("[a-z]{24}@example\.invalid")"));
  CHECK(has_form(masked(MaskKind::phone, R"("+49 (151) 123-45")"), R"("\+00 \(0\d\d\) \d\d\d-\d{9}")"));
  CHECK(has_form(masked(MaskKind::phone, R"("0151 12345")"), R"("000\d \d{13}")"));
  CHECK(has_form(masked(MaskKind::phone, R"("ask Ada")"), R"(" 001\d{18}")"));
  CHECK(has_form(masked(MaskKind::phone, R"("+49 151 12 ext. Ada")"), R"("\+00 1\d\d \d{16} \. ")"));
  CHECK(has_form(masked(MaskKind::uuid, R"("6ba7b810-9dad-11d1-80b4-00c04fd430c8")"), uuid_form));
  CHECK(
      has_form(masked(MaskKind::address, R"("Main St 1, Springfield")"), R"("[A-Z][a-z]{7} [A-Z][a-z]{11} \d{1,3}")"));
  CHECK(has_form(masked(MaskKind::address, R"("Springfield")"), R"("[A-Z][a-z]{19}")"));
  CHECK(has_form(masked(MaskKind::address, R"("01099")"), R"("9\d{14}")"));
  CHECK(has_form(masked(MaskKind::number, "1200"), R"(1[0-3]\d\d)"));
  CHECK(has_form(masked(MaskKind::number, R"("12.00")"), R"("1[0-3]\.\d\d")"));
  CHECK(has_form(masked(MaskKind::date, R"("1984-05-06")"), R"("19[78]\d-\d\d-\d\d")"));
  CHECK(has_form(masked(MaskKind::date, "449884800"), R"(\d+)"));
}

TEST_CASE("an id has the form that it had") {
  CHECK(has_form(masked(MaskKind::id, R"("c-17")"), R"("[a-z]{24}")"));
  CHECK(has_form(masked(MaskKind::id, R"("123456")"), R"("9\d{14}")"));
  CHECK(has_form(masked(MaskKind::id, "123456"), R"(9\d{14})"));
  CHECK(has_form(masked(MaskKind::id, "12345678901234567"), R"(8\d{18})"));
  CHECK(has_form(masked(MaskKind::id, "-1.5"), R"(8\d{18})"));
  CHECK(has_form(masked(MaskKind::id, R"("6BA7B810-9dad-11d1-80b4-00c04fd430c8")"), uuid_form));
  CHECK(has_form(masked(MaskKind::id, R"("member-17")"), R"("member-9\d{14}")"));
}

TEST_CASE("what holds nothing stays, and text goes") {
  for (const MaskKind kind : {MaskKind::name, MaskKind::id, MaskKind::date, MaskKind::number, MaskKind::text}) {
    CHECK(masked(kind, "null") == "null");
    CHECK(masked(kind, R"("")") == R"("")");
  }
  CHECK(masked(MaskKind::id, "true") == "true");
  CHECK(masked(MaskKind::text, "true") == "null");
  CHECK(masked(MaskKind::text, R"("I am Ada")") == R"("")");
  CHECK(masked(MaskKind::text, "17") == "null");
  CHECK(masked(MaskKind::keep, R"("\u0041da")") == R"("\u0041da")");
}

TEST_CASE("a value that a kind has nothing for is an error without the value") {
  const auto fault = [](MaskKind kind, std::string_view json) { return test::error_of([&] { masked(kind, json); }); };
  for (const MaskKind kind : {MaskKind::name, MaskKind::email, MaskKind::phone, MaskKind::uuid}) {
    CHECK(fault(kind, "4711").kind() == ErrorKind::bad_input);
  }
  CHECK(fault(MaskKind::date, R"("in May 4711")").message() == "the mask 'date' has nothing for this text");
  CHECK(fault(MaskKind::date, "47.11").message() == "the mask 'date' has nothing for this number");
  CHECK(fault(MaskKind::number, R"("4711 and more")").message() == "the mask 'number' has nothing for this text");
}

TEST_CASE("the same value has the same pseudonym, however it is spelled and wherever it stands") {
  CHECK(masked(MaskKind::id, R"("\u0061da@x.org")") == masked(MaskKind::id, R"("ada@x.org")"));
  CHECK('"' + masked(MaskKind::id, "42") + '"' == masked(MaskKind::id, R"("42")"));
  CHECK(masked(MaskKind::id, "4.2e1") == masked(MaskKind::id, "42"));
  CHECK(masked(MaskKind::id, R"("ada@x.org")") == masked(MaskKind::email, R"("ada@x.org")"));
  CHECK(masked(MaskKind::id, R"("+49 151 12345")") == masked(MaskKind::phone, R"("+49 151 12345")"));
  const std::string uuid = R"("6ba7b810-9dad-11d1-80b4-00c04fd430c8")";
  CHECK(masked(MaskKind::id, uuid) == masked(MaskKind::uuid, uuid));
  Pseudonyms pseudonyms(key, categories);
  const std::string ada = pseudonyms.of_id("ada@x.org");
  CHECK(pseudonyms.of_stream("member-ada@x.org") == "member-" + ada);
  CHECK(pseudonyms.of_id("member-ada@x.org") == "member-" + ada);
  CHECK(pseudonyms.of(MaskKind::email, R"("ada@x.org")", "") == '"' + ada + '"');
}

TEST_CASE("names of streams that identify nobody stay") {
  Pseudonyms pseudonyms(key, categories);
  for (const char* name : {"order-ada@x.org", "member", "member-", "memberx-1"}) {
    CHECK(pseudonyms.of_stream(name) == name);
  }
}

TEST_CASE("another key makes other pseudonyms") {
  const std::string other(32, 'o');
  for (const char* json : {R"("ada")", R"("123456")", R"("ada@x.org")", "7"}) {
    CHECK(Pseudonyms(other, categories).of(MaskKind::id, json, "") != masked(MaskKind::id, json));
  }
}

/// How many different pseudonyms all texts of so many digits have.
std::size_t pseudonyms_of_all(std::size_t digits) {
  Pseudonyms pseudonyms(key, categories);
  std::set<std::string> found;
  std::size_t count = 1;
  for (std::size_t i = 0; i < digits; ++i) count *= 10;
  for (std::size_t i = 0; i < count; ++i) {
    std::string id = std::to_string(i);
    id.insert(0, digits - id.size(), '0');
    found.insert(pseudonyms.of_id(id));
  }
  return found.size();
}

TEST_CASE("short ids of digits do not collide, and none of them is the pseudonym of another") {
  CHECK(pseudonyms_of_all(1) == 10);
  CHECK(pseudonyms_of_all(4) == 10'000);
  Pseudonyms pseudonyms(key, categories);
  CHECK(pseudonyms.of_id("7") != pseudonyms.of_id("07"));
  CHECK(pseudonyms.of_id("7").size() == 15);
  CHECK(pseudonyms.of_id("9999999999999").size() == 15);
}

TEST_CASE("the order of a subject's dates stays, and two subjects are not shifted alike") {
  Pseudonyms pseudonyms(key, categories);
  const auto shifted = [&](const std::string& date, std::string_view subject) {
    return pseudonyms.of(MaskKind::date, '"' + date + '"', subject);
  };
  std::vector<std::string> dates;
  for (int year = 1950; year < 2030; ++year) {
    for (const char* day : {"-01-01", "-01-01T00:00:00Z", "-02-28", "-12-31"}) {
      dates.push_back(shifted(std::to_string(year) + day, "ada"));
    }
  }
  CHECK(std::is_sorted(dates.begin(), dates.end()));
  CHECK(std::adjacent_find(dates.begin(), dates.end()) == dates.end());
  CHECK(shifted("2000-01-01", "ada") != "\"2000-01-01\"");
  CHECK(shifted("2000-01-01", "ada") != shifted("2000-01-01", "bob"));
}

TEST_CASE("two values with one pseudonym are an error") {
  DistinctPseudonyms distinct;
  distinct.add("p", "ada");
  distinct.add("p", "ada");
  distinct.add("q", "bob");
  const Error error = test::error_of([&] { distinct.add("p", "bob"); });
  CHECK(error.kind() == ErrorKind::conflict);
  CHECK_FALSE(test::contains(error.message(), "bob"));
}

TEST_CASE("a value that is kept and is the pseudonym of another is an error") {
  Pseudonyms pseudonyms(key, categories);
  const std::string ada = pseudonyms.of(MaskKind::id, R"("ada")", "");
  pseudonyms.of(MaskKind::keep, R"("bob")", "");
  pseudonyms.of(MaskKind::keep, "5", "");
  pseudonyms.of(MaskKind::keep, R"("5")", "");
  CHECK(test::kind_of([&] { pseudonyms.of(MaskKind::keep, ada, ""); }) == "conflict");
}

TEST_CASE("a hundred thousand values of each kind have as many pseudonyms") {
  Pseudonyms pseudonyms(key, categories);
  for (const MaskKind kind : {MaskKind::name, MaskKind::email, MaskKind::phone, MaskKind::id, MaskKind::address}) {
    std::set<std::string> found;
    for (int i = 0; i < 100'000; ++i) found.insert(pseudonyms.of(kind, '"' + std::to_string(i) + " x\"", ""));
    CHECK(found.size() == 100'000);
  }
}

}  // namespace
}  // namespace evs
