#include <memory>

#include "commands/commands.hpp"
#include "commands/copying.hpp"
#include "commands/options.hpp"

namespace evs {
namespace {

struct BackupOptions {
  std::string file;
  bool replace = false;
};

int run(const BackupOptions& options, Session& session) {
  if (options.file == "-") {
    throw Error(ErrorKind::usage, "a backup is written to a file, not to the standard output")
        .detail("it is named only when it is on the disk and has been checked, which a pipe cannot be")
        .hint("back up to a file and send that; 'evs export' writes events to a pipe");
  }
  if (!options.replace && store_exists(options.file)) {
    throw Error(ErrorKind::conflict, "'" + options.file + "' already exists")
        .hint("name another file, or replace this one with --force");
  }
  const Totals copied = copy_with_progress(session, session.location(), options.file,
                                           options.replace ? IfExists::replace : IfExists::refuse);
  print_single(session, record_of(copied), session.format("table", "ndjson"));
  return 0;
}

}  // namespace

Command backup_command() {
  const auto options = std::make_shared<BackupOptions>();
  Command command;
  command.name = "backup";
  command.group = "trust";
  command.summary = "Copy the store to a file while it is in use";
  command.description =
      "Copies the store as one commit left it, into one file that is a store itself: with the same events, the same id "
      "and the same head. Others may read and write meanwhile; they are not held up, but what they write stays in the "
      "write-ahead log until the backup is done.\n\n"
      "FILE appears, readable by its owner only, when all of it is on the disk and 'evs verify' would find nothing in "
      "it. Interrupted before, nothing is left behind; kill -9 may leave a file FILE.ID.tmp, which can be deleted.\n\n"
      "A backup holds what the store holds: an event that is erased later is still in it.\n\n"
      "Ends with a summary: {\"events\",\"streams\",\"position\",\"head\",\"bytes\"}. Write the head down elsewhere: "
      "it tells later that the backup is the one that was made.";
  command.arguments = {
      text_argument("FILE", options->file, "the backup to make", Presence::required, Completes::files)};
  command.options = {flag("--force", options->replace, "replace FILE if it exists")};
  command.formats = {"table", "json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs backup backup.db", "a copy of evs.db"},
      {"evs backup --force nightly.db", "in the place of the one before"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
