#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/model.hpp"
#include "core/store.hpp"

namespace evs {

/// The stream in which a store that a rewrite made says what it was made of. Its first event, alone in the first
/// commit, is the origin; its second, in the last commit of the rewrite, says that it is finished.
constexpr const char* rewrites_stream = "$evs-rewrites";

/// What a rewrite was made of.
struct RewriteOrigin {
  std::string store;  // the id of the source, in hexadecimal
  Head head;          // of the source: all events up to there are rewritten
  std::string rules;  // a SHA-256 over the model and the options, in hexadecimal
  bool is_finished = false;
};

/// The origin of a store; nothing if it is no rewrite. Throws [damaged] if what stands there is none.
std::optional<RewriteOrigin> rewrite_origin(Reader& reader);

struct RewriteJob {
  std::vector<std::string> dropped_categories;
  std::int64_t events_per_commit = 20'000;
  std::function<void(std::int64_t events, double share)> on_progress;
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
  std::int64_t baselines = 0;  // that stay behind: they are of the events as they were
  Position resumed_behind;     // 0: it began at the beginning
};

/// The `rules` of an origin.
std::string rules_fingerprint(const Model& model, const RewriteJob& job);

/// What rewriting the events of a source up to a position would do.
RewriteCounts preview_rewrite(Reader& source, const std::shared_ptr<const Model>& model, Position to,
                              const RewriteJob& job);

/// Copies the events of a source, which must be read as it is stored, up to the origin's head into a store, as the
/// model's upcasters make them: in their order, with their ids and times, numbered anew in each stream, and with
/// meta.rewritten_from. The events of evs's own streams stay behind. The store must be empty, or one that a run with
/// the same origin has begun; this one goes on behind the last commit of that. A finished one stays as it is. Throws
/// [conflict] for any other store and for ids that occur twice, [bad-input] for what an upcaster throws or for a number
/// that it cannot hold, and what the store throws; what was committed stays.
RewriteCounts rewrite(Reader& source, const std::shared_ptr<const Model>& model, const RewriteOrigin& origin,
                      Store& destination, const RewriteJob& job);

}  // namespace evs
