#include <algorithm>

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

const Command* find_command(const std::vector<Command>& commands, std::string_view name) {
  const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == name; });
  return found == commands.end() ? nullptr : &*found;
}

}  // namespace evs
