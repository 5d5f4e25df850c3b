#include "cli/invocation.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/suggest.hpp"
#include "commands/joined.hpp"

namespace evs {
namespace {

Error usage(const std::string& message) { return {ErrorKind::usage, message}; }

std::vector<std::string> split_names(const std::string& names) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= names.size();) {
    const std::size_t comma = std::min(names.find(',', at), names.size());
    out.push_back(names.substr(at, comma - at));
    at = comma + 1;
  }
  return out;
}

/// The options that a word may name, and how they take values. CLI11 splits the words in the end; this looks at them
/// first, to find the command wherever it stands, and because CLI11 takes the next word for an empty value and calls
/// every mistake the same.
class OptionTable {
 public:
  void add(const Option& option) {
    for (const std::string& name : split_names(option.names)) options_.emplace_back(name, &option);
  }

  [[nodiscard]] const Option* find(std::string_view name) const {
    for (const auto& [known, option] : options_) {
      if (known == name) return option;
    }
    return nullptr;
  }

  [[nodiscard]] std::vector<std::string> long_names() const {
    std::vector<std::string> names;
    for (const auto& [name, option] : options_) {
      if (name.starts_with("--")) names.push_back(name);
    }
    return names;
  }

 private:
  std::vector<std::pair<std::string, const Option*>> options_;
};

bool is_option(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

/// Whether the option word at `at` takes the next word as its value. Throws for what is no option of the table.
bool takes_next_word(const OptionTable& table, const std::vector<std::string>& words, std::size_t at) {
  const std::string& word = words[at];
  if (word.starts_with("--")) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const Option* option = table.find(name);
    if (option == nullptr) {
      const std::string near = nearest(name, table.long_names());
      Error error = usage("there is no option '" + name + "'");
      if (!near.empty()) error.hint("did you mean '" + near + "'?");
      throw Error(error);
    }
    if (equals == std::string::npos) return !option->value.empty();
    if (option->value.empty()) throw usage("option '" + name + "' takes no value");
    if (equals + 1 == word.size()) throw usage("the value of option '" + name + "' is empty");
    return false;
  }
  for (std::size_t i = 1; i < word.size(); ++i) {  // -qf, -n5
    const Option* option = table.find(std::string("-") + word[i]);
    if (option == nullptr) {
      throw usage(std::string("there is no option '-") + word[i] + "'")
          .hint("a value that begins with '-' is written as --option=VALUE");
    }
    if (option->value.empty()) continue;
    if (i + 1 < word.size() && word[i + 1] == '=') {
      throw usage("'" + word + "' does not name its value as a short option does")
          .hint("write '" + word.substr(0, i + 1) + " VALUE' or '" + std::string(option->long_name()) + "=VALUE'");
    }
    return i + 1 == word.size();
  }
  return false;
}

void check_value(const std::vector<std::string>& words, std::size_t at) {
  const std::string& option = words[at];
  if (at + 1 == words.size()) throw usage("option '" + option + "' needs a value");
  const std::string& value = words[at + 1];
  if (value.empty()) throw usage("the value of option '" + option + "' is empty");
  if (is_option(value)) {
    throw usage("option '" + option + "' needs a value, and '" + value + "' is an option")
        .hint("a value that begins with '-' is written as --option=VALUE");
  }
}

[[noreturn]] void throw_unknown_command(const std::vector<Command>& commands, const std::string& word) {
  const std::vector<std::string> names = names_of(commands);
  std::string near(familiar_name(word));
  const bool is_there = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return near == name || near.starts_with(name + " ");
  });
  if (!is_there) near = nearest(word, names);
  throw no_command(word, near);
}

/// The place of the command among the words, or their number if there is none. Options before it may be any command's.
std::size_t place_of_command(const std::vector<Command>& commands, const std::vector<Option>& common,
                             const std::vector<std::string>& words) {
  OptionTable table;
  for (const Option& option : common) table.add(option);
  for (const Command& command : commands) {
    for (const Option& option : command.options) table.add(option);
  }
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == "--") return at + 1 < words.size() ? at + 1 : words.size();
    if (!is_option(words[at])) return at;
    if (takes_next_word(table, words, at)) {
      check_value(words, at);
      ++at;
    }
  }
  return words.size();
}

void assign(const std::string& what, const std::function<void(const std::string&)>& set, const std::string& value) {
  try {
    set(value);
  } catch (const Error& error) {
    Error named(error.kind(), what + ": " + error.message());
    if (!error.hint().empty()) named.hint(error.hint());
    throw Error(named);
  }
}

/// What to do about a word that a command has no place for.
std::string remedy_for_surplus(const Command& command, const std::string& word) {
  constexpr const char* needs_no_quotes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-";
  const bool is_plain = word.find_first_not_of(needs_no_quotes) == std::string::npos;
  if (is_plain && (command.name == "init" || word.ends_with(".db"))) {
    return "a store is named with -s: evs -s " + word + " " + command.name;
  }
  return "'evs help " + command.name + "' shows what the command takes; a value with spaces needs quotes";
}

void assign_arguments(const Command& command, const std::vector<std::string>& values) {
  std::size_t next = 0;
  for (const Argument& argument : command.arguments) {
    if (argument.required && next == values.size()) {
      throw usage(argument.name + " is missing").hint("'evs help " + command.name + "' shows what the command takes");
    }
    while (next < values.size()) {
      const std::string& value = values[next++];
      if (value.empty()) throw usage(argument.name + " is empty");
      assign(argument.name, argument.set, value);
      if (!argument.repeats) break;
    }
  }
  if (next < values.size()) {
    throw usage("'" + values[next] + "' is one word too many for 'evs " + command.name + "'")
        .hint(remedy_for_surplus(command, values[next]));
  }
}

/// Checks the options among the words and counts the words that are arguments.
int count_arguments(const OptionTable& table, const std::vector<std::string>& words) {
  int arguments = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == "--") return arguments + static_cast<int>(words.size() - at - 1);
    if (!is_option(words[at])) {
      ++arguments;
    } else if (takes_next_word(table, words, at)) {
      check_value(words, at);
      ++at;
    }
  }
  return arguments;
}

/// Lets CLI11 split the words into options and arguments.
void split(const Command* command, const std::vector<Option>& common, std::vector<std::string> words, int count) {
  CLI::App app;
  app.set_help_flag();
  app.allow_windows_style_options(false);
  std::vector<std::pair<const Option*, CLI::Option*>> options;
  const auto accept = [](const CLI::results_t&) { return true; };
  const auto add = [&](const Option& option) {
    CLI::Option* added =
        option.value.empty() ? app.add_flag_callback(option.names, [] {}) : app.add_option(option.names, accept);
    added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (!option.value.empty()) added->expected(1)->allow_extra_args(false);
    options.emplace_back(&option, added);
  };
  for (const Option& option : common) add(option);
  if (command != nullptr) {
    for (const Option& option : command->options) add(option);
  }
  // Their exact number keeps CLI11 from splitting an argument like [1,2], which it does where more may follow.
  CLI::Option* arguments = count == 0 ? nullptr : app.add_option("words", accept)->expected(count);
  try {
    std::reverse(words.begin(), words.end());
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    throw usage(error.what());
  }
  for (const auto& [option, parsed] : options) {
    const auto& values = parsed->results();
    if (values.empty()) continue;
    const std::string name(option->long_name());
    if (option->value.empty())
      option->set("");
    else if (!option->repeats)
      assign(name, option->set, values.back());
    else
      for (const std::string& value : values) assign(name, option->set, value);
  }
  if (command != nullptr) assign_arguments(*command, count == 0 ? std::vector<std::string>() : arguments->results());
}

}  // namespace

Invocation parse(const std::vector<Command>& commands, const std::vector<std::string>& words) {
  Invocation invocation;
  const std::vector<Option> common = common_options(invocation.common);
  const std::size_t at = place_of_command(commands, common, words);
  OptionTable table;
  for (const Option& option : common) table.add(option);
  std::vector<std::string> rest(words.begin(), words.end());
  if (at < words.size()) {
    invocation.command = find_command(commands, words[at]);
    if (invocation.command == nullptr) throw_unknown_command(commands, words[at]);
    for (const Option& option : invocation.command->options) table.add(option);
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
  }
  const int arguments = count_arguments(table, rest);
  const bool asks_for_help = std::find(rest.begin(), rest.end(), "--help") != rest.end() ||
                             std::find(rest.begin(), rest.end(), "-h") != rest.end();
  if (asks_for_help) {  // whatever else is missing
    invocation.common.help = true;
    return invocation;
  }
  split(invocation.command, common, std::move(rest), arguments);
  if (invocation.common.format && invocation.command != nullptr) {
    const auto& formats = invocation.command->formats;
    if (std::find(formats.begin(), formats.end(), *invocation.common.format) == formats.end()) {
      throw usage("'evs " + invocation.command->name + "' has no output format '" + *invocation.common.format + "'")
          .hint(formats.empty() ? "leave -o out" : "it has: " + joined(formats, ", "));
    }
  }
  return invocation;
}

}  // namespace evs
