#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "commands/command.hpp"
#include "commands/session.hpp"

namespace evs {

/// The value of an environment variable, or nothing if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

/// What the options that every command has say, before it is known whether they make sense.
struct RawCommon {
  std::optional<std::string> store;
  std::optional<std::string> format;
  std::optional<std::string> timeout;
  std::optional<std::string> colour;
  bool quiet = false;
  bool verbose = false;
  bool no_pager = false;
  bool help = false;
  bool version = false;
};

/// The options that every command has, bound to `raw`.
std::vector<Option> common_options(RawCommon& raw);

/// A parsed command line. The command's options struct is filled.
struct Invocation {
  const Command* command = nullptr;  // nothing: only --help, --version, or nothing at all
  RawCommon common;
};

/// Finds the command in `words` (the command line without the program's name) and fills its options. Options may stand
/// before or after the command. Throws [usage], with the nearest name for one that is misspelled.
Invocation parse(const std::vector<Command>& commands, const std::vector<std::string>& words);

/// Whether errors are to be told as JSON too; answers even for words that cannot be parsed.
bool wants_json_errors(const std::vector<std::string>& words);

/// Options over environment over defaults. Throws [usage].
CommonOptions resolve(const RawCommon& raw, const Environment& environment);

/// Whether a stream that is or is not a terminal gets colours: --color, NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE,
/// CLICOLOR, TERM. Throws [usage] for a value of --color or EVS_COLOR that is none.
bool wants_colour(const RawCommon& raw, const Environment& environment, bool is_terminal);

}  // namespace evs
