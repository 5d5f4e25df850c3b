#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace evs {

class Session;

/// What the shell can propose for a word.
enum class Completes { nothing, streams, categories, types, files, choices, commands, errors };

/// One option of a command, bound to a field of the command's options struct through `set`.
struct Option {
  std::string names;                            // "-n,--limit"; the last is the long one
  std::string value;                            // what stands behind it, as in "--limit N"; empty for a flag
  std::string help;                             // a sentence without a trailing period
  std::function<void(const std::string&)> set;  // throws Error for a value that it cannot take; a flag gets ""
  Completes completes = Completes::nothing;
  std::vector<std::string> choices{};
  bool repeats = false;  // may be given several times, every value counts; otherwise the last one wins

  [[nodiscard]] std::string_view long_name() const;  // "--limit"
};

/// A word without dashes.
struct Argument {
  std::string name;  // "STREAM"
  std::string help;
  std::function<void(const std::string&)> set;
  Completes completes = Completes::nothing;
  std::vector<std::string> choices{};
  bool required = true;
  bool repeats = false;
};

/// A command line that works in a store with the events of the README, and what it does. Tests run every one of them.
struct Example {
  std::string line;
  std::string does;
  int status = 0;  // that it ends with
};

/// A subcommand: data that feeds the parser, the help, the man page and the completion, and one function.
struct Command {
  std::string name;
  std::string group;        // one of groups() in cli/help.hpp
  std::string summary;      // one line, an imperative without a period
  std::string description;  // paragraphs, separated by blank lines
  std::vector<Argument> arguments;
  std::vector<Option> options;
  std::vector<std::string> formats;  // what -o takes; empty: the command has no -o
  std::string answer_no{};           // what exit status 1 says; empty: the command does not use it
  std::vector<ErrorKind> errors;     // how it can fail, besides [usage] and [bug]
  std::vector<Example> examples;
  std::function<int(Session&)> run;  // returns 0 or 1; throws Error
};

/// Every command, in the order in which help lists them. Options structs are fresh each time.
std::vector<Command> all_commands();

/// The command of that name, or nothing.
const Command* find_command(const std::vector<Command>& commands, std::string_view name);

}  // namespace evs
