#include "tests/expect.hpp"
#include "tests/models.hpp"
#include "tests/temporary_folder.hpp"

namespace evs {
namespace {

using test::after;
using test::folded;
using test::said_by;

/// Little enough that a test of them takes no time.
const ModelLimits tight{200'000, std::size_t{8} << 20U};

std::string limited(const std::string& body) {
  return said_by([&] { after(body, "{}", tight); });
}

const std::string steps = "[bad-input] model.lua:1: it took more than 200000 steps";
const std::string memory = "[bad-input] model.lua:1: it needs more than 8 MiB of memory";

TEST_CASE("a model finds nothing that reaches outside, loads code, or differs from run to run") {
  for (const char* name :
       {"io",           "os",           "debug",           "package",     "coroutine",   "dofile",
        "load",         "loadfile",     "loadstring",      "print",       "warn",        "collectgarbage",
        "getmetatable", "setmetatable", "rawset",          "rawget",      "rawequal",    "rawlen",
        "_G",           "math.random",  "math.randomseed", "string.dump", "string.pack", "utf8.nothing"}) {
    CHECK(after("s.x = " + std::string(name) + " == nil") == R"({"x":true})");
  }
  // The same question about what is there has the other answer.
  for (const char* name : {"pairs", "pcall", "tostring", "math.floor", "string.rep", "table.sort", "utf8.len"}) {
    CHECK(after("s.x = " + std::string(name) + " == nil") == R"({"x":false})");
  }
}

TEST_CASE("the environment of the process cannot be read") {
  CHECK(said_by([] { after("s.x = os.getenv('HOME')"); }) ==
        "[bad-input] model.lua:1: attempt to index a nil value (global 'os')");
}

TEST_CASE("bytecode is no model") {
  CHECK(said_by([] { test::model_of("\x1bLua\x54"); }).find("attempt to load a binary chunk") != std::string::npos);
}

TEST_CASE("an endless loop ends") {
  CHECK(limited("while true do end") == steps);
  CHECK(limited("local function f() return f() end f()") == steps);
  CHECK(limited("for i = 1, math.huge do s.x = i end") == steps);
  CHECK(said_by([] { test::model_of("while true do end", tight); }) == steps);
  // The protection is what ends it.
  CHECK(after("for i = 1, 100 do s.x = i end", "{}", tight) == R"({"x":100})");
  CHECK(limited("for i = 1, 1000000 do s.x = i end") == steps);
}

TEST_CASE("an endless string ends, and so does an endless table") {
  CHECK(limited("local x = 'x'; while true do x = x .. x end") == memory);
  CHECK(limited("s.x = ('x'):rep(1e9)").find("steps") != std::string::npos);
  CHECK(limited("local x, t = ('x'):rep(9000), {}; for i = 1, 1e5 do t[i] = x .. i end") == memory);
  CHECK(limited("s.x = string.format('%99.99f', 1)") == test::nothing);
  CHECK(said_by([] { after("s.x = ('x'):rep(1 << 29)"); }) ==
        "[bad-input] model.lua:1: it needs more than 256 MiB of memory");
}

TEST_CASE("pcall and xpcall do not keep a limit from ending a rule") {
  CHECK(limited("while true do pcall(function() while true do end end) end") == steps);
  CHECK(limited("pcall(pcall, function() while true do end end); s.x = 1") == steps);
  CHECK(limited("pcall(function() local x = 'x'; while true do x = x .. x end end); s.x = 1") == memory);
  CHECK(limited("local function f() pcall(f); pcall(f) end f(); while true do end") == steps);
  CHECK(limited("xpcall(function() while true do end end, function() while true do end end)") == steps);
  CHECK(limited("xpcall(function() error('x') end, function() while true do end end)") == steps);
  CHECK(limited("xpcall(function() local x = 'x'; while true do x = x .. x end end, function() end)") == memory);
  CHECK(limited("table.sort({ 3, 2, 1 }, function() while true do end end)") == steps);
  CHECK(limited("('x'):gsub('.', function() while true do end end)") == steps);
}

TEST_CASE("pcall and xpcall serve for other errors") {
  CHECK(after("s.ok, s.why = pcall(error, 'no', 0)") == R"({"ok":false,"why":"no"})");
  CHECK(after("s.ok, s.a, s.b = pcall(function(x) return x, 2 end, 1)") == R"({"a":1,"b":2,"ok":true})");
  CHECK(after("s.ok, s.why = xpcall(error, function(m) return m .. '!' end, 'no', 0)") ==
        R"({"ok":false,"why":"no!"})");
  CHECK(after("s.ok, s.a = xpcall(function(x) return x end, function() end, 1)") == R"({"a":1,"ok":true})");
  CHECK(after("s.ok = pcall(function() local t = nil; return t.x end)") == R"({"ok":false})");
}

TEST_CASE("endless recursion ends as an error of the model") {
  CHECK(said_by([] { after("local function f() return 1 + f() end f()"); }).find("stack overflow") !=
        std::string::npos);
  CHECK(limited("local function f() pcall(f) end f()") == test::nothing);
  CHECK(said_by([] { test::model_of("return " + std::string(10'000, '(')); }).find("overflow") != std::string::npos);
}

TEST_CASE("library functions that go round without Lua are paid for") {
  CHECK(limited("table.move({}, 1, 1e15 // 1 | 0, 2)") == steps);
  CHECK(limited("s.x = (''):rep(math.maxinteger)") == test::nothing);
  CHECK(limited("local t = {}; for i = 1, 5000 do t[i] = i end; while true do table.sort(t) end") == steps);
  CHECK(limited("local x = ('x'):rep(100000); for i = 1, 100 do x:find('y', 1, true) end") == steps);
  CHECK(limited("local t = {}; for i = 1, 5000 do t[i] = i end; for i = 1, 1000 do next(t) end") == steps);
}

TEST_CASE("a rule after one that met a limit is not the worse for it") {
  const auto model = test::model_of(
      "reducer 'a' { T = function(s) while true do end end, U = function(s) s.x = ('x'):rep(3) end }", tight);
  const auto reducers = model_reducers(model, std::make_shared<ModelNotes>());
  CHECK(test::kind_of([&] { test::fold_of(*reducers, {{"T", "{}"}}); }) == "bad-input");
  CHECK(test::fold_of(*reducers, {{"U", "{}"}})->state() == R"({"x":"xxx"})");
}

TEST_CASE("libraries, strings and globals cannot be changed by a rule") {
  CHECK(said_by([] { after("string.rep = nil"); }) == "[bad-input] model.lua:1: the libraries cannot be changed");
  CHECK(said_by([] { after("total = 1"); }) ==
        "[bad-input] model.lua:1: the global 'total' cannot be set here: it would carry over to other streams; write "
        "local");
  CHECK(said_by([] { after("_ENV.total = 1"); }).find("cannot be set here") != std::string::npos);
  CHECK(said_by([] { after("local x = ('x').y.z"); }).find("attempt to index a nil value") != std::string::npos);
  CHECK(folded("function helper(s) s.x = 1 end reducer 'a' { T = function(s) helper(s) end }", {{"T", "1"}}) ==
        R"({"x":1})");
}

TEST_CASE("no address shows, since it would differ from run to run") {
  CHECK(after("s.x = tostring({}) .. tostring(print) .. tostring(pairs)") == R"({"x":"tablenilfunction"})");
  CHECK(after("s.x = ('%s %s %d'):format({}, pairs, 7)") == R"({"x":"table function 7"})");
  CHECK(said_by([] { after("s.x = ('%5p'):format({})"); }).find("has no '%p'") != std::string::npos);
  CHECK(after("s.x = ('%%p'):format()") == R"({"x":"%p"})");
}

TEST_CASE("require finds only files below the model's folder, while the model is loaded") {
  for (const char* name : {"../secret", "/etc/passwd", "a..b", ".a", "a.", "a/b", "", "~", "a\\0b"}) {
    const std::string text = "require '" + std::string(name) + "'";
    CHECK(said_by([&] { test::model_of(text); }).find("names no module") != std::string::npos);
  }
  CHECK(said_by([] { test::model_of("require 'none'"); }) ==
        "[bad-input] model.lua:1: there is no module 'none' in the model's folder");
  CHECK(said_by([] { after("require 'x'"); }) ==
        "[bad-input] model.lua:1: require works only while the model is loaded");
}

TEST_CASE("modules are loaded once, from the folder of the model") {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "lib");
  test::write_file(folder / "lib/money.lua",
                   "loads = (loads or 0) + 1; return { add = function(a, b) return a + b end }");
  test::write_file(folder / "loop.lua", "require 'loop'");
  test::write_file(folder / "broken.lua", "\n\nreturn nil + 1");
  const auto load = [&](const std::string& text) {
    ModelSource source;
    source.path = folder / "model.lua";
    source.text = text;
    return std::make_shared<const Model>(std::move(source));
  };
  const auto model = load(
      "local money = require 'lib.money'; require 'lib.money'\n"
      "reducer 'a' { T = function(s, e) s.x = money.add(e.data, loads) end }");
  test::write_file(folder / "lib/money.lua", "this is Lua no more");
  const auto reducers = model_reducers(model, std::make_shared<ModelNotes>());  // it has the text of before
  CHECK(test::fold_of(*reducers, {{"T", "41"}})->state() == R"({"x":42})");
  CHECK(said_by([&] { load("require 'loop'"); }).find("module 'loop' requires itself") != std::string::npos);
  CHECK(said_by([&] { load("require 'broken'"); }).find("broken.lua:3: ") != std::string::npos);
}

}  // namespace
}  // namespace evs
