#include "commands/confirming.hpp"

#include "commands/options.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"

namespace evs {

std::string typed_line(const Session& session) {
  const auto terminal = session.input("-");
  std::string line;
  char bytes[1024];
  while (line.find('\n') == std::string::npos) {
    const std::size_t count = terminal->read(bytes, sizeof bytes);
    if (count == 0) break;
    line.append(bytes, count);
  }
  return line.substr(0, line.find('\n'));
}

void add_confirming_options(Command& command, ConfirmingOptions& options) {
  command.options.push_back(flag("--dry-run", options.dry_run, "say what would be done, and do nothing"));
  command.options.push_back(flag("--yes", options.yes, "do not ask"));
}

void require_confirmation(Session& session, const ConfirmingOptions& options, const std::string& what,
                          const std::string& name) {
  if (options.yes) return;
  const Surroundings& around = session.around();
  if (!around.in_is_terminal || !around.err_is_terminal) {
    throw Error(ErrorKind::usage, "there is no terminal to ask on: " + what)
        .hint("--yes does it without asking; --dry-run shows what would be done");
  }
  around.err->write(terminal_safe(what + "; type '" + name + "' to go on: "));
  if (typed_line(session) == name) return;
  throw Error(ErrorKind::usage, "that is not '" + name + "'; nothing was done");
}

}  // namespace evs
