#include <memory>

#include "commands/commands.hpp"
#include "commands/copying.hpp"
#include "commands/options.hpp"

namespace evs {
namespace {

int run(const std::string& file, Session& session) {
  const std::string& name = session.common().store;
  if (file == "-") {
    throw Error(ErrorKind::usage, "a backup is read from a file, not from the standard input")
        .hint("save it to a file first; 'evs import' reads events from a pipe");
  }
  if (store_exists(name)) {
    throw Error(ErrorKind::conflict, "'" + name + "' already exists, and restore overwrites no store")
        .hint("name another store with -s, or move this one away with all its files");
  }
  if (!store_exists(file)) throw Error(ErrorKind::not_found, "there is no backup '" + file + "'");
  StoreLocation backup = session.location();
  backup.location = file;
  copy_and_report(session, backup, name, IfExists::refuse);
  return 0;
}

}  // namespace

Command restore_command() {
  const auto file = std::make_shared<std::string>();
  Command command;
  command.name = "restore";
  command.group = "trust";
  command.summary = "Make a store of a backup";
  command.description =
      "Copies a backup to the place that -s, EVS_STORE or the default evs.db names. A store that is there already is "
      "never overwritten. The new store appears only when all of it is on the disk and its digests have been "
      "recomputed "
      "from the events: a backup that is damaged is not restored.\n\n"
      "The store has the id and the head of the backup, and goes on from there. What was written after the backup was "
      "made is not in it; compare heads before programs write to it that have read more.\n\n"
      "Ends with a summary: {\"events\",\"streams\",\"position\",\"head\",\"bytes\"}.";
  command.arguments = {text_argument("FILE", *file, "the backup", Presence::required, Completes::files)};
  command.formats = {"table", "json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs backup backup.db && evs -s new.db restore backup.db", "the store of a backup, beside the old one"}};
  command.run = [file](Session& session) { return run(*file, session); };
  return command;
}

}  // namespace evs
