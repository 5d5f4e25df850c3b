#include <memory>

#include "commands/commands.hpp"
#include "commands/errors.hpp"
#include "commands/joined.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"

namespace evs {
namespace {

int run(const std::string& wanted, Session& session) {
  std::vector<std::string> names;
  for (const ErrorExplanation& error : error_explanations()) {
    names.emplace_back(name(error.kind));
    if (names.back() != wanted) continue;
    const std::string heading =
        wanted + " (exit status " + std::to_string(exit_status(error.kind)) + "): " + std::string(error.meaning);
    session.out().write(wrapped(heading, 0, 80) + "\n\n" + wrapped(error.remedy, 0, 80) + "\n");
    return 0;
  }
  throw Error(ErrorKind::usage, "there is no error named '" + wanted + "'")
      .hint("the names are: " + joined(names, ", "));
}

}  // namespace

Command explain_command() {
  const auto wanted = std::make_shared<std::string>();
  Command command;
  command.name = "explain";
  command.group = "start";
  command.summary = "Explain an error by its name";
  command.description = "Says what the name in the brackets of an error message means and what to do about it.";
  Argument argument =
      text_argument("NAME", *wanted, "the name, such as conflict", Presence::required, Completes::choices);
  for (const ErrorExplanation& error : error_explanations()) argument.choices.emplace_back(name(error.kind));
  command.arguments = {argument};
  command.examples = {{"evs explain conflict", "what [conflict] means"}};
  command.run = [wanted](Session& session) { return run(*wanted, session); };
  return command;
}

}  // namespace evs
