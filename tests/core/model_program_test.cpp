#include <sys/stat.h>

#include "tests/expect.hpp"
#include "tests/models.hpp"
#include "tests/temporary_folder.hpp"

namespace evs {
namespace {

/// A model whose reducer for 'a' is this shell script, in a folder of its own.
class ScriptModel {
 public:
  explicit ScriptModel(const std::string& script, std::chrono::milliseconds timeout = std::chrono::seconds(60)) {
    test::write_file(folder_ / "fold", "#!/bin/sh\n" + script + "\n");
    ::chmod((folder_ / "fold").c_str(), 0700);
    source_.path = folder_ / "model.lua";
    source_.text =
        "reducer 'a' { command = { './fold', 'x y' }, invariant = { ['n is small'] = function(s) "
        "return s.n < 2 end } }";
    source_.answer_timeout = timeout;
  }

  [[nodiscard]] std::unique_ptr<Reducers> reducers() const {
    return model_reducers(std::make_shared<const Model>(source_), std::make_shared<ModelNotes>());
  }
  [[nodiscard]] std::string folded(const std::vector<test::TypeAndData>& events) const {
    return test::fold_of(*reducers(), events)->state();
  }
  ModelSource& source() { return source_; }
  [[nodiscard]] std::string file(const std::string& name) const { return folder_ / name; }

 private:
  test::TemporaryFolder folder_;
  ModelSource source_;
};

/// Answers with the number of lines so far.
const char* const counts = "n=0; while read -r line; do n=$((n + 1)); echo \"{\\\"n\\\": $n}\"; done";

const std::vector<test::TypeAndData> two = {{"T", "1"}, {"T", "2"}};

TEST_CASE("a program folds: an event line in, the state out") {
  CHECK(ScriptModel(counts).folded(two) == R"({"n":2})");
  const ScriptModel echo("cat");
  CHECK(echo.folded({{"T", R"({"x":[1.10]})"}}) ==
        R"({"id":"e","stream":"a-1","seq":1,"position":101,"type":"T","schema":1,"time":"1970-01-01T00:00:00Z",)"
        R"("data":{"x":[1.10]},"meta":{"actor":"ada"}})");
}

TEST_CASE("a program is started once, in the model's folder, with its arguments") {
  const ScriptModel model("echo \"$# $1\" >>starts; " + std::string(counts));
  {
    const auto reducers = model.reducers();
    CHECK(test::fold_of(*reducers, two)->state() == R"({"n":2})");
    CHECK(test::fold_of(*reducers, two)->state() == R"({"n":4})");
  }
  CHECK(test::file_text(model.file("starts")) == "1 x y\n");
}

TEST_CASE("a line that is longer than a pipe goes through both ways") {
  const std::string data = "\"" + std::string(3'000'000, 'x') + "\"";
  CHECK(ScriptModel("cat").folded({{"T", data}, {"T", data}}).size() > data.size());
}

TEST_CASE("the invariants of a program's states are the model's") {
  const ScriptModel model(counts);
  const auto reducers = model.reducers();
  const auto folding = reducers->begin("a-1");
  EventView event;
  folding->fold(event);
  CHECK(!folding->broken_invariant(event));
  folding->fold(event);
  CHECK(folding->broken_invariant(event) == "n is small");
}

TEST_CASE("a program that cannot be started is an error of the system") {
  ScriptModel model(counts);
  model.source().text = "reducer 'a' { command = { './none' } }";
  const Error error = test::error_of([&] { (void)model.folded(two); });
  CHECK(error.kind() == ErrorKind::system);
  CHECK(test::contains(error.message(), "cannot start './none': No such file or directory"));
}

TEST_CASE("a program that ends says how") {
  const auto ended = [](const std::string& script) {
    const Error error = test::error_of([&] { (void)ScriptModel(script).folded(two); });
    CHECK(error.kind() == ErrorKind::system);
    CHECK(test::contains(error.details().at(0), "it folds event "));
    return error.message();
  };
  CHECK(ended("exit 3") == "'./fold' ended with status 3 instead of answering");
  CHECK(ended("read -r line; echo 1; exit 0") == "'./fold' ended with status 0 instead of answering");
  CHECK(ended("read -r line; kill -9 $$") == "'./fold' was ended by signal 9 instead of answering");
}

TEST_CASE("an answer that is no JSON is bad input") {
  for (const char* answer : {"hello", "{", "1 2", "", "{\\\"a\\\":nan}"}) {
    const Error error = test::error_of(
        [&] { (void)ScriptModel("read -r line; echo \"" + std::string(answer) + "\"; read -r line").folded(two); });
    CHECK(error.kind() == ErrorKind::bad_input);
    CHECK(test::contains(error.message(), "the answer of './fold' is not acceptable JSON at byte "));
  }
}

TEST_CASE("a program that does not answer is not waited for without end") {
  const ScriptModel model("exec sleep 60", std::chrono::milliseconds(100));
  const Error error = test::error_of([&] { (void)model.folded(two); });
  CHECK(error.kind() == ErrorKind::system);
  CHECK(error.message() == "'./fold' did not answer within 0.1 s");
}

TEST_CASE("a program that says more than it is asked is not believed") {
  for (const char* script : {"exec yes 1", "while read -r line; do echo '{}'; echo debug; done"}) {
    const Error error = test::error_of([&] { (void)ScriptModel(script).folded({{"T", "1"}, {"T", "2"}, {"T", "3"}}); });
    CHECK(error.kind() == ErrorKind::bad_input);
  }
}

TEST_CASE("a model that was only found starts nothing") {
  ScriptModel model("echo >started; " + std::string(counts));
  model.source().may_start_programs = false;
  const Error error = test::error_of([&] { (void)model.folded(two); });
  CHECK(error.kind() == ErrorKind::usage);
  CHECK(!std::filesystem::exists(model.file("started")));
  model.source().may_start_programs = true;
  CHECK(model.folded(two) == R"({"n":2})");
  CHECK(std::filesystem::exists(model.file("started")));
}

}  // namespace
}  // namespace evs
