#pragma once

#include <string>

#include "commands/command.hpp"

namespace evs {

class Session;

/// How a command that destroys something is told that it may: --dry-run and --yes.
struct ConfirmingOptions {
  bool dry_run = false;
  bool yes = false;
};
void add_confirming_options(Command& command, ConfirmingOptions& options);

/// What is typed at the terminal, up to the end of the line.
std::string typed_line(const Session& session);

/// Returns if the user wants it: because of --yes, or because a terminal was asked and `name` was typed. `what` says
/// what would be done, as in "3 snapshots of stream 'order-7' will be dropped". Throws [usage] otherwise.
void require_confirmation(Session& session, const ConfirmingOptions& options, const std::string& what,
                          const std::string& name);

}  // namespace evs
