#include "core/privacy/personal_rules.hpp"

#include "tests/expect.hpp"
#include "tests/models.hpp"

namespace evs {
namespace {

TEST_CASE("a model says what is personal") {
  const auto model = test::model_of(
      "personal 'T' { schema = 2, subject = { '/a', 'stream' }, fields = '/x/*', meta = { '/actor' }, id = true, "
      "time = 'day', mask = { ['/x/*'] = 'email' } }\npersonal 'U' { none = true }\npersonal_streams { 'user', 'c' }");
  REQUIRE(model->personal().size() == 2);
  const PersonalDeclaration& rule = model->personal().front();
  CHECK(rule.type == "T");
  CHECK(rule.place == "model.lua:1");
  CHECK(rule.schema == 2);
  CHECK(rule.is_of_owner);
  CHECK(rule.subject == std::vector<std::string>{"/a"});
  CHECK(rule.fields == std::vector<std::string>{"/x/*"});
  CHECK(rule.id);
  CHECK(rule.day);
  CHECK(model->personal_categories() == std::vector<std::string>{"user", "c"});
  const PersonalRules rules(*model);
  CHECK(rules.speak_of("T", 2));
  CHECK_FALSE(rules.speak_of("T", 1));
  CHECK(rules.speak_of("U", 9));
  CHECK_FALSE(rules.speak_of("V", 1));
}

TEST_CASE("the owner of a stream is named behind its category") {
  CHECK(owner_of("user-ada") == "ada");
  CHECK(owner_of("user-ada-2") == "ada-2");
  CHECK(owner_of("ada") == "ada");
  CHECK(owner_of("user-").empty());
}

TEST_CASE("a rule that leaves something open is refused") {
  CHECK(test::refusal_of("personal 'T' {}") ==
        "[bad-input] model.lua:1: personal 'T': it needs 'subject', 'mentions' or 'none = true'");
  CHECK(test::refusal_of("personal 'T' { fields = '/x' }") ==
        "[bad-input] model.lua:1: personal 'T': whose data is it? 'subject' is missing");
  CHECK(test::refusal_of("personal 'T' { subject = '/x', none = true }").find("leave the rest out") !=
        std::string::npos);
  CHECK(test::refusal_of("personal 'T' { subject = 'x' }").find("begins with /") != std::string::npos);
  CHECK(test::refusal_of("personal 'T' { subject = '/~x' }").find("~0") != std::string::npos);
  CHECK(test::refusal_of("personal 'T' { subject = {} }").find("a list of them") != std::string::npos);
  CHECK(test::refusal_of("personal 'T' { subject = { '/a', b = '/b' } }").find("a list of them") != std::string::npos);
  CHECK(test::refusal_of("personal 'T' { subject = '/a', feilds = '/x' }").find("it takes subject") !=
        std::string::npos);
  CHECK(test::refusal_of("personal 'T' { subject = '/a', time = 'hour' }").find("\"day\" only") != std::string::npos);
  CHECK(test::refusal_of("personal 'T' { subject = '/a', schema = 0 }").find("from 1 on") != std::string::npos);
  CHECK(test::refusal_of("personal 'T' { subject = '/a', mask = { ['/b'] = 'hash' } }").find("a mask is one of") !=
        std::string::npos);
  CHECK(test::refusal_of("personal 'T' { none = true }\npersonal 'T' { subject = '/a' }") ==
        "[bad-input] model.lua:2: personal 'T': 'none' contradicts the declaration at model.lua:1");
  CHECK(
      test::refusal_of("personal 'T' { schema = 1, none = true } personal 'T' { schema = 2, subject = '/a' }").empty());
  CHECK(test::refusal_of("personal_streams { 'a-b' }").find("no '-'") != std::string::npos);
  CHECK(test::refusal_of("personal_streams {}").find("a list of categories") != std::string::npos);
  CHECK(test::refusal_of("personal_streams 'user'").find("needs a table") != std::string::npos);
  CHECK(test::refusal_of("reducer 'a' {} personal 'T'") == "[bad-input] model.lua: personal 'T' has no table");
}

}  // namespace
}  // namespace evs
