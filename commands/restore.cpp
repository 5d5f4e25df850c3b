#include <memory>

#include "commands/commands.hpp"
#include "commands/copying.hpp"
#include "commands/options.hpp"
#include "commands/purge_options.hpp"
#include "core/counted.hpp"
#include "core/privacy/ledger_replay.hpp"

namespace evs {
namespace {

struct RestoreOptions {
  std::string file;
  std::optional<std::string> ledger;
};

void report(Session& session, Record record, const LedgerOutcome& outcome) {
  record.number("purges", outcome.applied).number("known", outcome.known);
  record.number("redacted", outcome.redacted).number("beyond", outcome.beyond);
  record.number("scanned", outcome.residue.values);
  record.number("unscannable", outcome.residue.too_short + outcome.residue.too_many);
  record.number("remaining", outcome.residue.remaining);
  print_single(session, record, session.format("table", "ndjson"));
  note_remaining(session, outcome.residue);
  if (outcome.beyond > 0) {
    session.note(counted(outcome.beyond, "erased event") + " of the ledger came after the backup was made");
  }
  if (!outcome.unlisted.empty()) {
    session.note("warning: neither the ledger nor the backup has " + counted(std::ssize(outcome.unlisted), "purge") +
                 " of this store: what went then is here again; purge it by the model");
  }
}

int run(const RestoreOptions& options, Session& session) {
  const std::string& name = session.common().store;
  if (options.file == "-") {
    throw Error(ErrorKind::usage, "a backup is read from a file, not from the standard input")
        .hint("save it to a file first; 'evs import' reads events from a pipe");
  }
  if (store_exists(name)) {
    throw Error(ErrorKind::conflict, "'" + name + "' already exists, and restore overwrites no store")
        .hint("name another store with -s, or move this one away with all its files");
  }
  if (!store_exists(options.file)) throw Error(ErrorKind::not_found, "there is no backup '" + options.file + "'");
  StoreLocation backup = session.location();
  backup.location = options.file;
  if (!options.ledger) {
    const Totals copied = copy_with_progress(session, backup, name, IfExists::refuse);
    print_single(session, record_of(copied), session.format("table", "ndjson"));
    return 0;
  }
  const auto ledger = parse_ledger(session.whole_text(*options.ledger), Session::input_name(*options.ledger));
  if (ledger.empty()) {
    throw Error(ErrorKind::bad_input, Session::input_name(*options.ledger) + " holds no purge")
        .detail("nothing was restored")
        .hint("name the file that 'evs purge --ledger' wrote, or restore without --ledger");
  }
  LedgerOutcome outcome;
  const Totals copied = copy_with_progress(session, backup, name, IfExists::refuse,
                                           [&](Erasure& copy) { outcome = replay_ledger(copy, ledger); });
  report(session, record_of(copied), outcome);
  return 0;
}

}  // namespace

Command restore_command() {
  const auto options = std::make_shared<RestoreOptions>();
  Command command;
  command.name = "restore";
  command.group = "trust";
  command.summary = "Make a store of a backup";
  command.description =
      "Copies a backup to the place that -s, EVS_STORE or the default evs.db names. A store that is there already is "
      "never overwritten. The new store appears only when all of it is on the disk and its digests have been "
      "recomputed from the events: a backup that is damaged is not restored.\n\n"
      "The store has the id and the head of the backup, and goes on from there. What was written after the backup was "
      "made is not in it; compare heads before programs write to it that have read more.\n\n"
      "A backup from before a purge holds what was erased. --ledger names what 'evs purge --ledger' has written: its "
      "purges are done again before the store has its name, and what they make is compared with the commitments in the "
      "ledger. Where the backup is what a purge met, the head is the same as after it. Killed in the middle, it leaves "
      "a file STORE.ID.tmp that still holds what was erased, and is to be deleted. See evs-privacy(7).\n\n"
      "Ends with a summary: {\"events\",\"streams\",\"position\",\"head\",\"bytes\"}, with --ledger also "
      "{\"purges\",\"known\",\"redacted\",\"beyond\",\"scanned\",\"unscannable\",\"remaining\"}: purges that were done "
      "again, those that the backup knew, events that were redacted, those that came after the backup, and what the "
      "search for the erased values says as that of 'evs purge' does.";
  command.arguments = {text_argument("FILE", options->file, "the backup", Presence::required, Completes::files)};
  command.options = {optional_text("--ledger", "FILE", options->ledger,
                                   "erase again what the purges in this ledger erased", Completes::files)};
  command.formats = {"table", "json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::damaged,
                    ErrorKind::system};
  command.examples = {
      {"evs backup backup.db && evs -s new.db restore backup.db", "the store of a backup, beside the old one"}};
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
