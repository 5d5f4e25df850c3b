#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/evolve/rewrite_origin.hpp"
#include "core/model/model.hpp"
#include "core/store.hpp"

namespace evs {

struct RewriteJob {
  std::vector<std::string> dropped_categories;  // by their names in the source
  bool renames_streams = false;                 // by the model's rename_streams, which must be declared
  bool merges_events = false;                   // by the model's merge rules
  std::int64_t events_per_commit = 20'000;
  std::function<void(std::int64_t events, double share)> on_progress;
};

/// What a merge rule did.
struct MergeCounts {
  std::int64_t merged = 0;  // events that became part of an earlier one
  std::int64_t into = 0;    // of which there are so many
};

/// What was done to the events that this run looked at.
struct RewriteCounts {
  std::int64_t in = 0;
  std::int64_t out = 0;
  std::int64_t changed = 0;                   // stored events that upcasters were for, dropped ones among them
  std::int64_t split = 0;                     // of which several came
  std::int64_t renamed = 0;                   // events that came out with another type than the stored one
  std::vector<std::int64_t> dropped_by_rule;  // by the place of the upcaster
  std::map<std::string, std::int64_t> dropped_categories;
  std::vector<MergeCounts> merged;  // by the place of the merge rule
  std::int64_t renamed_streams = 0;
  std::int64_t baselines = 0;  // that stay behind: they are of the events as they were
  Position resumed_behind;     // 0: it began at the beginning
};

/// The `rules` of an origin.
std::string rules_fingerprint(const Model& model, const RewriteJob& job);

/// What rewriting the events of a source up to a position would do.
RewriteCounts preview_rewrite(Reader& source, const std::shared_ptr<const Model>& model, Position to,
                              const RewriteJob& job);

/// Throws what rewrite() would before it writes an event: [bad-input] for what rename_streams of the model throws, and
/// for two streams that get one name.
void require_names(Reader& source, const std::shared_ptr<const Model>& model, Position to, const RewriteJob& job);

/// Copies the events of a source, which must be read as it is stored, up to the origin's head into a store, as the
/// model's upcasters make them: in their order, with their ids and times, numbered anew in each stream, and with
/// meta.rewritten_from (rewritten_from.hpp). What is merged stands where the first event stood, and has its id and
/// time. The events of evs's own streams stay behind. The store must be empty, or one that a run with the same origin
/// has begun; this one goes on behind the last commit of that. A finished one stays as it is. Throws [conflict] for any
/// other store and for ids that occur twice, [bad-input] for what a function of the model throws, for a number that it
/// cannot hold or for two streams that get one name, and what the store throws; what was committed stays.
RewriteCounts rewrite(Reader& source, const std::shared_ptr<const Model>& model, const RewriteOrigin& origin,
                      Store& destination, const RewriteJob& job);

}  // namespace evs
