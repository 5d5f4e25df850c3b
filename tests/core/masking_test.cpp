#include "core/privacy/masking.hpp"

#include "core/codec/json.hpp"
#include "tests/core/stored.hpp"
#include "tests/expect.hpp"
#include "tests/models.hpp"

namespace evs {
namespace {

using test::Stored;
using test::view_of;

const std::string key(32, 'k');

/// A masking by a model, and what it is made of.
struct Masked {
  std::shared_ptr<const Model> model;
  PersonalRules rules{*model};
  Masking masking{rules, key};
  Pseudonyms same{key, rules.categories()};

  explicit Masked(const std::string& text) : model(test::model_of(text)) {}

  Event of(const Stored& stored) { return Event(masking.mask(view_of(stored))); }
  std::string id(std::string_view text) { return json::quoted(same.of_id(text)); }
  std::string by(MaskKind kind, std::string_view json, std::string_view subject = "") {
    return same.of(kind, json, subject);
  }
};

TEST_CASE("each named value is masked by its kind, and all other bytes stay") {
  Masked masked("personal 'T' { subject = '/id', fields = { '/email', '/n' }, mask = { ['/email'] = 'email' } }");
  CHECK(masked.of({R"({"x":1.10,"id":"ada","email":"a@x.org","n":"Ada","e":"\u0041"})"}).data ==
        R"({"x":1.10,"id":)" + masked.id("ada") + R"(,"email":)" + masked.by(MaskKind::email, R"("a@x.org")") +
            R"(,"n":"","e":"\u0041"})");
  CHECK(masked.of({"[1]"}).data == "[1]");
  CHECK(masked.of({R"({"id":null,"n":5})"}).data == R"({"id":null,"n":null})");
}

TEST_CASE("without a kind, subjects, mentions and what is named of the meta are ids, and fields are dropped") {
  Masked masked("personal 'T' { subject = '/id', fields = '/o', mentions = '/cc/*', meta = { '/actor', '/cause' } }");
  const Event event = masked.of({R"({"id":7,"o":"O","cc":["bob","ada"]})", R"({"actor":"ada","cause":"7","x":1})"});
  CHECK(event.data ==
        R"({"id":)" + masked.same.of_id("7") + R"(,"o":"","cc":[)" + masked.id("bob") + "," + masked.id("ada") + "]}");
  CHECK(event.meta == R"({"actor":)" + masked.id("ada") + R"(,"cause":)" + masked.id("7") + R"(,"x":1})");
}

TEST_CASE("an event that has lost a value to null says so, as one that was purged") {
  Masked masked("personal 'T' { subject = '/id', fields = { '/n', '/o' }, meta = '/m', mask = { ['/m'] = 'text' } }");
  for (const char* data : {R"({"n":5})", R"({"n":true})", R"({"o":{"a":1}})", R"({"o":[]})"}) {
    CHECK(masked.of({data}).meta == R"({"purged":true})");
  }
  for (const char* data : {R"({"n":"five"})", R"({"n":null})", R"({"id":"ada","n":""})", "null"}) {
    CHECK(masked.of({data}).meta == "{}");
  }
  CHECK(masked.of({"{}", R"({"m":5})"}).meta == R"({"m":null})");
}

TEST_CASE("a kind covers all that is inside, and the innermost one counts") {
  Masked masked(
      "personal 'T' { subject = '/id', fields = { '/a', '/b' }, "
      "mask = { ['/a'] = 'address', ['/a/zip'] = 'keep', ['/b/name'] = 'name' } }");
  const Event event = masked.of(
      {R"({"a":{"street":"Main","zip":"12345","p":[true,null,"x"]},"b":{"name":"Ada","note":"n","at@home":2}})"});
  CHECK(event.data == R"({"a":{"street":)" + masked.by(MaskKind::address, R"("Main")") +
                          R"(,"zip":"12345","p":[true,null,)" + masked.by(MaskKind::address, R"("x")") +
                          R"(]},"b":{"name":)" + masked.by(MaskKind::name, R"("Ada")") + R"(,"note":"",)" +
                          masked.id("at@home") + ":null}}");
}

TEST_CASE("a key that a pointer leaves open is masked, unless it is a word") {
  Masked masked("personal 'T' { subject = '/by/*', mask = { ['/kept/*'] = 'keep' } }");
  CHECK(masked.of({R"({"x@y":1,"by":{"ada@x.org":null,"home":"ada"},"kept":{"a@b":1}})"}).data ==
        R"({"x@y":1,"by":{)" + masked.id("ada@x.org") + R"(:null,"home":)" + masked.id("ada") +
            R"(},"kept":{"a@b":1}})");
}

TEST_CASE("of several rules for one value, the one that tells least counts") {
  Masked masked(
      "personal 'T' { subject = '/id', fields = '/a', mask = { ['/a'] = 'keep' } } "
      "personal 'T' { subject = '/id', fields = '/a', mask = { ['/a'] = 'name' } } "
      "personal 'T' { subject = '/id', fields = '/id' } "
      "personal 'T' { schema = 2, subject = '/id', fields = '/a', mask = { ['/a'] = 'text' } }");
  const std::string data = R"({"id":"x","a":"Ada"})";
  CHECK(masked.of({data}).data ==
        R"({"id":)" + masked.id("x") + R"(,"a":)" + masked.by(MaskKind::name, R"("Ada")") + "}");
  CHECK(masked.of({data, "{}", "a-1", "T", 2}).data == R"({"id":)" + masked.id("x") + R"(,"a":""})");
}

TEST_CASE("a whole body is dropped, and looks like one that was purged") {
  Masked masked(
      "personal 'T' { subject = '/id', event = true } personal 'U' { subject = 'stream', event = true } "
      "personal_streams { 'a' }");
  Event event = masked.of({R"({"id":"ada"})", R"({"x":1})"});
  CHECK(event.data + event.meta == R"({"id":)" + masked.id("ada") + R"(}{"x":1})");
  event = masked.of({R"({"name":"ada"})", R"({"x":1})"});
  CHECK(event.data + event.meta == R"(null{"x":1,"purged":true})");
  event = masked.of({R"("Ada")", R"({"x":1})", "a-1", "U"});
  CHECK(event.data + event.meta == R"(null{"purged":true})");
  event = masked.of({R"(["Ada"])", R"({"x":1})", "a-1", "U"});
  CHECK(event.data + event.meta == R"(null{"purged":true})");
}

TEST_CASE("what was purged passes through") {
  Masked masked("personal 'T' { subject = 'stream', event = true } personal 'U' { subject = '/to/*' }");
  Event event = masked.of({"null", R"({"purged":true})", "purged-1"});
  CHECK(event.data + event.meta + event.stream == R"(null{"purged":true}purged-1)");
  event = masked.of({R"({"to":[null,"bob"]})", R"({"purged":true})", "a-1", "U"});
  CHECK(event.data + event.meta == R"({"to":[null,)" + masked.id("bob") + R"(]}{"purged":true})");
}

TEST_CASE("names of streams, ids and times are masked where the model says so") {
  Masked masked(
      "personal 'T' { subject = '/id', id = true, time = 'day' } personal 'N' { none = true } "
      "personal_streams { 'member' }");
  const Event event = masked.of({R"({"id":"ada@x.org"})", "{}", "member-ada@x.org"});
  CHECK(event.stream == "member-" + masked.same.of_id("ada@x.org"));
  CHECK(event.data == R"({"id":)" + masked.id("ada@x.org") + "}");
  CHECK(event.id == masked.same.of_id("e-1"));
  CHECK(to_string(event.time) == "2026-01-31T00:00:00Z");
  CHECK((event.seq == Seq{3} && event.position == Position{7}));
  const Event other = masked.of({R"({"id":"ada@x.org"})", "{}", "member-ada@x.org", "N"});
  CHECK(other.stream == event.stream);
  CHECK(other.data == R"({"id":"ada@x.org"})");
  CHECK(other.id == "e-1");
  CHECK(masked.masking.telling_categories().empty());
}

TEST_CASE("an id that may be a digest of what is masked is masked, too") {
  const Stored stored{R"({"id":"ada"})", "{}", "user-ada"};
  const auto masked_id = [&](const std::string& model, const std::string& id) {
    Masked masked(model);
    EventView event = view_of(stored);
    event.id = id;
    return Event(masked.masking.mask(event)).id;
  };
  const std::string digest = "7d3b257f-e99e-80b3-b091-47aecbcd4a44";
  const std::string random = "7d3b257f-e99e-40b3-b091-47aecbcd4a44";
  for (const std::string model :
       {"personal 'T' { subject = '/id' }", "personal 'T' { none = true } personal_streams { 'user' }"}) {
    CHECK(masked_id(model, digest) == Masked(model).same.of_id(digest));
    CHECK(masked_id(model, random) == random);
  }
  CHECK(masked_id("personal 'T' { none = true }", digest) == digest);
}

TEST_CASE("a subject that is the stream's owner does not stay in the stream's name") {
  Masked masked(
      "personal 'T' { subject = 'stream', fields = '/a' } personal 'N' { none = true } personal_streams { 'member' }");
  const auto refusal = [&](const std::string& stream) {
    return test::error_of([&] { masked.of({"{}", "{}", stream}); });
  };
  CHECK(masked.of({"{}", "{}", "member-ada@x.org"}).stream == "member-" + masked.same.of_id("ada@x.org"));
  CHECK(masked.of({"{}", "{}", "order-ada@x.org", "N"}).stream == "order-ada@x.org");
  const Error error = refusal("order-ada@x.org");
  CHECK(error.kind() == ErrorKind::bad_input);
  CHECK(error.message() == "the names of the streams of category 'order' hold ids of subjects, and are not masked");
  CHECK(error.hint() == R"(write personal_streams { "order" } in the model, which masks the names)");
  for (const char* whole : {"ada@x.org", "ada@x.org-", "member"}) {
    CHECK(refusal(whole).message() == "the name of a stream is, as a whole, the id of a subject, and is not masked");
  }
  for (const char* purged : {"purged-7", "purged-7-7"}) CHECK(masked.of({"{}", "{}", purged}).stream == purged);
  CHECK(refusal("purged-ada@x.org").kind() == ErrorKind::bad_input);
}

TEST_CASE("dates of each person of a list are shifted by that person's days") {
  Masked masked(
      "personal 'T' { subject = '/to/*/id', fields = '/to/*/born', mask = { ['/to/*/born'] = 'date' } } "
      "personal 'U' { subject = 'stream', fields = '/born', mask = { ['/born'] = 'date' } } "
      "personal_streams { 'member' }");
  const auto born = [&](std::string_view subject) { return masked.by(MaskKind::date, R"("1984-05-06")", subject); };
  CHECK(masked.of({R"({"to":[{"id":"ada","born":"1984-05-06"},{"id":7,"born":"1984-05-06"}]})"}).data ==
        R"({"to":[{"id":)" + masked.id("ada") + R"(,"born":)" + born("ada") + R"(},{"id":)" + masked.same.of_id("7") +
            R"(,"born":)" + born("7") + "}]}");
  CHECK(masked.of({R"({"born":"1984-05-06"})", "{}", "member-ada", "U"}).data == R"({"born":)" + born("ada") + "}");
  CHECK(born("ada") != born("7"));
}

TEST_CASE("a type or schema that no rule speaks of stops it") {
  Masked masked("personal 'T' { schema = 2, none = true }");
  const Error error = test::error_of([&] { masked.of({}); });
  CHECK(error.kind() == ErrorKind::bad_input);
  CHECK(error.message() == "the model does not say whether there is personal data in events of type 'T'");
  CHECK(masked.of({"{}", "{}", "a-1", "T", 2}).data == "{}");
}

TEST_CASE("an error names the event and the field, and tells nothing of them") {
  Masked masked("personal 'T' { subject = '/id', fields = '/born', mask = { ['/born'] = 'date' } }");
  const Error error = test::error_of([&] { masked.of({R"({"id":"ada","born":"in May"})", "{}", "a-ada"}); });
  CHECK(error.kind() == ErrorKind::bad_input);
  REQUIRE(error.details().size() == 1);
  CHECK(error.details()[0] == "at /born of T 1, at position 7");
  CHECK(test::kind_of([&] { masked.of({"{"}); }) == "damaged");
}

TEST_CASE("what is evs's own is left out, and the rest of the stream is numbered without it") {
  Masked masked("personal 'T' { none = true }");
  const Stored plain;
  CHECK_FALSE(masked.masking.leaves_out(view_of(plain)));
  const Stored own{"{}", "{}", "$evs-purges", "$evs.purged"};
  const Stored baseline{"{}", "{}", "a-1", "$evs.baseline"};
  CHECK(masked.masking.leaves_out(view_of(own)));
  CHECK(masked.masking.leaves_out(view_of(baseline)));
  CHECK(masked.masking.left_out() == 2);
  CHECK(masked.of({}).seq == Seq{2});
  CHECK(masked.of({"{}", "{}", "a-2"}).seq == Seq{3});
}

TEST_CASE("a category whose streams are called like a masked subject is told") {
  Masked masked("personal 'T' { subject = '/id', mask = { ['/id'] = 'keep' } } personal 'U' { subject = '/id' }");
  masked.of({R"({"id":"c-4711"})", "{}", "kept-c-4711"});
  masked.of({R"({"id":"4711"})", "{}", "short-4711", "U"});
  CHECK(masked.masking.telling_categories().empty());
  masked.of({R"({"id":"c-4711"})", "{}", "customer-c-4711", "U"});
  CHECK(masked.masking.telling_categories() == std::set<std::string>{"customer"});
}

}  // namespace
}  // namespace evs
