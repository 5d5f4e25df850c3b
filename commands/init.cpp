#include <memory>

#include "commands/commands.hpp"
#include "commands/demo.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

struct InitOptions {
  bool strict = false;
  bool demo = false;
};

int run(const InitOptions& options, Session& session) {
  const std::string& name = session.common().store;
  if (store_exists(name)) {
    throw Error(ErrorKind::conflict, "'" + name + "' already exists")
        .hint("use it as it is, or name another store with -s");
  }
  options.demo ? make_demo(session) : void(session.store(Missing::create, Workload::small));
  if (options.strict) open_schema_keeping(session.location())->enforce(std::nullopt, true);
  return 0;
}

}  // namespace

Command init_command() {
  const auto options = std::make_shared<InitOptions>();
  Command command;
  command.name = "init";
  command.group = "start";
  command.summary = "Make a new store";
  command.description =
      "Makes the store that -s, EVS_STORE or the default evs.db names: one SQLite file, readable by its owner only. "
      "append and import make a missing store themselves; init is for scripts that want to fail if it is there "
      "already.\n\n"
      "With --strict it takes only events whose data match the schema that it keeps for their type and schema version: "
      "see evs-schema(1).\n\n"
      "With --demo it is not empty: it holds the few orders of a shop that all examples of the help are about, and "
      "beside it are written orders.ndjson, the same as a log file, items.ndjson, a batch to append, and shop.lua, a "
      "model. One of the orders is wrong.\n\n"
      "Beside the store lie NAME-wal and NAME-shm, which belong to SQLite, and NAME-lock, in which writers queue. Copy "
      "a store with 'evs backup'; the file alone may lack what was written last.";
  command.options = {flag("--demo", options->demo, "with the events of a small shop, and files to try things on"),
                     flag("--strict", options->strict, "refuse events that do not match their schema, or have none")};
  command.errors = {ErrorKind::conflict, ErrorKind::system};
  command.examples = {{"mkdir demo && cd demo && evs init --demo && evs streams", "something to try evs on"},
                      {"evs -s new.db init", "make the store new.db"},
                      {"evs -s new.db init --strict", "one that refuses events without a schema"}};
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
