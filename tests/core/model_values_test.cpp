#include "tests/expect.hpp"
#include "tests/models.hpp"

namespace evs {
namespace {

using test::after;
using test::folded;
using test::said_by;

std::string kept(const std::string& data) { return after("return e.data", data); }

TEST_CASE("every JSON value survives its way through a model") {
  for (const char* value : {"null", "true", "false", "0", "-1", "1.5", "\"\"", "\"x\"", "[]", "{}", "[[]]", "[{}]",
                            "[null]", "[[],{},null]", R"({"a":[],"b":{},"c":null,"d":[[1,[2,[3]]],{"e":[null,null]}]})",
                            R"({"":{"":""}})", R"({"1":"a","2":"b"})", "[0,false,\"\",null,{}]"}) {
    CHECK(kept(value) == value);
    CHECK(after("s.x = e.data; return nil", value) == std::string("{\"x\":") + value + "}");
    CHECK(after("return copy(e.data)", value) == value);
  }
}

TEST_CASE("integers of 64 bits stay exact") {
  for (const char* number : {"9223372036854775807", "-9223372036854775808", "9007199254740993", "-9007199254740993"}) {
    CHECK(kept(number) == number);
  }
  CHECK(after("s.x = e.data.x + 1", R"({"x":9007199254740992})") == R"({"x":9007199254740993})");
}

TEST_CASE("a float stays a float, and is printed as shortly as it can be read back") {
  CHECK(kept("1.0") == "1.0");
  CHECK(kept("1.10") == "1.1");
  CHECK(kept("-0.0") == "-0.0");
  CHECK(kept("-0") == "-0.0");
  CHECK(kept("1e3") == "1000.0");
  CHECK(kept("0.1") == "0.1");
  CHECK(kept("1e300") == "1e+300");
  CHECK(kept("5e-324") == "5e-324");
  CHECK(kept("1.7976931348623157e308") == "1.7976931348623157e+308");
  CHECK(after("s.x = 7 / 2; s.y = 6 / 2; s.z = 7 // 2") == R"({"x":3.5,"y":3.0,"z":3})");
}

TEST_CASE("a number that Lua cannot hold becomes a float, and that is noted once") {
  const auto notes = std::make_shared<ModelNotes>();
  const auto model = test::model_of("reducer 'a' { T = function(s, e) s.x = e.data.x end, U = function() end }");
  {
    const auto reducers = model_reducers(model, notes);
    const auto folding = test::fold_of(*reducers, {{"U", R"({"x":1e999})"},
                                                   {"T", R"({"x":1})"},
                                                   {"T", R"({"x":9223372036854775808})"},
                                                   {"T", R"({"x":12345678901234567890})"}});
    CHECK(folding->state() == R"({"x":1.2345678901234567e+19})");
  }
  REQUIRE(notes->rounded());
  CHECK(notes->rounded()->number == "9223372036854775808");
  CHECK(notes->rounded()->seq == Seq{3});
  CHECK(notes->rounded()->position == Position{103});
}

TEST_CASE("numbers beyond the range of a double are infinite or zero, and infinity is no state") {
  CHECK(after("s.x = e.data.x == math.huge; s.y = e.data.y == -math.huge; s.z = e.data.z",
              R"({"x":1e400,"y":-1e400,"z":1e-400})") == R"({"x":true,"y":true,"z":0.0})");
  CHECK(said_by([] { kept("[1e400]"); }) == "[bad-input] model.lua:1: reducer 'a' made a state that is not JSON at /0");
  CHECK(test::kind_of([] { after("s.x = 0/0"); }) == "bad-input");
}

TEST_CASE("any Unicode survives, also as a key, and keys are sorted by their bytes") {
  for (const char* text : {R"("é")", R"("日本")", R"("😀")", R"("\u0000")", R"("\u001f\n\t\"\\")", "\"\x7f\""}) {
    CHECK(kept(text) == text);
    CHECK(kept(std::string("{") + text + ":1}") == std::string("{") + text + ":1}");
  }
  CHECK(kept(R"("\u00e9\/\ud83d\ude00")") == R"("é/😀")");
  CHECK(kept(R"({"b":1,"a":2,"":3,"é":4,"Z":5,"aa":6})") == R"({"":3,"Z":5,"a":2,"aa":6,"b":1,"é":4})");
}

TEST_CASE("an empty table is an object unless it came from an array or is marked as one") {
  CHECK(after("s.x = {}; s.y = array{}; s.z = array()") == R"({"x":{},"y":[],"z":[]})");
  CHECK(after("s.x = {1, 2}; s.y = array{1}; s.z = { {}, array{} }") == R"({"x":[1,2],"y":[1],"z":[{},[]]})");
  CHECK(after("s.x = e.data.x; table.remove(s.x); table.remove(s.x)", R"({"x":[1,2]})") == R"({"x":[]})");
  CHECK(after("s.x = {}; append(s.x, 1); table.remove(s.x)") == R"({"x":[]})");
  CHECK(after("s.x = copy(e.data.x)", R"({"x":{"y":[]}})") == R"({"x":{"y":[]}})");
}

TEST_CASE("null is a value, nil is no member") {
  CHECK(after("s.x = null; s.y = nil; s.z = e.data.z == null and e.data.none == nil", R"({"z":null})") ==
        R"({"x":null,"z":true})");
  CHECK(after("return null") == "null");
  CHECK(after("s.x = type(null) .. tostring(null)") == R"({"x":"nullnull"})");
}

TEST_CASE("what is no data is refused with its place") {
  const auto reason = [](const std::string& body) {
    try {
      after(body);
    } catch (const Error& error) {
      return error.message().substr(error.message().find("JSON") + 4) + ": " + error.details().at(0);
    }
    return std::string("none");
  };
  const std::string where = "; found after event 1 of stream 'a-1'";
  CHECK(reason("s.x = { 'a', b = 1 }") ==
        " at /x: a table is half array, half object: it has items, and a key that is no item's number" + where);
  CHECK(reason("s.x = array{}; s.x.b = 1") ==
        " at /x: a table is half array, half object: it has items, and a key that is no item's number" + where);
  CHECK(reason("s.x = { [1] = 1, [3] = 3 }") ==
        " at /x: an array has holes: it lacks some of the items from 1 to the last" + where);
  CHECK(reason("s.x = { [true] = 1 }") == " at /x: a key of an object is a boolean, not a string" + where);
  CHECK(reason("s.a = { ['x/~'] = { 'ok', '\\xff' } }") == " at /a/x~1~0/1: a string is not UTF-8" + where);
  CHECK(reason("s['\\xff'] = 1") == ": a string is not UTF-8" + where);
  CHECK(reason("s.x = function() end") == " at /x: a function is no data" + where);
  CHECK(reason("s.x = s").find("nests deeper than 128, or contains itself") != std::string::npos);
  CHECK(reason("s.x = e") == " at /x: the event itself is no data; keep copy(e), or what is needed of it" + where);
}

TEST_CASE("a deep value goes through, a deeper one does not") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(kept(nested(127)) == nested(127));
  CHECK(test::kind_of([&] { kept(nested(129)); }) == "bad-input");
}

TEST_CASE("the event has all its fields, and a copy of it keeps them") {
  const std::string whole =
      R"({"data":{"x":1},"id":"e","meta":{"actor":"ada"},"position":101,"schema":1,"seq":1,"stream":"a-1",)"
      R"("time":"1970-01-01T00:00:00Z","type":"T"})";
  CHECK(after("return copy(e)", R"({"x":1})") == whole);
  CHECK(after("for k, v in pairs(e) do s[k] = v end", R"({"x":1})") == whole);
  CHECK(after("return merge({}, e)", R"({"x":1})") == whole);
  CHECK(after("s.x = e.meta.actor .. e.seq .. tostring(e.nothing)") == R"({"x":"ada1nil"})");
}

TEST_CASE("an event that was kept cannot be read when it is over") {
  const std::string model =
      "local kept; reducer 'a' { T = function(s, e) if kept then s.x = kept.data end kept = e end }";
  CHECK(said_by([&] {
          folded(model, {{"T", "1"}, {"T", "2"}});
        }) == "[bad-input] model.lua:1: this event is over; what is kept of an event must be a copy(e)");
}

TEST_CASE("merge is JSON Merge Patch") {
  CHECK(after("s.a = { b = 1, c = 2 }; merge(s, e.data)",
              R"({"a":{"b":null,"d":{"e":null,"f":[null,{"g":null}]}},"h":1})") ==
        R"({"a":{"c":2,"d":{"f":[null,{"g":null}]}},"h":1})");
  CHECK(after("return merge(s, e.data)", "[1]") == "[1]");
  CHECK(after("return merge(5, e.data)", R"({"a":1,"b":null})") == R"({"a":1})");
  CHECK(after("s.x = { 1 }; merge(s, { x = { a = 1 } })") == R"({"x":{"a":1}})");
  // What was merged in is the state's own.
  CHECK(after("merge(s, e.data); e.data.a[1] = 9", R"({"a":[1]})") == R"({"a":[1]})");
}

TEST_CASE("merging as a default agrees with the native reducer") {
  const std::vector<test::TypeAndData> events = {{"A", R"({"a":{"b":1,"c":[1,{"d":null}]},"e":"x"})"},
                                                 {"B", R"({"a":{"b":null,"f":{}},"e":[]})"},
                                                 {"C", "[1,2]"},
                                                 {"D", R"({"g":{"h":null}})"}};
  const auto native = builtin_reducers(Reducer::merge_patch);
  for (std::size_t count = 1; count <= events.size(); ++count) {
    const std::vector<test::TypeAndData> first(events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count));
    CHECK(folded("reducer 'a' { default = 'merge' }", first) == test::fold_of(*native, first)->state());
  }
}

TEST_CASE("pairs and next go through keys in their order, whatever Lua's own is") {
  CHECK(after("s.x = ''; for k in pairs(e.data) do s.x = s.x .. k end", R"({"z":1,"b":2,"a":3,"é":4,"m":5})") ==
        R"({"x":"abmzé"})");
  CHECK(after("s.x = ''; for k, v in pairs({ 'p', 'q', b = 1, a = 2, [0.5] = 3 }) do s.x = s.x .. k .. v end") ==
        R"({"x":"0.531p2qa2b1"})");
  CHECK(after("s.x = next({}) == nil; s.y = next({ b = 1, a = 2 }); s.z = next({ b = 1, a = 2 }, 'a')") ==
        R"({"x":true,"y":"a","z":"b"})");
  CHECK(after("local t = { a = 1, b = 2 }; for k in pairs(t) do t[k] = nil end; return t") == "{}");
  CHECK(after("local t = { a = 1, b = 2 }; s.n = 0; for k in pairs(t) do t.b = nil; s.n = s.n + 1 end") ==
        R"({"n":1})");
}

}  // namespace
}  // namespace evs
