#include "cli/builtin.hpp"

#include <memory>

#include "cli/adaptors.hpp"
#include "cli/help.hpp"
#include "cli/suggest.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

int run_help(const std::vector<Command>& commands, const std::string& wanted, Session& session) {
  const auto width = static_cast<std::size_t>(session.around().width);
  session.start_pager();
  if (wanted.empty()) {
    session.out().write(overview(commands, width));
    return 0;
  }
  if (const Command* command = find_command(commands, wanted)) {
    session.out().write(help_text(*command, width));
    return 0;
  }
  const std::string near = nearest(wanted, names_of(commands));
  throw no_command(wanted, near.empty() ? "" : "help " + near);
}

}  // namespace

Command help_command(const std::vector<Command>& commands) {
  const auto wanted = std::make_shared<std::string>();
  Command command;
  command.name = "help";
  command.group = "start";
  command.summary = "Show what a command does and takes";
  command.description = "Lists the commands, or explains one of them with its options and examples.";
  command.arguments = {text_argument("COMMAND", *wanted, "the command", Presence::optional, Completes::commands)};
  command.examples = {{"evs help replay", "what replay takes"}};
  command.run = [wanted, &commands](Session& session) { return run_help(commands, *wanted, session); };
  return command;
}

Command completion_command() {
  const auto shell = std::make_shared<std::string>();
  Command command;
  command.name = "completion";
  command.group = "start";
  command.summary = "Print the completion script of a shell";
  command.description =
      "Prints the script that makes the shell propose commands, options, streams and types. The package installs it "
      "already; elsewhere:\n\n"
      "bash: evs completion bash > ~/.local/share/bash-completion/completions/evs\n\n"
      "zsh: evs completion zsh > a file named _evs in a folder of $fpath\n\n"
      "fish: evs completion fish > ~/.config/fish/completions/evs.fish";
  Argument argument = text_argument("SHELL", *shell, "bash, zsh or fish", Presence::required, Completes::choices);
  for (const auto& adaptor : adaptors()) argument.choices.emplace_back(adaptor.shell);
  command.arguments = {argument};
  command.examples = {{"evs completion bash", "the script for bash"}};
  command.run = [shell](Session& session) {
    for (const auto& adaptor : adaptors()) {
      if (adaptor.shell != *shell) continue;
      session.out().write(adaptor.script);
      return 0;
    }
    throw Error(ErrorKind::usage, "there is no completion for '" + *shell + "'")
        .hint("there is one for bash, zsh and fish");
  };
  return command;
}

}  // namespace evs
