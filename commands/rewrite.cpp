#include <memory>

#include "commands/commands.hpp"
#include "commands/model_option.hpp"
#include "commands/options.hpp"
#include "commands/rewrite_running.hpp"
#include "commands/session.hpp"

namespace evs {

Command rewrite_command() {
  const auto options = std::make_shared<RewriteOptions>();
  Command command;
  command.name = "rewrite";
  command.group = "evolve";
  command.summary = "Make a new store in which upcasting is permanent";
  command.description =
      "Copies the store into a new one, DEST, with every event as the model's upcasters make it (evs-model(5)): in the "
      "order of the log, with the ids and times that they are read with, and numbered anew in each stream, since "
      "events may have become several or none. Each says where it was: meta.rewritten_from is {\"position\",\"seq\"}, "
      "and {\"sub\"} for the others of those that came of one. The store itself is never written to.\n\n"
      "What the model says beyond that is only done when it is asked for. --merge makes one event of those that follow "
      "each other in a stream, by the rules of merge_events: it stands where the first of them stood, with its id and "
      "time, and rewritten_from lists the others as {\"merged\"}. --rename-streams gives each stream the name that "
      "rename_streams returns for it; DEST does not keep the old one. Two streams that would get the same name are "
      "refused before any event is written. Upcasting comes first, then merging, then renaming; --drop-category goes "
      "by the names that streams have in the store.\n\n"
      "The first commit of DEST holds the id and the head of the store, in the stream $evs-rewrites, so that its own "
      "chain vouches for where it comes from; 'evs verify' says it. Events of evs's own streams are not copied: they "
      "speak of the old store. Nor are baselines, since states of events that were folded as they were need not be "
      "those of the new ones; 'evs snapshot baseline' makes new ones there. Events whose content was erased are copied "
      "as they are now.\n\n"
      "If it is interrupted, run it again: it goes on behind the last commit, up to the head that the store had when "
      "it began, and ends with the same events as if nothing had happened. What is erased from the store meanwhile may "
      "be in DEST already. A DEST that was begun from another store, by another model or with other options is "
      "refused.\n\n"
      "Ends with a summary of this run: {\"in\",\"out\",\"changed\",\"split\",\"renamed\",\"dropped\",\"merged\"} and "
      "{\"renamed_streams\",\"baselines\",\"resumed_behind\",\"head\"}, where renamed counts the events whose type is "
      "another.";
  command.arguments = {
      text_argument("DEST", options->destination, "the new store", Presence::required, Completes::files)};
  command.options = {
      repeated_text("--drop-category", "NAME", options->dropped_categories,
                    "leave the streams of this category behind; may be repeated", Completes::categories),
      flag("--rename-streams", options->rename_streams, "give streams the names that the model's rename_streams says"),
      flag("--merge", options->merge, "make one of events that follow each other, by the model's merge_events"),
      flag("--dry-run", options->dry_run, "count what would be done, and write nothing"),
      number_option("--commit-every", "N", options->commit_every, "commit after so many events (default: 20000)", 1),
      model_option(options->model, "the model whose upcasters are applied (default: EVS_MODEL, then model.lua)"),
  };
  command.formats = {"table", "json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::busy,
                    ErrorKind::damaged,   ErrorKind::system,   ErrorKind::in_doubt};
  command.examples = {
      {"evs model init -q && evs rewrite --dry-run new.db", "what would be done"},
      {"evs rewrite new.db --drop-category cart", "all streams but those of a category"},
  };
  command.run = [options](Session& session) { return run_rewrite(*options, session); };
  return command;
}

}  // namespace evs
