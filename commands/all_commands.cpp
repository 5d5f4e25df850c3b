#include "commands/commands.hpp"

namespace evs {

std::vector<Command> all_commands() {
  return {
      init_command(),   append_command(),  import_command(), read_command(),    export_command(),  streams_command(),
      types_command(),  stats_command(),   replay_command(), diff_command(),    bisect_command(),  snapshot_command(),
      model_command(),  schema_command(),  upcast_command(), rewrite_command(), verify_command(),  head_command(),
      backup_command(), restore_command(), purge_command(),  explain_command(), version_command(),
  };
}

}  // namespace evs
