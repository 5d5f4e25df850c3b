#include "core/state/trace.hpp"

#include <memory>
#include <utility>

#include "core/state/merge_patch.hpp"

namespace evs {
namespace {

/// The same moment without a time: the seq of the stream's last event that belongs to its state at that time.
Moment without_time(Reader& reader, const StreamName& name, Moment moment) {
  if (!moment.time) return moment;
  Selection selection;
  selection.streams = {name};
  moment.seq = Seq{0};
  reader.read(selection, [&](const EventView& event) {
    if (event.time <= *moment.time) moment.seq = event.seq;
    return true;
  });
  moment.time.reset();
  return moment;
}

/// Ends a fold at the first invariant that does not hold.
struct Broken {
  BrokenInvariant found;
};

class CheckingFolding final : public Folding {
 public:
  CheckingFolding(std::unique_ptr<Folding> folding, bool keeps_before)
      : folding_(std::move(folding)), keeps_before_(keeps_before) {}

  void fold(const EventView& event) override {
    if (keeps_before_) before_ = folding_->state();
    folding_->fold(event);
    if (auto sentence = folding_->broken_invariant(event)) {
      throw Broken{{std::move(*sentence), Event(event), before_, folding_->state()}};
    }
  }
  [[nodiscard]] std::string state() const override { return "null"; }  // nobody asks

 private:
  std::unique_ptr<Folding> folding_;
  bool keeps_before_;
  std::string before_;
};

/// Makes folds that end at a broken invariant. The state before it is asked for again where that is possible, so that
/// not every state need be printed.
class CheckingReducers final : public Reducers {
 public:
  CheckingReducers(std::shared_ptr<Reducers> reducers, bool keeps_before)
      : reducers_(std::move(reducers)), keeps_before_(keeps_before) {}
  std::unique_ptr<Folding> begin(std::string_view stream) override {
    return std::make_unique<CheckingFolding>(reducers_->begin(stream), keeps_before_);
  }
  std::unique_ptr<Folding> resume(std::string_view stream, std::string_view state) override {
    return std::make_unique<CheckingFolding>(reducers_->resume(stream, state), keeps_before_);
  }
  [[nodiscard]] std::unique_ptr<Reducers> another() const override {
    return std::make_unique<CheckingReducers>(reducers_->another(), keeps_before_);
  }

 private:
  std::shared_ptr<Reducers> reducers_;
  bool keeps_before_;
};

/// Runs a replay with reducers that check.
template <class Replay>
Checked check(Reader& reader, Reducers& reducers, StateBefore state_before, Resumption* resumption, Replay replay) {
  const bool folds_again = state_before == StateBefore::fold_again && reader.info().reads_again;
  CheckingReducers checking(reducers.another(), !folds_again);
  Checked checked;
  try {
    replay(checking, [&](const StreamState& state) {
      ++checked.streams;
      checked.events += state.seq.value;
    });
  } catch (Broken& broken) {
    checked = {0, 0, std::move(broken.found)};
  }
  if (!checked.broken || !folds_again) return checked;
  const Event& event = checked.broken->event;
  Moment before;
  before.seq = Seq{event.seq.value - 1};
  const auto state = event.seq > Seq{1} ? replay_stream(reader, StreamName(event.stream), reducers, before, resumption)
                                        : std::optional<StreamState>();
  checked.broken->before = state ? state->state : reducers.begin(event.stream)->state();
  return checked;
}

}  // namespace

Seq trace_stream(Reader& reader, const StreamName& name, Reducers& reducers, const Moment& moment,
                 const std::function<void(const Step&)>& visit) {
  const Moment until = without_time(reader, name, moment);
  Selection selection;
  selection.streams = {name};
  selection.to_seq = until.seq;
  selection.to_position = until.position;
  const auto folding = reducers.begin(name.text());
  Value before = parse_value(folding->state());
  Seq last;
  reader.read(selection, [&](const EventView& event) {
    folding->fold(event);
    Value after = parse_value(folding->state());
    visit({event, before, after});
    before = std::move(after);
    last = event.seq;
    return true;
  });
  return last;
}

Checked check_stream(Reader& reader, const StreamName& name, Reducers& reducers, const Moment& moment,
                     StateBefore before, Resumption* resumption) {
  const Moment until = without_time(reader, name, moment);
  return check(reader, reducers, before, resumption, [&](Reducers& checking, const auto& count) {
    if (const auto state = replay_stream(reader, name, checking, until)) count(*state);
  });
}

Checked check_all(Reader& reader, const StreamSelection& selection, Reducers& reducers, const Moment& moment,
                  int threads, StateBefore before, Resumption* resumption) {
  return check(reader, reducers, before, resumption, [&](Reducers& checking, const auto& count) {
    replay_all(reader, selection, checking, moment, threads, [&](const StreamState& state) {
      count(state);
      return true;
    });
  });
}

}  // namespace evs
