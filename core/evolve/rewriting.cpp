#include "core/evolve/rewriting.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/evolve/rewritten_from.hpp"
#include "core/reserved.hpp"

namespace evs {

Rewriting::Rewriting(Reader& source, Position to, const std::shared_ptr<const Model>& model, const RewriteJob& job)
    : model_(model), job_(job), notes_(std::make_shared<ModelNotes>()), upcaster_(model, notes_) {
  counts_.dropped_by_rule.resize(model->upcasters().all().size());
  counts_.merged.resize(model->merges().size());
  if (job.merges_events || job.renames_streams) engine_ = std::make_unique<Engine>(model->source());
  if (job.merges_events) merging_.emplace(source, to, model, notes_, *engine_);
  if (!job.renames_streams) return;
  renaming_.emplace(source, to, *engine_, model->renaming().value().place,
                    [this](std::string_view stream) { return !stays_behind(stream); });
}

bool Rewriting::stays_behind(std::string_view stream) const {
  const auto& dropped = job_.dropped_categories;
  return stream.starts_with('$') || std::find(dropped.begin(), dropped.end(), category_of(stream)) != dropped.end();
}

void Rewriting::resume(Reader& destination, Position behind) {
  counts_.resumed_behind = behind;
  if (merging_) merging_->resume(destination, behind);
}

void Rewriting::pass(const EventView& stored, const Visit& visit) {
  if (stored.stream.starts_with('$')) return;
  ++counts_.in;
  if (is_own_type(stored.type)) {
    ++counts_.baselines;
    return;
  }
  if (stays_behind(stored.stream)) {
    ++counts_.dropped_categories[std::string(category_of(stored.stream))];
    return;
  }
  if (renaming_ && stored.seq == Seq{1} && renaming_->name_of(stored.stream) != stored.stream) {
    ++counts_.renamed_streams;
  }
  if (!upcaster_.changes(stored)) return hand_out(Event(stored), stored, visit);
  const Upcast& made = upcaster_.upcast(stored);
  require_exact();
  ++counts_.changed;
  if (made.events.size() > 1) ++counts_.split;
  for (const std::size_t rule : made.dropped_by) ++counts_.dropped_by_rule[rule];
  for (const Event& one : made.events) {
    Event event = one;
    event.has_next_sub = &one != &made.events.back();
    hand_out(std::move(event), stored, visit);
  }
}

void Rewriting::hand_out(Event event, const EventView& stored, const Visit& visit) {
  Merged merged;
  const std::string meta = event.meta;
  if (merging_) {
    if (merging_->is_merged(event)) return;
    merged = merging_->merge_following(event);
    require_exact();
  }
  ++counts_.out;
  if (event.type != stored.type) ++counts_.renamed;
  if (!merged.from.empty()) {
    counts_.merged[merged.rule].merged += static_cast<std::int64_t>(merged.from.size());
    ++counts_.merged[merged.rule].into;
  }
  event.meta = with_rewritten_from(event.meta, rewritten_from(event, meta, merged.from));
  if (renaming_) event.stream = renaming_->name_of(event.stream);
  visit(std::move(event));
}

/// What is read may be read again by a better rule; what is rewritten stays.
void Rewriting::require_exact() const {
  const auto noted = notes_->rounded();
  const auto& rounded = noted || !engine_ ? noted : engine_->rounded();
  if (!rounded) return;
  throw Error(ErrorKind::bad_input, "the number " + rounded->number + " would not be the same after the rewrite")
      .detail(std::string(noted ? "an upcaster" : "a merge rule") + " moves it, at event " +
              std::to_string(rounded->seq.value) + " of stream '" + rounded->stream +
              "', and a model has integers of 64 bits and doubles")
      .fact("stream", rounded->stream)
      .fact("seq", rounded->seq.value);
}

}  // namespace evs
