#include <memory>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

int run(bool strict, Session& session) {
  const std::string& name = session.common().store;
  if (store_exists(name)) {
    throw Error(ErrorKind::conflict, "'" + name + "' already exists")
        .hint("use it as it is, or name another store with -s");
  }
  session.store(Missing::create, Workload::small);
  if (strict) open_schema_keeping(session.location())->enforce(std::nullopt, true);
  return 0;
}

}  // namespace

Command init_command() {
  const auto strict = std::make_shared<bool>(false);
  Command command;
  command.name = "init";
  command.group = "start";
  command.summary = "Make a new, empty store";
  command.description =
      "Makes the store that -s, EVS_STORE or the default evs.db names: one SQLite file, readable by its owner only. "
      "append and import make a missing store themselves; init is for scripts that want to fail if it is there "
      "already.\n\n"
      "With --strict it takes only events whose data match the schema that it keeps for their type and schema version: "
      "see evs-schema(1).\n\n"
      "Beside the store lie NAME-wal and NAME-shm, which belong to SQLite, and NAME-lock, in which writers queue. Copy "
      "a store with 'evs backup'; the file alone may lack what was written last.";
  command.options = {flag("--strict", *strict, "refuse events that do not match their schema, or have none")};
  command.errors = {ErrorKind::conflict, ErrorKind::system};
  command.examples = {{"evs -s new.db init", "make the store new.db"},
                      {"evs -s new.db init --strict", "one that refuses events without a schema"}};
  command.run = [strict](Session& session) { return run(*strict, session); };
  return command;
}

}  // namespace evs
