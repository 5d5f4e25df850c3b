#include "core/event.hpp"

#include "tests/expect.hpp"

namespace evs {
namespace {

using test::contains;
using test::error_of;
using test::kind_of;
using test::nothing;

TEST_CASE("a category ends at the first hyphen") {
  CHECK(category_of("order-7") == "order");
  CHECK(category_of("order-7-a") == "order");
  CHECK(category_of("order") == "order");
  CHECK(category_of("order-") == "order");
  CHECK(category_of("-7").empty());
  CHECK(StreamName("$evs-purges").category() == "$evs");
}

TEST_CASE("names that start with a dollar sign are evs's own") {
  CHECK(StreamName("$evs-purges").is_reserved());
  CHECK_FALSE(StreamName("order-$7").is_reserved());
}

TEST_CASE("names and ids have limits in bytes") {
  CHECK(kind_of([] { check_stream_name(std::string(512, 'a')); }) == nothing);
  CHECK(kind_of([] { check_stream_name(std::string(513, 'a')); }) == "bad-input");
  CHECK(kind_of([] { check_stream_name(""); }) == "bad-input");
  std::string accented;
  for (int i = 0; i < 256; ++i) accented += "é";
  CHECK(kind_of([&] { check_stream_name(accented); }) == nothing);
  CHECK(kind_of([&] { check_stream_name(accented + "x"); }) == "bad-input");
  CHECK(kind_of([] { check_type_name(std::string(255, 'T')); }) == nothing);
  CHECK(kind_of([] { check_type_name(std::string(256, 'T')); }) == "bad-input");
  CHECK(kind_of([] { check_type_name(""); }) == "bad-input");
  CHECK(kind_of([] { check_id(std::string(255, 'i')); }) == nothing);
  CHECK(kind_of([] { check_id(std::string(256, 'i')); }) == "bad-input");
  CHECK(kind_of([] { check_id(""); }) == "bad-input");
}

TEST_CASE("names hold no control characters, neither C0 nor DEL nor C1") {
  for (int c = 0; c <= 0x9F; ++c) {
    const std::string character =
        c < 0x80 ? std::string(1, static_cast<char>(c)) : "\xC2" + std::string(1, static_cast<char>(c));
    const bool is_control = c < 0x20 || c >= 0x7F;
    INFO(c);
    CHECK(kind_of([&] { check_stream_name("a-" + character); }) == (is_control ? "bad-input" : ""));
    CHECK(kind_of([&] { check_type_name("A" + character); }) == (is_control ? "bad-input" : ""));
  }
  CHECK(kind_of([] { check_stream_name("a-\xC2\xA0"); }) == nothing);
  CHECK(contains(error_of([] { check_stream_name("order-\x1b[0m"); }).message(), "control character at byte 7"));
}

TEST_CASE("names are valid UTF-8") {
  for (const char* valid :
       {"größe-1", "注文-7", "🛒-7", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80", "\xED\x9F\xBF", "\xEF\xBF\xBF"}) {
    CHECK(kind_of([&] { check_stream_name(valid); }) == nothing);
  }
  for (const char* invalid : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80",
                              "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF",
                              "\xC3", "\xE2\x82", "\xF0\x9F\x9B", "\xC3("}) {
    CHECK(contains(error_of([&] { check_stream_name(std::string("ab-") + invalid); }).message(),
                   "not valid UTF-8 at byte 4"));
  }
}

TEST_CASE("a head is printed as position and digest") {
  Digest digest{};
  digest[0] = 0x9F;
  digest[31] = 0x0A;
  CHECK(to_string(Head{Position{1042}, digest}) == "1042:9f" + std::string(60, '0') + "0a");
  CHECK(to_string(Head{Position{7}, std::nullopt}) == "7:");
}

TEST_CASE("an event that owns its texts shows them unchanged") {
  const Event event(EventView{"i", "s-1", Seq{2}, Position{3}, "T", 4, Timestamp{5}, "[1.10]", "{}"});
  const EventView view = event.view();
  CHECK(view.id == "i");
  CHECK(view.stream == "s-1");
  CHECK(view.seq == Seq{2});
  CHECK(view.position == Position{3});
  CHECK(view.type == "T");
  CHECK(view.schema == 4);
  CHECK(view.time == Timestamp{5});
  CHECK(view.data == "[1.10]");
  CHECK(view.meta == "{}");
}

TEST_CASE("each kind of error has its stable name") {
  CHECK(name(ErrorKind::usage) == "usage");
  CHECK(name(ErrorKind::not_found) == "not-found");
  CHECK(name(ErrorKind::conflict) == "conflict");
  CHECK(name(ErrorKind::bad_input) == "bad-input");
  CHECK(name(ErrorKind::busy) == "busy");
  CHECK(name(ErrorKind::damaged) == "damaged");
  CHECK(name(ErrorKind::system) == "system");
  CHECK(name(ErrorKind::in_doubt) == "in-doubt");
  CHECK(name(ErrorKind::bug) == "bug");
}

}  // namespace
}  // namespace evs
