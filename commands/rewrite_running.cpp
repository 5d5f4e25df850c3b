#include "commands/rewrite_running.hpp"

#include <filesystem>
#include <functional>
#include <memory>

#include "commands/model_option.hpp"
#include "commands/rewrite_printing.hpp"
#include "commands/session.hpp"
#include "core/counted.hpp"
#include "core/evolve/rewrite.hpp"

namespace evs {
namespace {

void require_rules(const Model& model, const RewriteOptions& options) {
  const auto require = [&](bool is_there, const std::string& option, const std::string& word) {
    if (is_there) return;
    throw Error(ErrorKind::usage,
                option + " has nothing to go by: the model '" + model.source().path + "' has no " + word)
        .hint("evs-model(5) shows how to write it");
  };
  require(!options.rename_streams || model.renaming(), "--rename-streams", "rename_streams");
  require(!options.merge || !model.merges().empty(), "--merge", "merge_events");
}

std::shared_ptr<const Model> model_for(Session& session, const RewriteOptions& options) {
  auto model = load_model(session, options.model);
  if (model) {
    require_rules(*model, options);
    return model;
  }
  const bool needs_one = options.rename_streams || options.merge;
  if (!needs_one && !options.dropped_categories.empty())
    return std::make_shared<const Model>(ModelSource{"no model", ""});
  throw Error(ErrorKind::not_found, "there is no model, and so nothing to rewrite by")
      .hint("name it with --model or EVS_MODEL; 'evs backup' copies a store as it is");
}

void require_other_file(const Session& session, const std::string& destination) {
  std::error_code unknown;  // which counts as another
  if (!std::filesystem::equivalent(session.common().store, destination, unknown) || unknown) return;
  throw Error(ErrorKind::usage, "the destination is the store itself; a rewrite makes a new one");
}

/// What `look` finds in the destination, if that is there. A file that is no store may be one that was killed while it
/// was made; opening it for writing decides.
std::optional<RewriteOrigin> found_in(const Session& session, const std::string& destination,
                                      const std::function<std::optional<RewriteOrigin>(Reader&)>& look) {
  if (!store_exists(destination)) return std::nullopt;
  StoreLocation there = session.location();
  there.location = destination;
  try {
    return look(*open_reader(there));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
    return std::nullopt;
  }
}

/// What the source is now, or was when the destination was begun, as long as that is still its past.
Head head_to_rewrite(Session& session, const std::string& destination) {
  const auto begun = found_in(session, destination, rewrite_origin);
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

/// One that is misspelt would go along unseen.
void note_missing_categories(Session& session, const RewriteJob& job, const RewriteCounts& counts) {
  if (counts.resumed_behind > Position{0}) return;  // its events may have been met before
  for (const std::string& category : job.dropped_categories) {
    if (counts.dropped_categories.contains(category)) continue;
    session.note("no event of the category '" + category + "' was there to leave behind");
  }
}

}  // namespace

int run_rewrite(const RewriteOptions& options, Session& session) {
  const auto model = model_for(session, options);
  RewriteJob job;
  job.dropped_categories = options.dropped_categories;
  job.renames_streams = options.rename_streams;
  job.merges_events = options.merge;
  if (options.commit_every) job.events_per_commit = *options.commit_every;
  job.on_progress = [&](std::int64_t events, double share) { session.progress(events, share); };
  session.evidence();  // a log file has no head to come from
  require_other_file(session, options.destination);
  RewriteOrigin origin;
  origin.store = session.evidence().store_id();
  origin.rules = rules_fingerprint(*model, job);
  origin.head = head_to_rewrite(session, options.destination);
  if (options.dry_run) {
    found_in(session, options.destination, [&](Reader& there) { return begun_from(there, origin); });
    const RewriteCounts counts = preview_rewrite(session.reader(), model, origin.head.position, job);
    print_rewrite(session, counts, *model, std::nullopt);
    note_missing_categories(session, job, counts);
    session.note("nothing was written; without --dry-run, '" + options.destination + "' would be");
    return 0;
  }
  require_names(session.reader(), model, origin.head.position, job);  // a refusal leaves no file behind
  StoreLocation there = session.location();
  there.location = options.destination;
  const auto destination = open_store(there, Missing::create, Workload::bulk);
  const RewriteCounts counts = rewrite(session.reader(), model, origin, *destination, job);
  session.end_progress();
  if (counts.resumed_behind == origin.head.position && counts.in == 0 && origin.head.position > Position{0}) {
    session.note("'" + options.destination + "' was finished already");
  }
  print_rewrite(session, counts, *model, destination->head());
  note_missing_categories(session, job, counts);
  if (counts.baselines > 0) {
    session.note("left " + counted(counts.baselines, "baseline") + " behind; '" + options.destination +
                 "' is folded by the present rules alone");
  }
  return 0;
}

}  // namespace evs
