#include "core/evolve/baseline_resumption.hpp"

#include "core/error.hpp"

namespace evs {
Selection baselines_of(const StreamName& stream) {
  Selection selection;
  selection.streams = {stream};
  selection.types = {std::string(baseline_type)};
  return selection;
}

std::string obstacle(std::string_view made_by, std::string_view goes_on) {
  if (goes_on == "program") return "a program folds it now, which cannot be given a state to go on from";
  if (made_by == goes_on) return {};
  return "its baseline was made by the reducer " + std::string(made_by) + ", and " + std::string(goes_on) +
         " cannot go on from such a state";
}

std::optional<PlacedBaseline> newest_baseline(Reader& stored, const StreamName& stream, const Moment& moment) {
  Selection selection = baselines_of(stream);
  selection.reverse = true;
  selection.to_position = moment.position;
  selection.to_seq = moment.seq;
  if (moment.time) {
    selection.to_seq = last_seq_at(stored, stream, moment);
    if (!selection.to_seq) return std::nullopt;
  }
  std::optional<PlacedBaseline> newest;
  stored.read(selection, [&](const EventView& event) {
    if (is_emptied_baseline(event)) return true;
    newest = {event.seq, event.position, event.time, baseline_in(event)};
    return false;
  });
  return newest;
}

std::optional<Snapshot> BaselineResumption::find(const StreamName& stream, const Moment& moment) {
  auto newest = newest_baseline(stored_, stream, moment);
  if (!newest) {
    if (without_ == WithoutOne::refuse) require_one(stream, moment);
    return std::nullopt;
  }
  const std::string why_not = obstacle(newest->baseline.by.reducer, fold_kind(by_, stream.text()));
  if (!why_not.empty()) {
    throw Error(ErrorKind::usage, "stream '" + stream.text() + "' cannot be folded from its baseline: " + why_not)
        .hint("choose the reducers with --model or --reducer, or leave out --from-baseline")
        .fact("stream", stream.text());
  }
  return Snapshot{stream.text(),    newest->seq,
                  newest->position, newest->baseline.fingerprint,
                  newest->time,     std::move(newest->baseline.state)};
}

/// What has no events by the moment has no state either, which is for others to say.
void BaselineResumption::require_one(const StreamName& stream, const Moment& moment) {
  if (!last_seq_at(stored_, stream, moment)) return;
  std::int64_t later = 0;
  std::int64_t emptied = 0;
  stored_.read(baselines_of(stream), [&](const EventView& event) {
    ++(is_emptied_baseline(event) ? emptied : later);
    return true;
  });
  Error error(ErrorKind::not_found, "stream '" + stream.text() + "' has no baseline" +
                                        (later > 0 ? " at or before that moment" : "") + " to begin at");
  if (emptied > 0) error.detail("a purge has emptied " + std::to_string(emptied) + " of its baselines");
  error.hint(later > 0 ? "'evs replay " + stream.text() + " --raw-history' folds it from its first event"
                       : "'evs snapshot baseline " + stream.text() + "' makes one");
  throw Error(error.fact("stream", stream.text()));
}

}  // namespace evs
