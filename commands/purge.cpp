#include <memory>

#include "commands/commands.hpp"
#include "commands/model_option.hpp"
#include "commands/options.hpp"
#include "commands/purge_options.hpp"

namespace evs {
namespace {

void check(const PurgeOptions& options) {
  const auto refuse = [](const std::string& message) { throw Error(ErrorKind::usage, message); };
  const bool says_why = !options.reason.empty() || !options.ticket.empty();
  if (options.resume && (options.plan || options.dry_run || !options.leave.empty() || says_why)) {
    refuse("--resume finishes what was begun; it takes --subject, --receipt, --sign and --ledger at most");
  }
  if (options.plan && (options.subject || options.dry_run || !options.leave.empty())) {
    refuse("--plan says all of --subject and --leave; do without them, and without --dry-run");
  }
  if (!options.resume && !options.plan && !options.subject) {
    throw Error(ErrorKind::usage, "whose data? --subject is missing")
        .hint("--subject ID --dry-run shows what would go; there is no way to purge everybody");
  }
  if (options.key && !options.receipt) refuse("--sign signs the receipt; name its file with --receipt");
  if (options.receipt == "-" || options.ledger == "-") {
    throw Error(ErrorKind::usage, "a receipt or a ledger is written to a file, not to the standard output")
        .detail("a purge is finished when it is on the disk, which nobody knows of a pipe");
  }
  if (options.ledger && options.ledger == options.receipt) refuse("the ledger and the receipt are two files");
  if (options.key == "-" && (options.subject == "-" || options.plan == "-")) {
    refuse("only one thing can come through the standard input");
  }
}

std::vector<Option> purge_options(PurgeOptions& options) {
  return {
      optional_text("--subject", "ID", options.subject, "the person's id; - reads it from the standard input"),
      flag("--dry-run", options.dry_run, "say what would go, and change nothing; -o json prints a plan"),
      optional_text("--plan", "FILE", options.plan, "do what this plan says, if the store has not changed",
                    Completes::files),
      flag("--resume", options.resume, "finish a purge that was interrupted"),
      repeated_text("--leave", "TYPE", options.leave, "leave events of this type alone, though no rule speaks of it",
                    Completes::types),
      text_option("--reason", "TEXT", options.reason, "why; kept in the store and in the receipt"),
      text_option("--ticket", "TEXT", options.ticket, "where it was asked for; kept in the same places"),
      optional_text("--receipt", "FILE", options.receipt, "write a receipt without personal data", Completes::files),
      optional_text("--sign", "KEY", options.key, "sign the receipt with the Ed25519 key in this PEM file",
                    Completes::files),
      optional_text("--ledger", "FILE", options.ledger, "add the purge to this ledger, for backups", Completes::files),
      flag("--yes", options.yes, "do not ask"),
      model_option(options.model, "the model whose personal rules say what goes (default: EVS_MODEL, then model.lua)"),
  };
}

constexpr const char* description =
    "Erases what the store holds of one person, as the rules of the model say (evs-model(5), PERSONAL DATA): the named "
    "fields, or the whole of an event, become null; streams that are named by the person are renamed purged-N; "
    "positions, seqs and types stay, and so do ids and times unless a rule names them. Several people in one event "
    "keep each other intact. All matching rules apply. A type that no rule speaks of stops the purge, until a rule is "
    "written or --leave names it.\n\n"
    "An event in $evs-purges accounts for it, so that 'evs verify' passes, and an earlier head still verifies. Then "
    "the files are rewritten, so that no free page and no log keeps what was erased, and searched for it in all "
    "encodings. Interrupted at any moment, every command says so until 'evs purge --resume' has finished. A reader "
    "that is in the way is status 6; what was erased stays erased, and --resume goes on. Only when the receipt and the "
    "line of the ledger are on the disk and the result is printed, the purge is finished: what could not be written, "
    "--resume writes.\n\n"
    "--dry-run shows what would go: {\"erases\",\"type\",\"schema\",\"pointer\",\"stream\",\"events\"}; where nothing "
    "is erased though the id stands there, the pointer is one into the event line. With -o json it prints a plan, "
    "which holds the person's id. --plan does exactly that, and fails if the store has moved on. Receipt, key and "
    "ledger are checked by a dry run, and not written.\n\n"
    "Without --yes the id is to be typed on a terminal. An option is seen by other users of the machine, and kept by "
    "shells: '--subject -' reads the id from the standard input.\n\n"
    "Ends with {\"purge\",\"events\",\"streams\",\"snapshots\",\"ids\",\"position\",\"head\"} and, of the search, "
    "{\"scanned\",\"unscannable\",\"hits\",\"remaining\"}: scanned values were looked for, hits of them were found, "
    "remaining ones stand in events that no rule reaches. The \"reference\" is in the receipt; the \"nonce\" is for "
    "the person, who can show with it that the receipt is about them, and is kept nowhere. \"resumed\" says that the "
    "purge had been interrupted, and the search knew no more than the id.\n\n"
    "Backups, exports, read models and freed blocks of the disk are not reached. --ledger adds a line to FILE with "
    "which 'evs restore --ledger' does the purge again to an older backup: positions, commitments and which values "
    "became null, no personal data. One ledger serves all purges of a store. See evs-privacy(7).";

}  // namespace

Command purge_command() {
  const auto options = std::make_shared<PurgeOptions>();
  Command command;
  command.name = "purge";
  command.group = "trust";
  command.summary = "Erase a person's data";
  command.description = description;
  command.options = purge_options(*options);
  command.formats = {"table", "json", "ndjson", "csv"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::busy,
                    ErrorKind::damaged,   ErrorKind::system,   ErrorKind::in_doubt};
  command.examples = {
      {"evs purge --subject c-3 --model shop.lua --dry-run", "what would go of customer c-3"},
      {"evs purge --subject c-3 --model shop.lua --yes --receipt receipt.json", "erase it, and keep a receipt"},
      {"evs purge --subject c-3 --model shop.lua --yes --ledger purges.ndjson",
       "the same, so that older backups can follow"}};
  command.run = [options](Session& session) {
    check(*options);
    return run_purge(*options, session);
  };
  return command;
}

}  // namespace evs
