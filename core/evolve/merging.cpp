#include "core/evolve/merging.hpp"

#include <utility>

#include "core/purged.hpp"
#include "core/reserved.hpp"

namespace evs {
namespace {

constexpr std::uint64_t ns_per_second = 1'000'000'000;

bool is_within(const MergeDeclaration& rule, const Event& first, const Event& next) {
  if (!rule.within || next.time <= first.time) return true;
  const auto apart = static_cast<std::uint64_t>(next.time.ns) - static_cast<std::uint64_t>(first.time.ns);
  return apart <= static_cast<std::uint64_t>(*rule.within) * ns_per_second;
}

PlaceInStream place_of(const Event& event) { return {event.seq, event.sub}; }

}  // namespace

Merging::Merging(Reader& source, Position to, const std::shared_ptr<const Model>& model,
                 const std::shared_ptr<ModelNotes>& notes, Engine& engine)
    : source_(source.another()), to_(to), model_(model), engine_(engine), upcaster_(model, notes) {}

std::optional<std::size_t> Merging::rule_for(const Event& event) const {
  const auto& rules = model_->merges();
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    if (rules[rule].type == event.type) return rule;
  }
  return std::nullopt;
}

void Merging::resume(Reader& destination, Position behind) {
  Selection merged;
  for (const MergeDeclaration& rule : model_->merges()) merged.types.push_back(rule.type);
  if (merged.types.empty()) return;
  destination.read(merged, [&](const EventView& event) {
    const auto from = read_rewritten_from(event.meta);
    if (!from || !from->last_merged || from->last_merged->position <= behind) return true;
    Selection last;  // whose stream may have another name in the destination
    last.from_position = last.to_position = from->last_merged->position;
    source_->read(last, [&](const EventView& stored) {
      open_[std::string(stored.stream)] = from->last_merged->place;
      return true;
    });
    return true;
  });
}

bool Merging::is_merged(const Event& event) {
  const auto run = open_.find(event.stream);
  if (run == open_.end()) return false;
  const PlaceInStream last = run->second;
  if (place_of(event) >= last) open_.erase(run);
  return place_of(event) <= last;
}

/// Visits the events behind one in its stream, as upcasters make them, until the visitor returns false.
void Merging::each_behind(const Event& event, const std::function<bool(const Event&)>& visit) {
  Selection rest;
  rest.streams = {StreamName(event.stream)};
  rest.from_seq = event.has_next_sub ? event.seq : event.seq.next();
  rest.to_position = to_;
  source_->read(rest, [&](const EventView& stored) {
    if (is_own_type(stored.type)) return true;
    if (!upcaster_.changes(stored)) return visit(Event(stored));
    for (const Event& made : upcaster_.upcast(stored).events) {
      if (place_of(made) > place_of(event) && !visit(made)) return false;
    }
    return true;
  });
}

Merged Merging::merge_following(Event& event) {
  Merged merged;
  const auto rule = rule_for(event);
  if (!rule || is_purged(event.view())) return merged;
  merged.rule = *rule;
  std::size_t bytes = 0;
  each_behind(event, [&](const Event& next) {
    if (next.type != event.type || next.schema != event.schema || is_purged(next.view())) return false;
    if (!is_within(model_->merges()[*rule], event, next)) return false;
    std::string from = rewritten_from(next, next.meta);
    bytes += from.size();
    if (merged.from.size() == most_merged_events - 1 || bytes > longest_merged_list) return false;
    auto made = engine_.merge(*rule, event.view(), next.view());
    if (!made) return false;
    if (made->data) event.data = std::move(*made->data);
    if (made->meta) event.meta = std::move(*made->meta);
    merged.from.push_back(std::move(from));
    open_[event.stream] = place_of(next);
    return true;
  });
  return merged;
}

}  // namespace evs
