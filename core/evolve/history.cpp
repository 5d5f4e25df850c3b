#include "core/evolve/history.hpp"

#include <utility>

#include "core/error.hpp"
#include "core/evolve/baseline_resumption.hpp"
#include "core/evolve/kept_rules.hpp"
#include "core/evolve/upcasting.hpp"
#include "core/state/resumption.hpp"

namespace evs {

FoldRules fold_rules(const FoldedBy& by, const std::shared_ptr<ModelNotes>& notes) {
  FoldRules rules{by, nullptr, nullptr};
  rules.reducers = by.reducers ? model_reducers(by.reducers, notes, {}, by.builtin) : builtin_reducers(by.builtin);
  if (by.upcasters && !by.upcasters->upcasters().empty()) rules.upcasting = upcasting_stage(by.upcasters, notes);
  return rules;
}

/// One stream's fold on its way.
class History::Walk {
 public:
  Walk(History& history, const StreamName& name, std::vector<Segment> segments, const HistoryWatch& watch)
      : history_(history), name_(name), segments_(std::move(segments)), watch_(watch) {}

  void begin_at(const Snapshot& from) {
    state_ = from.state;
    seq_ = from.seq;
  }

  void take(const EventView& event) {
    require_folding();
    require_same_kind();
    seq_ = event.seq;
    if (is_baseline(event)) return pass(event);
    note(event);
    if (!rules_.upcasting) return folding_->fold(event);
    rules_.upcasting->pass(event, [&](const EventView& made) {
      note(made);
      folding_->fold(made);
      return true;
    });
  }

  std::optional<Folded> finish() {
    if (seq_ == Seq{0}) return std::nullopt;
    require_folding();
    return Folded{seq_, std::move(folding_), std::move(rules_), static_cast<std::int64_t>(segment_)};
  }

 private:
  void note(const EventView& event) const {
    if (watch_.on_event) watch_.on_event(event);
  }

  void pass(const EventView& baseline) {
    state_ = folding_->state();
    made_by_ = fold_kind(rules_.by, name_.text());
    folding_.reset();
    ++segment_;
    if (!watch_.at_baseline) return;
    if (auto other = watch_.at_baseline(baseline, *state_)) state_ = std::move(other);
  }

  /// One kind of reducer would take the state of another for one of its own.
  void require_same_kind() const {
    if (made_by_.empty()) return;
    const std::string why_not = obstacle(made_by_, fold_kind(rules_.by, name_.text()));
    if (why_not.empty()) return;
    const bool is_present = segment_ >= segments_.size();
    Error error(is_present ? ErrorKind::usage : ErrorKind::damaged,
                "the history of stream '" + name_.text() + "' cannot be folded: " + why_not);
    if (is_present) error.hint("choose the reducers with --model or --reducer");
    throw Error(error.fact("stream", name_.text()));
  }

  void require_folding() {
    if (folding_) return;
    rules_ = segment_ < segments_.size() ? rules_of(segments_[segment_]) : history_.present_;
    const std::string& stream = name_.text();
    folding_ = state_ ? rules_.reducers->resume(stream, *state_) : rules_.reducers->begin(stream);
  }

  FoldRules rules_of(const Segment& segment) const {
    const auto named = [&](Error error) {
      return error.detail("the baseline at event " + std::to_string(segment.end.value) + " of stream '" + name_.text() +
                          "' names them");
    };
    try {
      FoldRules rules = history_.kept_.rules_for(segment.by);
      if (fold_kind(rules.by, name_.text()) == segment.by.reducer) return rules;
    } catch (const Error& error) {
      throw named(error);
    }
    throw named(Error(ErrorKind::damaged, "the rules " + to_hex(segment.by.rules.value_or(Digest{})) +
                                              " have no reducer for category '" + std::string(name_.category()) + "'"));
  }

  History& history_;
  const StreamName& name_;
  std::vector<Segment> segments_;
  const HistoryWatch& watch_;
  std::size_t segment_ = 0;
  FoldRules rules_;
  std::unique_ptr<Folding> folding_;  // nothing: the next event begins a stretch
  std::optional<std::string> state_;  // where it goes on from; nothing: before the first event
  std::string made_by_;               // the kind of fold that made it; empty: not said
  Seq seq_;
};

std::vector<History::Segment> History::segments_behind(const StreamName& name, Seq seq) {
  Selection baselines = baselines_of(name);
  baselines.from_seq = seq.next();
  std::vector<Segment> segments;
  stored_.read(baselines, [&](const EventView& event) {
    segments.push_back({event.seq, baseline_in(event).by});
    return true;
  });
  return segments;
}

std::optional<History::Folded> History::fold(const StreamName& name, const Moment& moment,
                                             const std::optional<Snapshot>& from, const HistoryWatch& watch) {
  const auto last = last_seq_at(stored_, name, moment);  // fixed before the baselines are looked for
  if (!last) return std::nullopt;
  const Seq begin = from ? from->seq : Seq{0};
  Walk walk(*this, name, segments_behind(name, begin), watch);
  if (from) walk.begin_at(*from);
  Selection events;
  events.streams = {name};
  events.from_seq = begin.next();
  events.to_seq = last;
  stored_.read(events, [&](const EventView& event) {
    walk.take(event);
    return true;
  });
  return walk.finish();
}

}  // namespace evs
