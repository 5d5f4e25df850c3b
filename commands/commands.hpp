#pragma once

#include "commands/command.hpp"

/// One function a subcommand; each is in the file of its name. The only list of them is all_commands().
namespace evs {

Command append_command();
Command backup_command();
Command bisect_command();
Command diff_command();
Command explain_command();
Command export_command();
Command head_command();
Command import_command();
Command init_command();
Command model_command();
Command purge_command();
Command read_command();
Command replay_command();
Command restore_command();
Command rewrite_command();
Command schema_command();
Command snapshot_command();
Command stats_command();
Command streams_command();
Command types_command();
Command upcast_command();
Command verify_command();
Command version_command();

}  // namespace evs
