#include "core/evolve/json_schema.hpp"

#include "core/error.hpp"
#include "tests/expect.hpp"

namespace evs {
namespace {

std::string said(const std::string& schema, const std::string& value) {
  const auto violation = JsonSchema(schema).violation_in(value);
  return violation ? to_string(*violation, "it") : "";
}

/// "POINTER KEYWORD" of the error with which a schema is refused.
std::string refused(const std::string& schema) {
  const Error error = test::error_of([&] { JsonSchema{schema}; });
  CHECK(error.kind() == ErrorKind::bad_input);
  std::string place;
  for (const auto& fact : error.facts()) place += (fact.name == "keyword" ? " " : "") + fact.value;
  return place;
}

std::string repeated(const std::string& part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

TEST_CASE("a violation names the offending place and says what is wrong") {
  const std::string order =
      R"({"type":"object","required":["total"],"additionalProperties":false,"properties":{"total":{"type":"integer",
      "minimum":0},"lines":{"items":{"properties":{"sku":{"type":"string","minLength":2}}}},"a/b~c":{"const":"x"}}})";
  CHECK(said(order, R"({"total":1.0})") == test::nothing);
  CHECK(said(order, "[]") == "it must be an object, and is an array");
  CHECK(said(order, "{}") == R"(it lacks the member "total")");
  CHECK(said(order, R"({"total":1.5})") == "/total must be an integer, and is 1.5");
  CHECK(said(order, R"({"total":-3})") == "/total must be at least 0, and is -3");
  CHECK(said(order, R"({"total":"3"})") == "/total must be an integer, and is a string");
  CHECK(said(order, R"({"total":1,"lines":[{"sku":"ab"},{"sku":"a"}]})") ==
        "/lines/1/sku must have at least 2 characters, and has 1");
  CHECK(said(order, R"({"total":1,"a/b~c":"y"})") == R"(/a~1b~0c must be "x", and is "y")");
  CHECK(said(order, R"({"total":1,"totl":1})") == "/totl must not be there: no additional members are allowed");
}

TEST_CASE("what fails behind alternatives is told with the first of them") {
  const std::string schema = R"({"properties":{"to":{"anyOf":[{"type":"string"},{"required":["city"]}]},
      "n":{"oneOf":[{"minimum":1},{"minimum":2}]},"not":{"not":{"const":1}},"has":{"contains":{"const":1}},
      "if":{"if":{"const":1},"else":{"const":"other"}}}})";
  CHECK(said(schema, R"({"to":{}})") ==
        "/to matches none of the alternatives of anyOf (by the first, /to must be a string, and is an object)");
  CHECK(said(schema, R"({"n":3})") == "/n matches more than one of the alternatives of oneOf");
  CHECK(said(schema, R"({"n":1})") == test::nothing);
  CHECK(said(schema, R"({"not":1})") == "/not is what 'not' excludes");
  CHECK(said(schema, R"({"has":[2]})") == "/has holds no item that matches 'contains'");
  CHECK(said(schema, R"({"if":2})") == R"(/if must be "other", and is 2)");
}

/// What is said of a value in which nulls were other values.
std::string left_of(const std::string& schema, const std::string& value) {
  const auto violation = JsonSchema(schema).violation_in(value, Nulls::erased);
  return violation ? to_string(*violation, "it") : "";
}

TEST_CASE("an erased value may have matched, and all else is judged as ever") {
  const std::string order = R"({"type":"object","required":["id"],"properties":{"id":{"type":"integer"},
      "to":{"items":{"required":["name"],"properties":{"name":{"enum":["x"]}}},"uniqueItems":true,"minItems":1}}})";
  CHECK(said(order, R"({"id":null})") == "/id must be an integer, and is null");
  for (const char* left : {"null", R"({"id":null})", R"({"id":1,"to":null})", R"({"id":1,"to":[null,null]})",
                           R"({"id":null,"to":[{"name":null},{"name":null},{"name":"x"}]})"}) {
    CHECK(left_of(order, left) == test::nothing);
  }
  CHECK(left_of(order, "{}") == R"(it lacks the member "id")");
  CHECK(left_of(order, R"({"id":"7","to":null})") == "/id must be an integer, and is a string");
  CHECK(left_of(order, R"({"id":null,"to":[]})") == "/to must have at least 1 item, and has 0");
  CHECK(left_of(order, R"({"id":null,"to":[{"name":"y"},null]})") == R"(/to/0/name must be "x", and is "y")");
  CHECK(left_of(order, R"({"id":1,"to":[null,{"name":"x"},{"name":"x"}]})") == "/to must not hold an item twice");
  CHECK(left_of(R"({"additionalProperties":false})", R"({"x":null})") ==
        "/x must not be there: no additional members are allowed");
  CHECK(left_of(R"({"properties":{"x":false}})", R"({"x":null})") == "/x must not be there");
  CHECK(left_of(R"({"enum":[{"a":1}]})", R"({"a":null})") == test::nothing);
}

TEST_CASE("an erased value may be what an alternative, a condition or an exclusion needs") {
  const std::string pays = R"({"oneOf":[{"properties":{"by":{"const":"card"},"no":{"type":"integer"}}},
      {"properties":{"by":{"const":"bank"},"no":{"type":"string"}}}]})";
  CHECK(left_of(pays, R"({"by":null,"no":null})") == test::nothing);
  CHECK(left_of(pays, R"({"by":"card","no":null})") == test::nothing);
  CHECK(left_of(pays, R"({"by":null,"no":true})") == "it matches none of the alternatives of oneOf");
  CHECK(left_of(R"({"oneOf":[{"required":["a"]},{"required":["b"]}]})", R"({"a":null,"b":null})") ==
        "it matches more than one of the alternatives of oneOf");
  const std::string excludes = R"({"not":{"required":["a"],"properties":{"a":{"type":"string"},"b":{"const":1}}}})";
  CHECK(left_of(excludes, R"({"a":null})") == test::nothing);
  CHECK(left_of(excludes, R"({"a":"x","b":1,"c":null})") == "it is what 'not' excludes");
  CHECK(left_of(R"({"not":)" + excludes + "}", R"({"a":null})") == test::nothing);
  CHECK(left_of(R"({"not":)" + excludes + "}", R"({"c":null})") == "it is what 'not' excludes");
  const std::string depends = R"({"if":{"required":["a"],"properties":{"a":{"const":1}}},"then":{"required":["b"]},
      "else":{"required":["c"]}})";
  CHECK(left_of(depends, R"({"a":null,"b":1})") == test::nothing);
  CHECK(left_of(depends, R"({"a":null,"c":1})") == test::nothing);
  CHECK(left_of(depends, R"({"a":null})") == "it does not match what follows from 'if'");
  CHECK(left_of(depends, R"({"a":1,"c":null})") == "it does not match what follows from 'if'");
}

TEST_CASE("numbers are judged exactly, as they are spelled") {
  CHECK(said(R"({"maximum":12345678901234567890})", "12345678901234567890") == test::nothing);
  CHECK(said(R"({"maximum":12345678901234567890})", "12345678901234567891") != test::nothing);
  CHECK(said(R"({"exclusiveMinimum":9007199254740992})", "9007199254740993") == test::nothing);
  CHECK(said(R"({"multipleOf":0.01})", "0.29") == test::nothing);
  CHECK(said(R"({"multipleOf":0.01})", "4.35") == test::nothing);
  CHECK(said(R"({"multipleOf":0.01})", "0.295") == "it must be a multiple of 0.01, and is 0.295");
  CHECK(said(R"({"multipleOf":3})", "1e400") != test::nothing);
  CHECK(said(R"({"multipleOf":8})", "1e400") == test::nothing);
  CHECK(said(R"({"type":"integer"})", "1e400") == test::nothing);
  CHECK(said(R"({"type":"integer"})", "1e-400") != test::nothing);
  CHECK(said(R"({"const":1})", "1.0") == test::nothing);
  CHECK(said(R"({"enum":[[10]]})", "[1e1]") == test::nothing);
  CHECK(said(R"({"const":12345678901234567890})", "12345678901234567891") != test::nothing);
  CHECK(said(R"({"uniqueItems":true})", "[1,true,1.0]") == "it must not hold an item twice");
  CHECK(said(R"({"uniqueItems":true})", R"([{"a":1,"b":2},{"b":2,"a":1.0}])") == "it must not hold an item twice");
  CHECK(said(R"({"uniqueItems":true})", R"([1,"1",true,0,false,null])") == test::nothing);
  CHECK(said(R"({"minimum":-0})", "-0.0") == test::nothing);
}

TEST_CASE("strings are judged by code points, to their end") {
  CHECK(said(R"({"maxLength":1})", R"("\ud83d\ude00")") == test::nothing);
  CHECK(said(R"({"maxLength":3})", R"("a\u0000bc")") != test::nothing);
  CHECK(said(R"({"pattern":"^.$"})", R"("é")") == test::nothing);
  CHECK(said(R"({"required":["a\u0000b"]})", R"({"a":1})") != test::nothing);
  CHECK(said(R"({"properties":{"a\u0000b":false}})", R"({"a":1})") == test::nothing);
  CHECK(said(R"({"properties":{"a/properties/b":{"type":"string"},"a":{"properties":{"b":{"type":"null"}}}}})",
             R"({"a/properties/b":"x","a":{"b":null}})") == test::nothing);
}

TEST_CASE("a key that stands twice in an object matches no schema") {
  CHECK(said("{}", R"({"a":{"b":1,"c":2,"b":3}})") == "/a/b stands twice in its object");
}

TEST_CASE("format and content are annotations") {
  CHECK(said(R"({"format":"date","contentEncoding":"base64"})", R"("no date")") == test::nothing);
}

TEST_CASE("what cannot be judged exactly is refused with its place and keyword") {
  CHECK(refused(R"({"$schema":"http://json-schema.org/draft-04/schema#"})") == " $schema");
  CHECK(refused(R"({"$schema":"https://json-schema.org/draft/2020-12/schema"})") == " $schema");
  CHECK(refused(R"({"properties":{"a":{"$ref":"http://example.com/a.json"}}})") == "/properties/a $ref");
  CHECK(refused(R"({"properties":{"a":{"$ref":"other.json#/a"}}})") == "/properties/a $ref");
  CHECK(refused(R"({"items":{"$ref":"#/definitions/none"}})") == "/items $ref");
  CHECK(refused(R"({"items":{"$ref":"#name"}})") == "/items $ref");
  CHECK(refused(R"({"items":{"$ref":"#/%zz"}})") == "/items $ref");
  CHECK(refused(R"({"items":{"$ref":7}})") == "/items $ref");
  CHECK(refused(R"({"definitions":{"a":{"$id":"http://example.com/a"}}})") == "/definitions/a $id");
  CHECK(refused(R"({"$id":"#here"})") == " $id");
  CHECK(refused(R"({"unevaluatedProperties":false})") == " unevaluatedProperties");
  CHECK(refused(R"({"minimum":1,"exclusiveMinimum":true})") == " exclusiveMinimum");
  CHECK(refused(R"({"multipleOf":1.2345678901234567891})") == " multipleOf");
  CHECK(refused(R"x({"properties":{"a/b":{"pattern":"(?=a)"}}})x") == "/properties/a~1b pattern");
  CHECK(refused(R"({"patternProperties":{"(":true}})") == " patternProperties");
  CHECK_NOTHROW(JsonSchema(R"({"$schema":"http://json-schema.org/draft-07/schema#","$id":"https://example.com/x"})"));
  CHECK_NOTHROW(JsonSchema(R"({"enum":[{"$id":"http://example.com/a"}],"properties":{"$id":{"type":"string"}}})"));
}

TEST_CASE("what is no schema is refused") {
  for (const char* schema : {"",
                             "{",
                             "7",
                             "null",
                             "[]",
                             R"({"type":"text"})",
                             R"({"type":[]})",
                             R"({"type":["string","string"]})",
                             R"({"type":7})",
                             R"({"minimum":"1"})",
                             R"({"multipleOf":0})",
                             R"({"multipleOf":-1})",
                             R"({"maxLength":-1})",
                             R"({"maxLength":1.5})",
                             R"({"minItems":1e99})",
                             R"({"required":"a"})",
                             R"({"required":["a","a"]})",
                             R"({"required":[1]})",
                             R"({"enum":1})",
                             R"({"allOf":[]})",
                             R"({"anyOf":{}})",
                             R"({"oneOf":[7]})",
                             R"({"not":7})",
                             R"({"items":"a"})",
                             R"({"properties":[]})",
                             R"({"properties":{"a":1}})",
                             R"({"dependencies":{"a":"b"}})",
                             R"({"uniqueItems":1})",
                             R"({"definitions":{"unused":{"type":"text"}}})",
                             R"({"pattern":7})",
                             R"({"title":7})",
                             R"({"type":"string","type":"null"})",
                             R"({"$schema":7})",
                             "{\"title\":\"\xff\"}"}) {
    INFO(schema);
    CHECK(test::kind_of([&] { JsonSchema{schema}; }) == "bad-input");
  }
}

TEST_CASE("references that never end are refused, those that go into the value are followed") {
  CHECK(refused(R"({"$ref":"#"})") == " $ref");
  CHECK(refused(R"({"anyOf":[{"type":"null"},{"allOf":[{"$ref":"#"}]}]})") == "/anyOf/1/allOf/0 $ref");
  CHECK(refused(R"({"properties":{"x":{"$ref":"#/definitions/a"}},"definitions":{"a":{"$ref":"#/definitions/b"},
      "b":{"not":{"$ref":"#/definitions/a"}}}})") != "/properties/x $ref");
  const std::string tree = R"({"type":"object","properties":{"next":{"$ref":"#"}}})";
  CHECK(said(tree, R"({"next":{"next":{}}})") == test::nothing);
  CHECK(said(tree, R"({"next":{"next":1}})") == "/next/next must be an object, and is 1");
  const std::string escaped = R"({"items":{"$ref":"#/definitions/a~1b%25c"},"definitions":{"a/b%c":{"type":"null"}}})";
  CHECK(said(escaped, "[null]") == test::nothing);
  CHECK(said(escaped, "[1]") == "/0 must be null, and is 1");
}

TEST_CASE("no schema and no value overflows the stack or goes on for ever") {
  const std::string deep_schema = repeated(R"({"not":)", 120) + "{}" + repeated("}", 120);
  CHECK(said(deep_schema, "1") == test::nothing);
  CHECK(test::kind_of([] { JsonSchema{repeated(R"({"not":)", 200000) + "{}" + repeated("}", 200000)}; }) ==
        "bad-input");

  std::string chain = R"({"$ref":"#/definitions/0","definitions":{)";
  for (int i = 0; i < 20000; ++i) {
    chain += '"' + std::to_string(i) + R"(":{"$ref":"#/definitions/)" + std::to_string(i + 1) + "\"},";
  }
  CHECK(test::kind_of([&] { JsonSchema{chain + R"("20000":{}}})"}; }) == "bad-input");

  std::string doubling = R"({"allOf":[{"$ref":"#/definitions/0"}],"definitions":{)";
  for (int i = 0; i < 60; ++i) {
    const std::string next = R"({"$ref":"#/definitions/)" + std::to_string(i + 1) + "\"}";
    doubling += '"' + std::to_string(i) + R"(":{"allOf":[)" + next + "," + next + "]},";
  }
  CHECK(test::contains(said(doubling + R"("60":{}}})", "1"), "too large"));

  const std::string wide = repeated(R"({"allOf":[)", 25) + R"({"properties":{"a":{"$ref":"#"}}})" + repeated("]}", 25);
  const std::string deep_value = repeated(R"({"a":)", 120) + "1" + repeated("}", 120);
  CHECK(test::contains(said(wide, deep_value), "nests too deep"));
  CHECK(said(R"({"type":["object","integer"],"properties":{"a":{"$ref":"#"}}})", deep_value) == test::nothing);
}

TEST_CASE("a long text and a pattern that backtracks take no time to speak of") {
  const std::string text = '"' + repeated("a", 200'000) + "b\"";
  CHECK(said(R"({"pattern":"^(a+)+$"})", text) != test::nothing);
  CHECK(said(R"({"pattern":"^(a|aa)*b$"})", text) == test::nothing);
  CHECK(said(R"({"patternProperties":{"^(a*)*$":false}})", "{" + text + ":1}") == test::nothing);
}

TEST_CASE("alternatives that fail thousands of times are told in a few words") {
  const std::string list = "[" + repeated("1,", 50'000) + "1]";
  CHECK(said(R"({"anyOf":[{"items":{"type":"string"}}]})", list) != test::nothing);
  CHECK(said(R"({"items":{"type":"string"}})", list) == "/0 must be a string, and is 1");
}

}  // namespace
}  // namespace evs
