#include <sys/wait.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "cli/builtin.hpp"
#include "cli/help.hpp"
#include "commands/command.hpp"
#include "tests/catch.hpp"
#include "tests/temporary_folder.hpp"

namespace evs {
namespace {

using test::file_text;
using test::TemporaryFolder;
using test::write_file;

struct Outcome {
  int status;
  std::string out;
  std::string err;
};

/// Runs a command line in `folder`, with the evs of this build and without the environment of whoever runs the tests.
Outcome run(const TemporaryFolder& folder, const std::string& line) {
  write_file(folder / ".line", line + "\n");
  const std::string whole = "cd '" + folder.path() + "' && env -i PATH='" + EVS_FOLDER + ":/usr/bin:/bin' HOME='" +
                            folder.path() + "' LC_ALL=C.UTF-8 TZ=UTC timeout 60 sh .line >.out 2>.err </dev/null";
  const int status = std::system(whole.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, file_text(folder / ".out"), file_text(folder / ".err")};
}

/// What the examples presuppose.
void prepare(const TemporaryFolder& folder) { REQUIRE(run(folder, "evs init --demo").status == 0); }

std::vector<Command> every_command() {
  std::vector<Command> commands = all_commands();
  commands.push_back(completion_command());
  static const std::vector<Command> unused;  // help is not run
  commands.push_back(help_command(unused));
  return commands;
}

}  // namespace

TEST_CASE("every command shows an example of itself") {
  for (const Command& command : every_command()) {
    INFO(command.name);
    CHECK(!command.examples.empty());
    for (const Example& example : command.examples) {
      INFO(example.line);
      CHECK(example.line.find("evs ") != std::string::npos);
      CHECK(example.line.find(command.name) != std::string::npos);
    }
  }
}

TEST_CASE("every example of the help does something and succeeds") {
  for (const Command& command : every_command()) {
    for (const Example& example : command.examples) {
      const TemporaryFolder folder;
      prepare(folder);
      const Outcome outcome = run(folder, example.line);
      INFO(example.line << "\n" << outcome.out << outcome.err);
      CHECK(outcome.status == example.status);
      CHECK(!(outcome.out + outcome.err).empty());
      CHECK(outcome.out.find("\"rejected\":0") == outcome.out.find("\"rejected\""));
    }
  }
}

TEST_CASE("what the first page says to try works in an empty folder, in its order") {
  const std::string text = first_page(every_command(), 100);
  const TemporaryFolder folder;
  int tried = 0;
  for (std::size_t at = text.find("\nTry\n") + 5; at < text.size(); at = text.find('\n', at) + 1) {
    std::string line = text.substr(at, text.find('\n', at) - at);
    if (const auto place = line.find("COMMAND"); place != std::string::npos) line.replace(place, 7, "replay");
    const Outcome outcome = run(folder, line);
    INFO(line << "\n" << outcome.out << outcome.err);
    CHECK(outcome.status == 0);
    CHECK(!(outcome.out + outcome.err).empty());
    ++tried;
  }
  CHECK(tried == 4);
}

TEST_CASE("an example that fails would be noticed") {
  const TemporaryFolder folder;
  prepare(folder);
  CHECK(run(folder, "evs read order-9").status == 3);
  CHECK(run(folder, "evs replay --all").out.find("order-7") != std::string::npos);
}

}  // namespace evs
