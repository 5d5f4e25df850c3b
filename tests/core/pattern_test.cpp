#include "core/evolve/pattern.hpp"

#include "core/error.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

bool matches(const char* expression, const char* text) { return Pattern(expression).is_in(text); }

TEST_CASE("a pattern is searched for anywhere in the text") {
  CHECK(matches("b+", "abbc"));
  CHECK(matches("", ""));
  CHECK(!matches("^b", "ab"));
  CHECK(!matches("a$", "a\n"));
  CHECK(matches("^$", ""));
  CHECK(matches("cat|dog", "a dog"));
  CHECK(!matches("^(cat|dog)$", "a dog"));
}

TEST_CASE("repetitions are counted") {
  CHECK(matches("^a{2,3}$", "aaa"));
  CHECK(!matches("^a{2,3}$", "a"));
  CHECK(!matches("^a{2,3}$", "aaaa"));
  CHECK(matches("^a{2,}?$", "aaaaa"));
  CHECK(matches("^(ab){0}$", ""));
  CHECK(matches("^(a?){3}b$", "aab"));
  CHECK(matches("^(a*)*$", "aaaa"));
  CHECK(matches("^(?:a|b)?(?<name>c)$", "ac"));
}

TEST_CASE("classes and escapes are those of ECMA-262") {
  CHECK(matches("^[a-c\\d_-]+$", "a1_-c"));
  CHECK(!matches("^[^a-c]$", "b"));
  CHECK(matches("^[^]$", "\n"));
  CHECK(!matches("[]", "a"));
  CHECK(matches("^[\\W]$", "-"));
  CHECK(!matches("^[\\W]$", "x"));
  CHECK(matches("^[\\b]$", "\b"));
  CHECK(matches("\\bcat\\b", "a cat."));
  CHECK(!matches("\\bcat\\b", "concat"));
  CHECK(matches("\\Bcat", "concat"));
  CHECK(matches("^\\x41\\u0042\\u{43}\\cA\\0$", "ABC\x01") == false);
  CHECK(matches("^\\x41\\u0042\\u{43}\\cA$", "ABC\x01"));
  CHECK(matches("^\\s$", "\xc2\xa0"));
  CHECK(!matches("^.$", "\n"));
  CHECK(matches("^\\.\\/\\-$", "./-"));
}

TEST_CASE("a pattern matches code points, not bytes") {
  CHECK(matches("^.$", "é"));
  CHECK(matches("^[à-ü]{2}$", "éà"));
  CHECK(matches("^\\ud83d\\ude00$", "😀"));
  CHECK(matches("^[😀-😎]$", "😃"));
  CHECK(!matches("^[^é]$", "é"));
}

TEST_CASE("what is no pattern, or needs backtracking, is refused with its place") {
  for (const char* expression : {"(",
                                 ")",
                                 "[",
                                 "a**",
                                 "*",
                                 "a{2",
                                 "a{3,2}",
                                 "a{",
                                 "]",
                                 "}",
                                 "{",
                                 "\\",
                                 "\\a",
                                 "\\1",
                                 "(a)\\1",
                                 "(?=a)",
                                 "(?!a)",
                                 "(?<=a)",
                                 "(?i)a",
                                 "\\p{L}",
                                 "[b-a]",
                                 "[\\d-z]",
                                 "\\u12",
                                 "\\ud83d",
                                 "\\u{110000}",
                                 "\\x1",
                                 "\\c1",
                                 "(?<a",
                                 "a{99999}",
                                 "(a{1000}){1000}",
                                 "((((){10000}){10000}){10000}){10000}"}) {
    INFO(expression);
    CHECK(test::kind_of([&] { Pattern{expression}; }) == "bad-input");
  }
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += '(';
  CHECK(test::kind_of([&] { Pattern{nested}; }) == "bad-input");
  CHECK(test::error_of([] { Pattern{"ab(?=c)"}; }).message() == "at byte 4: look-around is not supported");
}

}  // namespace
}  // namespace evs
