#include <memory>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"
#include "commands/snapshot_options.hpp"

namespace evs {
namespace {

int run(const SnapshotOptions& options, Session& session) {
  options.require_sense();
  if (options.action == "take") return snapshot_take(options, session);
  if (options.action == "baseline") return snapshot_baseline(options, session);
  if (options.action == "list") return snapshot_list(options, session);
  return options.action == "drop" ? snapshot_drop(options, session) : snapshot_check(options, session);
}

}  // namespace

Command snapshot_command() {
  const auto options = std::make_shared<SnapshotOptions>();
  Command command;
  command.name = "snapshot";
  command.group = "state";
  command.summary = "Keep states, so that folds need not begin at the first event";
  command.description =
      "A snapshot is the state of a stream after one of its events, kept in the store. Where there is one, evs replay "
      "begins there instead of at the first event, with the same result. It is of use only to the reducer that made "
      "it: with it is kept a fingerprint of the model's text, the modules that it requires, and the version of what "
      "folds (evs-model(5)), and what has another fingerprint is passed over. No event is deleted because of a "
      "snapshot, no digest covers it, and it can be thrown away at any time; export and import leave it behind, backup "
      "copies it.\n\n"
      "take makes one of each stream at its present version; with --every at each multiple of N seqs, and at no other "
      "seq. Each fold begins at the newest snapshot that fits. --keep drops all but the newest K of each stream, of "
      "those with the present fingerprint. A stream that a program folds cannot have one, nor a state that is longer "
      "than 16 MiB or that is not all in its JSON (evs-model(5)); with --category and --all they are counted as "
      "skipped, and evs's own streams, whose names begin with $, are left out unless they are named. It prints "
      "{\"streams\",\"taken\",\"already\",\"dropped\",\"skipped\"}.\n\n"
      "list prints a line for each: "
      "{\"stream\",\"seq\",\"position\",\"fingerprint\",\"usable\",\"reason\",\"bytes\",\"taken\"}, where the reason "
      "is why it is of no use now.\n\n"
      "check folds the streams from their first events and compares. It prints each snapshot that differs or is "
      "damaged, {\"stream\",\"seq\",\"position\",\"fingerprint\",\"problem\",\"patch\"}, where the patch (RFC 6902) "
      "makes of the snapshot what it should be, and then {\"holds\",\"streams\",\"checked\",\"wrong\",\"stale\"}. Of "
      "the stale, made by other reducers or models, it cannot say anything. A wrong one is dropped with drop.\n\n"
      "drop deletes them; with --stale only those that the present reducers have no use for. It asks on a terminal, "
      "and wants --yes elsewhere. It prints {\"streams\",\"dropped\",\"bytes\"}.\n\n"
      "baseline is another thing: it appends the state to the stream itself, as an event of type $evs.baseline, for "
      "good. Who folds from there (evs replay --from-baseline) needs no rules for the older events any more, so that "
      "the upcasters and functions for their shapes can leave the model. The model, and the schemas of these events, "
      "are kept in the store first (stream $evs-rules), so that evs replay --raw-history still folds from the first "
      "event, and evs verify proves that it comes to the same. All other folds pass over baselines. A stream that ends "
      "in an equal one gets none. What a program folds cannot have one. With --dry-run it writes nothing. It prints "
      "{\"streams\",\"appended\",\"already\",\"skipped\",\"rules\"}, where rules is the digest of the model.";
  command.arguments = {choice_argument("ACTION", {"take", "list", "check", "drop", "baseline"}, options->action,
                                       "take, list, check, drop or baseline"),
                       repeated_argument("STREAM", options->streams, "the streams", Completes::streams)};
  command.options = {
      text_option("--category", "NAME", options->category, "every stream of this category", Completes::categories),
      flag("--all", options->all, "every stream; for list and check, that is what no selector means"),
      number_option("--every", "N", options->every, "take: at each multiple of N seqs, instead of at the end", 1),
      number_option("--keep", "K", options->keep, "take: keep only the newest K of each stream", 1),
      flag("--stale", options->stale, "drop: only those of other reducers or models, and damaged ones"),
  };
  add_confirming_options(command, options->confirming);
  add_reducer_options(command, options->reducer);
  command.formats = {"table", "json", "ndjson"};
  command.answer_no = "check: a snapshot differs from what its stream is folded to, or is damaged";
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::busy,
                    ErrorKind::damaged,   ErrorKind::system,   ErrorKind::in_doubt};
  command.examples = {
      {"evs snapshot take --all", "the state of every stream, as it is now"},
      {"evs snapshot take order-7 --every 1000 --keep 3", "at the last three multiples of 1000 seqs"},
      {"evs snapshot take --all -q && evs snapshot list", "which there are, and which are of use"},
      {"evs snapshot check", "whether they are what the events make"},
      {"evs snapshot drop --all --stale --yes", "those of reducers that are no longer"},
      {"evs snapshot baseline --category order", "the present states of all orders, for good"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
