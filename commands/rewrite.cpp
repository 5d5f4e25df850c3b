#include "core/evolve/rewrite.hpp"

#include <filesystem>
#include <memory>

#include "commands/commands.hpp"
#include "commands/model_option.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "core/codec/json.hpp"

namespace evs {
namespace {

struct RewriteOptions {
  std::string destination;
  std::optional<std::string> model;
  std::vector<std::string> dropped_categories;
  std::optional<std::int64_t> commit_every;
  bool dry_run = false;
};

std::shared_ptr<const Model> model_for(Session& session, const RewriteOptions& options) {
  auto model = load_model(session, options.model);
  if (model) return model;
  if (!options.dropped_categories.empty()) return std::make_shared<const Model>(ModelSource{"no model", ""});
  throw Error(ErrorKind::not_found, "there is no model, and so nothing to rewrite by")
      .hint("name it with --model or EVS_MODEL; 'evs backup' copies a store as it is");
}

void require_other_file(const Session& session, const std::string& destination) {
  std::error_code unknown;  // which counts as another
  if (!std::filesystem::equivalent(session.common().store, destination, unknown) || unknown) return;
  throw Error(ErrorKind::usage, "the destination is the store itself; a rewrite makes a new one");
}

/// What a run before this one has begun there. A file that is no store may be one that was killed while it was made;
/// opening it for writing decides.
std::optional<RewriteOrigin> begun_before(const Session& session, const std::string& destination) {
  if (!store_exists(destination)) return std::nullopt;
  StoreLocation there = session.location();
  there.location = destination;
  try {
    return rewrite_origin(*open_reader(there));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
    return std::nullopt;
  }
}

/// What the source is now, or was when the destination was begun, as long as that is still its past.
Head head_to_rewrite(Session& session, const std::string& destination) {
  const auto begun = begun_before(session, destination);
  if (!begun) return session.reader().head();
  bool is_past = false;
  session.evidence().commits([&](const Commit& commit) {
    const Position last{commit.first.value + commit.count - 1};
    is_past = last == begun->head.position && commit.digest == begun->head.digest;
    return last < begun->head.position;
  });
  if (is_past || begun->head.position == Position{0}) return begun->head;
  throw Error(ErrorKind::conflict, "'" + destination + "' was begun from a store with the head " +
                                       to_string(begun->head) + ", which '" + session.common().store + "' never had")
      .hint("name another destination");
}

std::string dropped_json(const RewriteCounts& counts, const Model& model) {
  std::string out = "[";
  const auto add = [&](const Record& record) { out += (out.size() > 1 ? "," : "") + record.line(); };
  for (std::size_t rule = 0; rule < counts.dropped_by_rule.size(); ++rule) {
    if (counts.dropped_by_rule[rule] == 0) continue;
    const UpcastDeclaration& upcaster = model.upcasters().all()[rule];
    add(Record()
            .text("rule", name(upcaster))
            .text("reason", upcaster.reason)
            .number("events", counts.dropped_by_rule[rule]));
  }
  for (const auto& [category, events] : counts.dropped_categories) {
    add(Record().text("category", category).number("events", events));
  }
  return out + ']';
}

void print(Session& session, const RewriteCounts& counts, const Model& model, const std::optional<Head>& made) {
  Record record;
  record.number("in", counts.in).number("out", counts.out).number("changed", counts.changed);
  record.number("split", counts.split).number("renamed", counts.renamed);
  record.json("dropped", dropped_json(counts, model)).number("baselines", counts.baselines);
  record.number("resumed_behind", counts.resumed_behind.value);
  made ? record.text("head", to_string(*made)) : record.json("head", "null");
  print_single(session, record, session.format("table", "ndjson"));
}

int run(const RewriteOptions& options, Session& session) {
  const auto model = model_for(session, options);
  RewriteJob job;
  job.dropped_categories = options.dropped_categories;
  if (options.commit_every) job.events_per_commit = *options.commit_every;
  job.on_progress = [&](std::int64_t events, double share) { session.progress(events, share); };
  session.evidence();  // a log file has no head to come from
  require_other_file(session, options.destination);
  RewriteOrigin origin;
  origin.store = session.evidence().store_id();
  origin.rules = rules_fingerprint(*model, job);
  origin.head = head_to_rewrite(session, options.destination);
  if (options.dry_run) {
    print(session, preview_rewrite(session.reader(), model, origin.head.position, job), *model, std::nullopt);
    session.note("evs: nothing was written; without --dry-run, '" + options.destination + "' would be");
    return 0;
  }
  StoreLocation there = session.location();
  there.location = options.destination;
  const auto destination = open_store(there, Missing::create, Workload::bulk);
  const RewriteCounts counts = rewrite(session.reader(), model, origin, *destination, job);
  session.end_progress();
  if (counts.resumed_behind == origin.head.position && counts.in == 0 && origin.head.position > Position{0}) {
    session.note("evs: '" + options.destination + "' was finished already");
  }
  print(session, counts, *model, destination->head());
  return 0;
}

}  // namespace

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
      "The first commit of DEST holds the id and the head of the store, in the stream $evs-rewrites, so that its own "
      "chain vouches for where it comes from; 'evs verify' says it. Events of evs's own streams are not copied: they "
      "speak of the old store. Nor are baselines, since states of events that were folded as they were need not be "
      "those "
      "of the new ones; 'evs snapshot baseline' makes new ones there. Events whose content was erased are copied as "
      "they are now.\n\n"
      "If it is interrupted, run it again: it goes on behind the last commit, up to the head that the store had when "
      "it began, and ends with the same events as if nothing had happened. What is erased from the store meanwhile "
      "may be in DEST already. A DEST that was begun from another store, by another model or with other options is "
      "refused.\n\n"
      "Ends with a summary of this run: {\"in\",\"out\",\"changed\",\"split\",\"renamed\",\"dropped\","
      "\"baselines\",\"resumed_behind\",\"head\"}.";
  command.arguments = {
      text_argument("DEST", options->destination, "the new store", Presence::required, Completes::files)};
  command.options = {
      repeated_text("--drop-category", "NAME", options->dropped_categories,
                    "leave the streams of this category behind; may be repeated", Completes::categories),
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
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
