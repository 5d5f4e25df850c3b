#include "core/codec/json.hpp"

#include "tests/expect.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;
using test::kind_of;

/// What comes in and what is kept have judges of their own, which must agree.
std::string value(std::string_view text) {
  const bool may_be_kept = !json::fault_of_payload(text, "{}");
  try {
    std::string value = json::checked_value("the data", text);
    CHECK(may_be_kept == (value == text));
    return value;
  } catch (const Error&) {
    CHECK_FALSE(may_be_kept);
    throw;
  }
}
std::string nested(std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); }

TEST_CASE("a JSON value keeps its producer's spelling") {
  for (const char* text : {"1.10", "12345678901234567890", "1e400", "-0", "-0.0E+00", "1E5", "\"\\u0041\\/\\n\"",
                           "\"a b\"", "null", "true", "false", "{}", "[]", R"({"b":1,"a":2,"b":3})", R"([[],{},"",0])",
                           "\"\\ud83d\\uded2\"", "\"🛒 é\"", "\"  \""}) {
    CHECK(value(text) == text);
  }
}

TEST_CASE("only white space outside of strings is dropped") {
  CHECK(value(" { \"a\" : [ 1 ,\t2.50 ] ,\r\n \"b c\" : \" x  y \" } \n") == R"({"a":[1,2.50],"b c":" x  y "})");
  CHECK(value("\t 7 \n") == "7");
  CHECK(value(R"( ["\" , ", "\\" , 1 ] )") == R"(["\" , ","\\",1])");
}

TEST_CASE("what is not exactly one JSON value is refused") {
  using namespace std::string_view_literals;
  for (const std::string_view text : {""sv,
                                      " "sv,
                                      "]"sv,
                                      "["sv,
                                      "1]"sv,
                                      "[1"sv,
                                      "1],[2"sv,
                                      "1,2"sv,
                                      "1 2"sv,
                                      "1,"sv,
                                      "{} {}"sv,
                                      "{}x"sv,
                                      "[1,]"sv,
                                      "[,1]"sv,
                                      R"({"a":1,})"sv,
                                      R"({"a"})"sv,
                                      R"({"a":})"sv,
                                      "{1:2}"sv,
                                      "{'a':1}"sv,
                                      "01"sv,
                                      "-"sv,
                                      "+1"sv,
                                      ".5"sv,
                                      "5."sv,
                                      "1e"sv,
                                      "1e+"sv,
                                      "0x1"sv,
                                      "NaN"sv,
                                      "Infinity"sv,
                                      "-Infinity"sv,
                                      "nul"sv,
                                      "nulll"sv,
                                      "True"sv,
                                      "\"a"sv,
                                      "\"\\x\""sv,
                                      "\"\\u12\""sv,
                                      "\"\n\""sv,
                                      "\"\x01\""sv,
                                      "'a'"sv,
                                      "// c\n1"sv,
                                      "/**/1"sv,
                                      "1\0"sv,
                                      "\0"sv,
                                      "\"\0\""sv,
                                      "\xEF\xBB\xBF"
                                      "1"sv}) {
    INFO(text);
    CHECK(kind_of([&] { value(text); }) == "bad-input");
  }
}

TEST_CASE("half of a surrogate pair is refused") {
  for (const char* text :
       {R"("\ud800")", R"("\udc00")", R"("\ud800\ud800")", R"("\ud800x")", R"({"\ud800":1})", R"(["\udfff"])"}) {
    INFO(text);
    CHECK(kind_of([&] { value(text); }) == "bad-input");
  }
}

TEST_CASE("bytes that are not UTF-8 are refused where they stand") {
  for (const char* bad : {"\xFF", "\xC3", "\xED\xA0\x80", "\xC0\x80", "\xF5\x80\x80\x80"}) {
    for (const std::size_t before : {0U, 1U, 62U, 63U, 64U, 65U, 1000U}) {
      const std::string text = "\"" + std::string(before, 'x') + bad + "\"";
      const std::string place = "at byte " + std::to_string(before + 2) + ":";
      INFO(before);
      const std::string message = error_of([&] { value(text); }).message();
      CHECK(contains(message, "not valid UTF-8"));
      CHECK(contains(message, place));
    }
  }
}

TEST_CASE("values nest 128 levels deep at most, the event line around them being the first") {
  CHECK(value(nested(127)) == nested(127));
  const Error error = error_of([] { value(nested(128)); });
  CHECK(contains(error.message(), "nests deeper than 128 levels"));
  CHECK(kind_of([] { value(nested(100'000)); }) == "bad-input");
}

TEST_CASE("a value is at most 16 MiB long") {
  const std::string longest = "\"" + std::string(json::max_length - 4, 'x') + "\"";
  CHECK(value(longest).size() == longest.size());
  CHECK(contains(error_of([&] { value(" \"x" + longest); }).message(), "longer than 16 MiB"));
}

TEST_CASE("a fault is told with its byte and its reason") {
  const Error error = error_of([] { value(R"({"a":tru})"); });
  CHECK(error.message() == "the data is not acceptable JSON at byte 6: a word is none of true, false, null");
  REQUIRE(error.facts().size() == 1);
  CHECK(error.facts()[0].name == "byte");
  CHECK(error.facts()[0].value == "6");
  CHECK(contains(error_of([] { value("1,2"); }).message(), "more than one value is there"));
  CHECK(contains(error_of([] { value("   "); }).message(), "nothing is there"));
}

TEST_CASE("an object is demanded where a meta is read") {
  CHECK(json::checked_object("the meta", " { } ") == "{}");
  for (const char* text : {"[]", "null", "\"{}\"", "1", ""}) {
    CHECK(kind_of([&] { json::checked_object("the meta", text); }) == "bad-input");
  }
}

TEST_CASE("a string is written with the escapes that RFC 8259 demands and no others") {
  using namespace std::string_view_literals;
  CHECK(json::quoted("") == "\"\"");
  CHECK(json::quoted("a/b é 🛒 \x7F") == "\"a/b é 🛒 \x7F\"");
  CHECK(json::quoted("\"\\\b\f\n\r\t") == R"("\"\\\b\f\n\r\t")");
  CHECK(json::quoted("\x00\x01\x1F"sv) == R"("\u0000\u0001\u001f")");
  CHECK(value(json::quoted("x\x02y\"\\")) == R"("x\u0002y\"\\")");
}

TEST_CASE("the members of an object are found as they are spelled") {
  CHECK(json::members_of("{}").empty());
  const auto members = json::members_of(R"({"a":1.10,"b\"}":"x,}\"","c":[{"d":1},"]"],"":{"e":{}},"a":null})");
  REQUIRE(members.size() == 5);
  CHECK(members[0].key == "a");
  CHECK(members[0].value == "1.10");
  CHECK(members[1].key == "b\\\"}");
  CHECK(members[1].value == R"("x,}\"")");
  CHECK(members[2].value == R"([{"d":1},"]"])");
  CHECK(members[3].key.empty());
  CHECK(members[3].value == R"({"e":{}})");
  CHECK(members[4].value == "null");
}

TEST_CASE("an object that was cut off is not read beyond its end") {
  const std::string whole = R"({"purged":true,"a\"":"\\\"}","b":[{}]})";
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string cut = whole.substr(0, size);
    for (const json::RawMember& member : json::members_of(cut)) {
      CHECK(member.key.data() >= cut.data());
      CHECK(member.value.data() + member.value.size() <= cut.data() + cut.size());
    }
  }
  CHECK(json::members_of(whole).size() == 3);
}

TEST_CASE("only members of the object itself count, not those inside its values") {
  CHECK(json::has_member(R"({"a":{"b":1},"c":2})", "c"));
  CHECK_FALSE(json::has_member(R"({"a":{"b":1},"c":2})", "b"));
  CHECK_FALSE(json::has_member("{}", ""));
}

TEST_CASE("a member is added at the end") {
  CHECK(json::with_member("{}", "a", "1") == R"({"a":1})");
  CHECK(json::with_member(R"({"a":1})", "b\"", "[]") == R"({"a":1,"b\"":[]})");
}

TEST_CASE("an arena's texts stay where they are while it grows") {
  json::Arena arena;
  const std::string_view first = arena.keep("first");
  for (int i = 0; i < 10'000; ++i) arena.keep("some other text that takes room");
  CHECK(first == "first");
  const std::string padded = "[1,2]" + std::string(json::padding, ' ');
  const std::string_view compact = std::string_view(padded).substr(0, 5);
  CHECK(arena.minified(compact).data() == compact.data());  // nothing to drop, nothing copied
}

TEST_CASE("what is judged of a meta does not depend on those before it") {
  for (const std::string meta : {R"({"actor":"x"})", "{}", R"({"actor":"x"})"}) {
    CHECK_FALSE(json::fault_of_payload("1", meta));
    for (const std::string wrong : {"", "[]", R"({"actor":"x"} )", R"({"actor": "x"})", R"({"actor":"x)"}) {
      INFO(wrong);
      CHECK(json::fault_of_payload("1", wrong));
      CHECK(json::fault_of_payload("1", wrong));
    }
  }
}

}  // namespace
}  // namespace evs
