#include "tests/expect.hpp"
#include "tests/upcasts.hpp"

namespace evs {
namespace {

using test::model_of;
using test::refusal_of;
using test::said_by;
using test::stored_event;
using test::upcasted;
using test::upcasted_by;

std::string fault(const std::string& body, const ModelLimits& limits = {}) {
  return said_by([&] { upcasted_by(body, R"({"a":1})", limits); });
}

const std::string at = "[bad-input] model.lua:1: ";

TEST_CASE("an upcaster changes the event in place or returns another") {
  CHECK(upcasted_by("e.data.b = 2; return e", R"({"a":1})") == R"(e-1 T 2 {"a":1,"b":2})");
  CHECK(upcasted_by("return { data = { c = e.data.a } }", R"({"a":1})") == R"(e-1 T 2 {"c":1})");
  CHECK(upcasted_by("local r = copy(e); r.data.a = 5; return r", R"({"a":1})") == R"(e-1 T 2 {"a":5})");
  CHECK(upcasted_by("e.meta.why = 'x'; return e") == R"(e-1 T 2 {} {"actor":"ada","why":"x"})");
  CHECK(upcasted_by("e.data = null; return e") == "e-1 T 2 null");
  CHECK(upcasted_by("e.data = nil; return e", "[1]") == "e-1 T 2 [1]");
  CHECK(upcasted_by("return {}").empty());
  CHECK(upcasted_by("return array{}").empty());
}

TEST_CASE("what an upcaster leaves alone keeps the producer's bytes") {
  const std::string data = R"({"z":1.10,"big":12345678901234567890,"a":{"k":1e2,"b":[1.0,2.50]},"\u0061":1,"a":2})";
  CHECK(upcasted_by("return e", data) == "e-1 T 2 " + data);
  CHECK(upcasted_by("local x = e.data.z; return e", data) == "e-1 T 2 " + data);
  CHECK(upcasted_by("return copy(e)", data) == "e-1 T 2 " + data);
  CHECK(upcasted_by("e.meta = {}; return e", data) == "e-1 T 2 " + data + " {}");
}

TEST_CASE("of data that an upcaster changes, the members that it leaves alone keep their bytes and order") {
  CHECK(upcasted_by("e.data.new = true; return e", R"({"z":1.10,"big":12345678901234567890,"a":{"k":1e2}})") ==
        R"(e-1 T 2 {"z":1.10,"big":12345678901234567890,"a":{"k":1e2},"new":true})");
  CHECK(upcasted_by("e.data.a.k = nil; e.data.b = 3; return e", R"({"z":1.10,"a":{"n":2.50,"k":1},"b":1})") ==
        R"(e-1 T 2 {"z":1.10,"a":{"n":2.50},"b":3})");
  CHECK(upcasted_by("e.data.b = 1; return e", R"({"\u0061":1.10,"a":2})") == R"(e-1 T 2 {"a":2,"b":1})");
  CHECK(upcasted_by("append(e.data, 4); return e", "[1.10]") == "e-1 T 2 [1.1,4]");
}

TEST_CASE("a number that Lua cannot hold is noted where it is lost, and only there") {
  const auto noted = [](const std::string& body) {
    const auto notes = std::make_shared<ModelNotes>();
    Upcaster upcaster(model_of("upcast 'T' { from = 1, to = 2, function(e) " + body + " return e end }"), notes);
    upcaster.upcast(stored_event(R"({"big":12345678901234567890})").view());
    return notes->rounded() ? notes->rounded()->number : "";
  };
  CHECK(noted("e.data.new = e.data.big") == "12345678901234567890");
  CHECK(noted("e.data.new = 1").empty());
  CHECK(noted("e.data.big = nil").empty());
}

TEST_CASE("type and schema are those that are declared, unless the function sets others") {
  const std::string to_u = "upcast 'T' { from = 1, to = 3, to_type = 'U', function(e) ";
  CHECK(upcasted(to_u + "return e end }", stored_event()) == "e-1 U 3 {}");
  CHECK(upcasted(to_u + "local x = e.type; x = e.schema; return e end }", stored_event()) == "e-1 U 3 {}");
  CHECK(upcasted(to_u + "return copy(e) end }", stored_event()) == "e-1 U 3 {}");
  CHECK(upcasted(to_u + "return { type = 'V' } end }", stored_event()) == "e-1 V 1 {}");
  CHECK(upcasted(to_u + "e.type = 'V'; e.schema = 4; return e end }", stored_event()) == "e-1 V 4 {}");
  CHECK(upcasted("upcast 'T' { from = 1, to = 3, function(e) e.schema = 2; return e end }", stored_event()) ==
        "e-1 T 2 {}");
}

TEST_CASE("what a function returns must be events") {
  CHECK(fault("return") == at + "it returned nothing; it must return the event, a list of events, or {} to drop it");
  CHECK(fault("return 5") == at + "it returned no event and no list of events, but a number");
  CHECK(fault("return { 1 }") == at + "event 1 of the list: it is no event but a number");
  CHECK(fault("return { e, e }") ==
        at + "event 2 of the list: it is the same table as an event before it; make another with copy(e)");
  CHECK(fault("return { e, data = 1 }") == at + "an event has the names of its fields as keys, not a number");
  CHECK(fault("return { [2.5] = e }") == at + "an event has the names of its fields as keys, not a number");
  CHECK(fault("e.more = 1; return e") ==
        at + "'more' is no field of an event; what is to be added belongs into data or meta");
  CHECK(fault("e.type = 5; return e") == at + "'type' is no string");
  CHECK(fault("e.type = ''; return e") == at + "the type is empty");
  CHECK(fault("e.type = '$mine'; return e") == at + "types that start with $ are evs's own");
  CHECK(fault("e.schema = 0; return e") == at + "'schema' is less than 1");
  CHECK(fault("e.schema = 2.0; return e") == at + "'schema' is no whole number");
  CHECK(fault("e.meta = array{}; return e") == at + "'meta' is no object");
  CHECK(fault("e.data.x = function() end; return e") == at + "'data' is no JSON at /x: a function is no data");
  CHECK(fault("e.data.x = e; return e") ==
        at + "'data' is no JSON at /x: the event itself is no data; keep copy(e), or what is needed of it");
  CHECK(fault("e.data[1] = 5; return e").starts_with(at + "'data' is no JSON: a "));
}

TEST_CASE("what makes an event the stored one cannot be changed") {
  for (const std::string change : {"id = 'x'", "stream = 'b-1'", "seq = 2", "position = 8", "time = 'x'"}) {
    CHECK(fault("e." + change + "; return e") ==
          at + "'" + change.substr(0, change.find(' ')) + "' is changed, which an upcaster cannot do");
  }
}

TEST_CASE("a drop needs a reason") {
  const std::string rule = "upcast 'T' { from = 1, to = 2, function(e) return {} end }";
  CHECK(said_by([&] { upcasted(rule, stored_event()); }) ==
        at + "it drops an event, but no reason is declared: reason = \"why\"");
}

TEST_CASE("an upcaster is limited as every function of a model is") {
  const ModelLimits tight{200'000, std::size_t{8} << 20U};
  CHECK(fault("while true do end", tight) == at + "it took more than 200000 steps");
  CHECK(fault("local t = ('x'):rep(1000) while true do t = t .. t end", tight) ==
        at + "it needs more than 8 MiB of memory");
  CHECK(fault("local d = {} d.d = d; e.data = d; return e").starts_with(at + "'data' is no JSON at /d/d/"));
  CHECK(fault("local d = {} for i = 1, 60 do d = { d, d } end e.data = d; return e")
            .ends_with("the whole is longer than 16 MiB"));
  CHECK(fault("local l = {} for i = 1, 10000 do l[i] = { data = i } end return l") ==
        at + "it returned 10000 events; at most 1000 can come of one");
  CHECK(fault("local s = ('x'):rep(1000000) local l = {} for i = 1, 100 do l[i] = { data = s } end return l") ==
        at + "event 68 of the list: with it, the events are longer than 64 MiB together");
}

TEST_CASE("an event that is kept from an earlier call is no result") {
  Upcaster upcaster(model_of("local kept\nupcast 'T' { from = 1, to = 2, function(e) local r = kept or e; kept = e; "
                             "return r end }"),
                    std::make_shared<ModelNotes>());
  CHECK(upcaster.upcast(stored_event().view()).events.size() == 1);
  CHECK(said_by([&] { upcaster.upcast(stored_event().view()); }) ==
        "[bad-input] model.lua:2: an event of an earlier call was returned");
}

TEST_CASE("a function that fails is named with its event") {
  const Error error = test::error_of([] { upcasted_by("return e.data.a.b", R"({"x":1})"); });
  CHECK(error.message() == "model.lua:1: attempt to index a nil value (field 'a')");
  CHECK(error.details().front() == "in upcaster 'T 1 to 2', at event 1 of stream 'a-1' (T, position 7)");
  CHECK(error.hint() == "'evs read a-1 --from-seq 1 --to-seq 1 --raw' shows the event as it is stored");
}

TEST_CASE("an upcaster that makes no sense is refused with its line") {
  const std::string t = at + "upcaster 'T': ";
  CHECK(refusal_of("upcast 'T' {}") == t + "it needs the schemas: from = 1, to = 2");
  CHECK(refusal_of("upcast 'T' { from = 1, to = 2 }") == t + "it needs a function: function(e) ... return e end");
  CHECK(refusal_of("upcast 'T' { from = 0, to = 2 }") == t + "'from' must be a schema: a whole number from 1");
  CHECK(refusal_of("upcast 'T' { from = 1, to = '2' }") == t + "'to' must be a schema: a whole number from 1");
  CHECK(refusal_of("upcast 'T' { from = 1, to = 1, function(e) end }") ==
        t + "'to' must be newer than 'from', unless to_type names another type");
  CHECK(refusal_of("upcast 'T' { from = 1, to = 2, to_type = '', function(e) end }") ==
        t + "'to_type' is no type: 1 to 255 bytes of UTF-8 without control characters");
  CHECK(refusal_of("upcast 'T' { from = 1, to = 2, reason = '', function(e) end }") ==
        t + "'reason' must say in a sentence why events are dropped");
  CHECK(refusal_of("upcast 'T' { from = 1, to = 2, fun = function(e) end }") ==
        t + "it takes from, to, to_type, reason, one function without a name, and test");
  CHECK(refusal_of("upcast 'T' { from = 1, to = 2, function(e) end, test = { {} } }") ==
        t + "a test is a list of two: an event, and what the function must return for it");
  CHECK(refusal_of("upcast '$T' {}") == at + "upcaster '$T': types that start with $ are evs's own");
  const std::string one = "upcast 'T' { from = 1, to = 2, function(e) return e end }";
  CHECK(refusal_of(one + "\n" + one) ==
        "[bad-input] model.lua:2: upcaster 'T': there is one for schema 1 already, at model.lua:1");
}

TEST_CASE("upcasters must not lead in a circle") {
  const auto rule = [](const std::string& type, int from, const std::string& to_type, int to) {
    return "upcast '" + type + "' { from = " + std::to_string(from) + ", to_type = '" + to_type +
           "', to = " + std::to_string(to) + ", function(e) return e end }\n";
  };
  CHECK(refusal_of(rule("A", 1, "B", 1) + rule("B", 1, "C", 1) + rule("C", 1, "A", 1)) ==
        "[bad-input] model.lua:1: the upcasters lead in a circle: A 1 to B 1, B 1 to C 1, C 1 to A 1");
  CHECK(refusal_of(rule("X", 1, "A", 1) + rule("A", 1, "B", 1) + rule("B", 1, "A", 1)) ==
        "[bad-input] model.lua:2: the upcasters lead in a circle: A 1 to B 1, B 1 to A 1");
  CHECK(refusal_of(rule("A", 1, "B", 1) + rule("C", 1, "B", 1) + rule("B", 1, "B", 2)) == test::nothing);
}

}  // namespace
}  // namespace evs
