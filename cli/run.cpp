#include "cli/run.hpp"

#include <new>
#include <optional>
#include <system_error>

#include "cli/builtin.hpp"
#include "cli/complete.hpp"
#include "cli/help.hpp"
#include "cli/man.hpp"
#include "commands/errors.hpp"
#include "commands/terminal_text.hpp"
#include "core/error.hpp"

namespace evs {
namespace {

constexpr int status_of_closed_output = 141;  // as if SIGPIPE had ended it

/// Writes the manual pages of evs and of every command into a folder.
void write_man_pages(const std::vector<Command>& commands, const std::string& folder) {
  const auto write = [&](const std::string& name, const std::string& page) {
    const auto file = create_file(folder + "/" + name + ".1", IfExists::replace);
    file->write(page);
    file->close();
  };
  write("evs", main_man_page(commands));
  for (const Command& command : commands) write("evs-" + command.name, man_page(command, commands));
}

/// What the shells and the build ask for: evs __complete -- WORDS, evs __man [COMMAND | --all FOLDER].
std::optional<int> run_internal(const std::vector<Command>& commands, const std::vector<std::string>& words,
                                const Environment& environment, Output& out) {
  if (words.empty()) return std::nullopt;
  if (words[0] == "__complete") {
    std::vector<std::string> line(words.begin() + 1, words.end());
    if (!line.empty() && line.front() == "--") line.erase(line.begin());
    out.write(complete(commands, line, environment));
    return 0;
  }
  if (words[0] != "__man") return std::nullopt;
  if (words.size() == 3 && words[1] == "--all") {
    write_man_pages(commands, words[2]);
    return 0;
  }
  if (words.size() == 1) {
    out.write(main_man_page(commands));
    return 0;
  }
  const Command* command = find_command(commands, words[1]);
  if (command == nullptr) throw Error(ErrorKind::usage, "there is no command '" + words[1] + "'");
  out.write(man_page(*command, commands));
  return 0;
}

int run_command(const std::vector<Command>& commands, const std::vector<std::string>& words, Surroundings& around,
                const Environment& environment) {
  Output early(*around.out);
  if (const auto status = run_internal(commands, words, environment, early)) {
    early.flush();
    return *status;
  }
  const Invocation invocation = parse(commands, words);
  around.colour = wants_colour(invocation.common, environment, around.out_is_terminal);
  if (invocation.common.no_pager) around.start_pager = nullptr;
  const Command* command = invocation.command;
  const auto width = static_cast<std::size_t>(around.width);
  std::string page;
  if (command == nullptr && !invocation.common.help && !invocation.common.version)
    page = first_page(commands, width);
  else if (command != nullptr && invocation.common.help)
    page = help_text(*command, width);
  if (!page.empty()) {
    if (around.start_pager) around.start_pager();
    early.write(page);
    early.flush();
    return 0;
  }
  if (command == nullptr || invocation.common.version) {
    command = find_command(commands, invocation.common.version ? "version" : "help");
  }
  Session session(around, resolve(invocation.common, environment));
  int status = 0;
  try {
    status = command->run(session);
  } catch (...) {
    session.end_progress();
    session.out().flush();  // what was found before the error
    throw;
  }
  session.out().flush();
  return status;
}

int report(const Error& error, const std::vector<std::string>& words, const Surroundings& around) {
  const bool wraps = around.err_is_terminal;
  around.err->write(
      error_text(error, wraps ? std::optional(static_cast<std::size_t>(around.err_width)) : std::nullopt));
  if (wants_json_errors(words)) around.err->write(terminal_safe(error_json(error)) + "\n");
  return exit_status(error.kind());
}

Error out_of_memory() {
  return Error(ErrorKind::system, "there is not enough memory")
      .detail("what was acknowledged is stored; what was not may be")
      .hint("give it more (ulimit -v, the container's limit), then send the same ids again");
}

}  // namespace

int run_evs(const std::vector<std::string>& words, Surroundings around, const Environment& environment) {
  std::vector<Command> commands = all_commands();
  commands.push_back(completion_command());
  commands.push_back(help_command(commands));
  try {
    return run_command(commands, words, around, environment);
  } catch (const OutputClosed&) {
    return status_of_closed_output;
  } catch (const Error& error) {
    return report(error, words, around);
  } catch (const std::bad_alloc&) {
    return report(out_of_memory(), words, around);
  } catch (const std::system_error& error) {  // no more threads
    return report(Error(ErrorKind::system, std::string("the system refused: ") + error.what()), words, around);
  } catch (const std::exception& exception) {
    const Error bug(ErrorKind::bug, std::string("unexpected: ") + exception.what());
    return report(Error(bug).hint("please report it with 'evs version -v'"), words, around);
  }
}

}  // namespace evs
