#include "cli/man.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "cli/help.hpp"
#include "cli/invocation.hpp"
#include "commands/build_info.hpp"
#include "commands/errors.hpp"
#include "commands/terminal_text.hpp"

namespace evs {
namespace {

/// Text as roff takes it: backslashes, quotes and hyphens that are typed. Dots and quotes at the beginning of a line
/// are protected by roff_lines().
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '\'')
      out += "\\(aq";
    else if (c == '`')
      out += "\\(ga";
    else if (c == '^')
      out += "\\(ha";
    else if (c == '~')
      out += "\\(ti";
    else
      out += c;
  }
  return out;
}

/// A paragraph in lines of the length that roff sources should have, with the last newline.
std::string roff_lines(std::string_view text) {
  constexpr std::size_t longest = 78;  // "\&" may stand before it
  const std::string lines = wrapped(roff(text), 0, longest);
  std::string out;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    if (lines[at] == '.') out += "\\&";
    out.append(lines, at, end - at) += '\n';
    at = end + 1;
  }
  return out;
}

std::string paragraphs(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    if (at > 0) out += ".PP\n";
    out += roff_lines(text.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

std::string title(const std::string& page) {
  std::string upper = page;
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return ".TH " + roff(upper) + " 1 " + build_info::release_date + " \"evs " + build_info::version +
         "\" \"evs manual\"\n";
}

std::string option_items(const std::vector<Option>& options) {
  std::string out;
  for (const Option& option : options) {
    out += ".TP\n.B " + roff(spelled(option)) + "\n";
    out += roff_lines(option.help + ".");
  }
  return out;
}

std::string status_items(const std::string& answer_no, const std::vector<ErrorKind>& kinds) {
  std::string out = ".TP\n.B 0\nDone.\n";
  if (!answer_no.empty()) out += ".TP\n.B 1\n" + roff_lines(answer_no + ".");
  out += ".TP\n.B 2\n[usage] The command line, the environment or the configuration is wrong.\n";
  for (const ErrorExplanation& error : error_explanations()) {
    if (std::find(kinds.begin(), kinds.end(), error.kind) == kinds.end()) continue;
    out += ".TP\n.B " + std::to_string(exit_status(error.kind)) + "\n";
    out += roff_lines("[" + std::string(name(error.kind)) + "] " + std::string(error.meaning) + ".");
  }
  return out;
}

/// The pages of other sections that a command's texts send the reader to, by section and name: "evs-model(5)".
std::set<std::pair<char, std::string>> pages_named_in(const Command& command) {
  std::string text = command.description;
  for (const Option& option : command.options) text += "\n" + option.help;
  std::set<std::pair<char, std::string>> pages;
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz-";
  for (std::size_t at = text.find("evs-"); at != std::string::npos; at = text.find("evs-", at + 1)) {
    const std::size_t end = std::min(text.find_first_not_of(letters, at), text.size());
    const bool is_page = end + 2 < text.size() && text[end] == '(' && text[end + 2] == ')' && text[end + 1] != '1';
    if (is_page) pages.emplace(text[end + 1], text.substr(at, end - at));
  }
  return pages;
}

}  // namespace

std::string man_page(const Command& command, const std::vector<Command>& commands) {
  std::string out = title("evs-" + command.name);
  out += ".SH NAME\nevs\\-" + roff(command.name) + " \\- " + roff(command.summary) + "\n";
  out += ".SH SYNOPSIS\n.B " + roff(synopsis(command)) + "\n";
  out += ".SH DESCRIPTION\n" + paragraphs(command.description);
  if (!command.arguments.empty()) {
    out += ".SH ARGUMENTS\n";
    for (const Argument& argument : command.arguments) {
      out += ".TP\n.B " + roff(argument.name) + "\n" + roff_lines(argument.help + ".");
    }
  }
  const std::vector<Option> options = own_options(command);
  out += ".SH OPTIONS\n" + option_items(options);
  out += std::string(options.empty() ? "" : ".PP\n") + "The options of every command are in\n.BR evs (1).\n";
  out += ".SH EXIT STATUS\n" + status_items(command.answer_no, command.errors);
  if (!command.examples.empty()) {
    out += ".SH EXAMPLES\n";
    for (const Example& example : command.examples) {
      out += ".TP\n.B " + roff(example.line) + "\n" + roff_lines(example.does + ".");
    }
  }
  out += ".SH SEE ALSO\n.BR evs (1)";
  for (const Command& other : commands) {
    if (other.group == command.group && other.name != command.name) out += ",\n.BR evs\\-" + roff(other.name) + " (1)";
  }
  for (const auto& [section, name] : pages_named_in(command)) out += ",\n.BR " + roff(name) + " (" + section + ")";
  return out + "\n";
}

std::string main_man_page(const std::vector<Command>& commands) {
  std::string out = title("evs");
  out += ".SH NAME\nevs \\- the command\\-line toolkit for event\\-sourced systems\n";
  out += ".SH SYNOPSIS\n.B evs\n.I COMMAND\n[OPTIONS] [ARGUMENTS]\n";
  out += ".SH DESCRIPTION\n";
  out += roff_lines(
      "evs appends events to a store, replays a stream of them to the state that they make, exports and imports logs, "
      "and answers questions about what happened, from a SQLite file or straight from a log file.");
  out += ".SH COMMANDS\n";
  for (const auto& [group, heading] : groups()) {
    out += ".SS " + roff(heading) + "\n";
    for (const Command& command : commands) {
      if (command.group == group) {
        out += ".TP\n.BR evs\\-" + roff(command.name) + " (1)\n" + roff_lines(command.summary + ".");
      }
    }
  }
  RawCommon unused;
  out += ".SH OPTIONS\n";
  out += roff_lines("These may stand before or after the command; the last of several wins; -- ends the options.");
  out += option_items(common_options(unused));
  out +=
      ".SH ENVIRONMENT\nOptions win over variables.\n"
      ".TP\n.B EVS_STORE\nThe store, for\n.BR \\-\\-store .\n"
      ".TP\n.B EVS_MODEL\nThe model, for\n.BR \\-\\-model .\n"
      ".TP\n.B EVS_TIMEOUT\nSeconds to wait for other writers, for\n.BR \\-\\-timeout .\n"
      ".TP\n.B EVS_COLOR\nalways, never or auto, for\n.BR \\-\\-color .\n"
      ".TP\n.B NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM\nWhether there are colours, in this order, where "
      "neither says so.\n"
      ".TP\n.B EVS_PAGER, PAGER\nThe pager for long output on a terminal; less if neither is set.\n";
  std::vector<ErrorKind> all;
  for (const ErrorExplanation& error : error_explanations()) {
    if (error.kind != ErrorKind::usage) all.push_back(error.kind);
  }
  constexpr const char* answer_no =
      "the answer is no: verify found problems, an invariant does not hold, diff found a difference, bisect found "
      "nothing";
  out += ".SH EXIT STATUS\n" + status_items(answer_no, all);
  out += ".TP\n.B 128+N\nEnded by signal N; 141 when the reader of the output has gone away.\n";
  out +=
      ".SH SEE ALSO\n"
      ".BR evs\\-event (5),\n"
      ".BR evs\\-model (5),\n"
      ".BR evs\\-store (5),\n"
      ".BR evs (7),\n"
      ".BR evs\\-guarantees (7),\n"
      ".BR evs\\-privacy (7),\n"
      ".BR evs\\-recipes (7)\n";
  return out;
}

}  // namespace evs
