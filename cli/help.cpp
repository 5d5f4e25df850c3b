#include "cli/help.hpp"

#include <algorithm>

#include "cli/invocation.hpp"
#include "commands/errors.hpp"
#include "commands/joined.hpp"
#include "commands/terminal_text.hpp"

namespace evs {
namespace {

constexpr std::size_t widest = 100;

/// Two columns: a term, and what it means, wrapped.
std::string definition(const std::string& term, const std::string& meaning, std::size_t column, std::size_t width) {
  const std::string head = "  " + term;
  if (columns_of(head) + 2 > column) return head + "\n" + wrapped(meaning, column, width) + "\n";
  return hanging(padded(head, column, Side::left), meaning, width) + "\n";
}

/// The value of -o as an option of this command, with its formats as choices.
Option output_option(const Command& command) {
  Option option{"-o,--output", joined(command.formats, "|"), "how to print results", {}};
  option.choices = command.formats;
  option.completes = Completes::choices;
  return option;
}

std::string option_list(const std::vector<Option>& options, std::size_t width) {
  constexpr std::size_t column = 26;
  std::string text;
  for (const Option& option : options) text += definition(spelled(option), option.help, column, width);
  return text;
}

std::string introduction(std::size_t columns) {
  return "evs - the command-line toolkit for event-sourced systems\n\n"
         "Usage: evs COMMAND [OPTIONS] [ARGUMENTS]\n\n" +
         wrapped(
             "An event is a fact that is written once. A stream, such as order-7, holds the events of one thing; their "
             "seqs count 1, 2, 3. What stands before the first '-' of its name is its category. A store or a log file "
             "holds many streams, and an event's position is its place among all of them. Replaying a stream folds its "
             "events, in order, into a state.",
             0, columns) +
         "\n";
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& groups() {
  static const std::vector<std::pair<std::string, std::string>> all = {{"start", "Start"},
                                                                       {"write", "Write events"},
                                                                       {"look", "Look at events"},
                                                                       {"state", "Replay them to state"},
                                                                       {"evolve", "Say what they mean"},
                                                                       {"trust", "Trust what is stored"}};
  return all;
}

std::string spelled(const Option& option) {
  std::string text = option.names;
  if (const std::size_t comma = text.find(','); comma != std::string::npos) text.insert(comma + 1, " ");
  return option.value.empty() ? text : text + " " + option.value;
}

std::vector<Option> own_options(const Command& command) {
  std::vector<Option> options = command.options;
  if (!command.formats.empty()) options.push_back(output_option(command));
  return options;
}

std::string synopsis(const Command& command) {
  std::string line = "evs " + command.name;
  if (!command.options.empty() || !command.formats.empty()) line += " [OPTIONS]";
  for (const Argument& argument : command.arguments) {
    const std::string word = argument.name + (argument.repeats ? "..." : "");
    line += argument.required ? " " + word : " [" + word + "]";
  }
  return line;
}

std::string first_page(const std::vector<Command>& commands, std::size_t width) {
  const std::size_t columns = std::min(width, widest);
  std::string text = introduction(columns) + "\n";
  for (const auto& [group, heading] : groups()) {
    std::vector<std::string> names;
    for (const Command& command : commands) {
      if (command.group == group) names.push_back(command.name);
    }
    text += hanging(padded(heading, 22, Side::left), joined(names, ", "), columns) + "\n";
  }
  return text +
         "\nTry\n"
         "  evs init --demo       # makes evs.db: a small shop, for the examples of help\n"
         "  evs replay order-7    # folds an order's events into its state\n"
         "  evs help              # what each command does, and the options that all have\n"
         "  evs help COMMAND      # what a command takes, with examples\n";
}

std::string overview(const std::vector<Command>& commands, std::size_t width) {
  constexpr std::size_t column = 14;
  const std::size_t columns = std::min(width, widest);
  std::string text = introduction(columns);
  for (const auto& [group, heading] : groups()) {
    text += "\n" + heading + "\n";
    for (const Command& command : commands) {
      if (command.group == group) text += definition(command.name, command.summary, column, columns);
    }
  }
  RawCommon unused;
  text += "\nOptions of every command\n" + option_list(common_options(unused), columns);
  return text + "\n'evs help COMMAND' shows what a command takes, with examples.\n";
}

std::string help_text(const Command& command, std::size_t width) {
  const std::size_t columns = std::min(width, widest);
  std::string text = "evs " + command.name + " - " + command.summary + "\n\nUsage: " + synopsis(command) + "\n";
  if (!command.examples.empty()) {
    text += "\nExamples\n";
    for (const Example& example : command.examples) text += "  # " + example.does + "\n  " + example.line + "\n";
  }
  text += "\n" + wrapped(command.description, 0, columns) + "\n";
  if (!command.arguments.empty()) {
    text += "\nArguments\n";
    for (const Argument& argument : command.arguments) text += definition(argument.name, argument.help, 26, columns);
  }
  if (const auto options = own_options(command); !options.empty())
    text += "\nOptions\n" + option_list(options, columns);
  text += "\nThe options of every command (-s, --timeout, --color, -q, -v) are in 'evs help'.\n";
  text += "\nExit status\n  0   done\n";
  if (!command.answer_no.empty()) text += definition("1", command.answer_no, 6, columns);
  text += "  2   [usage] the command line is wrong\n";
  for (const ErrorKind kind : command.errors) {
    const auto& all = error_explanations();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ErrorExplanation& e) { return e.kind == kind; });
    text += definition(std::to_string(exit_status(kind)),
                       "[" + std::string(name(kind)) + "] " + std::string(found->meaning), 6, columns);
  }
  return text;
}

}  // namespace evs
