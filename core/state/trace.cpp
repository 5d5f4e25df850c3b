#include "core/state/trace.hpp"

#include <list>
#include <memory>
#include <utility>

#include "core/state/merge_patch.hpp"
#include "core/state/own_streams.hpp"
#include "core/state/resumption.hpp"
#include "core/state/time_bound.hpp"
#include "core/text_map.hpp"

namespace evs {
namespace {

/// The same moment without a time: the seq of the stream's last event that belongs to its state at that time.
Moment without_time(Reader& reader, const StreamName& name, Moment moment) {
  if (!moment.time) return moment;
  moment.seq = last_seq_at(reader, name, moment).value_or(Seq{0});
  moment.time.reset();
  return moment;
}

/// Ends a fold at the first invariant that does not hold. Of the events that upcasters made of one, nothing is asked
/// before the last: between them the stream never was.
struct Broken {
  BrokenInvariant found;
};

class CheckingFolding final : public Folding {
 public:
  CheckingFolding(std::unique_ptr<Folding> folding, bool keeps_before)
      : folding_(std::move(folding)), keeps_before_(keeps_before) {}

  [[nodiscard]] std::string state() const override { return "null"; }  // nobody asks

 private:
  void take_in(const EventView& event) override {
    if (keeps_before_ && event.sub == 0) before_ = folding_->state();
    folding_->fold(event);
    if (event.has_next_sub) return;
    if (auto sentence = folding_->broken_invariant(event)) {
      throw Broken{{std::move(*sentence), Event(event), before_, folding_->state()}};
    }
  }

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

/// The states of the streams that a trace comes upon, in the order of their last events.
class TracedStates {
 public:
  struct Traced {
    std::string stream;
    std::unique_ptr<Folding> folding;
    Value state;
  };

  /// `past` makes the states again that there was no room for; without it, there is always room.
  TracedStates(Reducers& reducers, std::unique_ptr<Reader> past, std::size_t most)
      : reducers_(reducers), past_(std::move(past)), most_(most) {}

  /// The state before an event.
  Traced& before(const EventView& event) {
    const auto known = places_.find(event.stream);
    if (known != places_.end()) {
      states_.splice(states_.begin(), states_, known->second);
      return states_.front();
    }
    if (past_ && states_.size() >= most_) {
      places_.erase(places_.find(states_.back().stream));
      states_.pop_back();
    }
    states_.push_front(made_up_to(event));
    entry_of(places_, event.stream).second = states_.begin();
    return states_.front();
  }

 private:
  Traced made_up_to(const EventView& event) {
    Traced made{std::string(event.stream), reducers_.begin(event.stream), {}};
    if (past_ && event.seq > Seq{1}) {
      Selection earlier;
      earlier.streams = {StreamName(made.stream)};
      earlier.to_seq = Seq{event.seq.value - 1};
      past_->read(earlier, [&](const EventView& one) {
        made.folding->fold(one);
        return true;
      });
    }
    made.state = parse_value(made.folding->state());
    return made;
  }

  Reducers& reducers_;
  std::unique_ptr<Reader> past_;
  std::size_t most_;
  std::list<Traced> states_;
  TextMap<std::list<Traced>::iterator> places_;
};

/// The selected streams as they were at a moment that is a time; nothing if the moment is none.
std::unique_ptr<Reader> bounded(Reader& reader, const StreamSelection& selection, Moment& moment) {
  if (!moment.time) return nullptr;
  auto bounded = read_up_to(reader, selection, moment);
  moment.time.reset();
  return bounded;
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
    last = event.seq;
    if (is_own_type(event.type)) return true;
    folding->fold(event);
    Value after = parse_value(folding->state());
    visit({event, before, after});
    before = std::move(after);
    return true;
  });
  return last;
}

std::int64_t trace_all(Reader& reader, const StreamSelection& selection, Reducers& reducers, const Moment& moment,
                       const std::function<void(const Step&)>& visit, std::size_t most_states) {
  Moment until = moment;
  const auto up_to_time = bounded(reader, selection, until);
  Selection events;
  events.category = selection.category;
  events.to_position = until.position;
  TracedStates states(reducers, reader.info().finds_streams ? reader.another() : nullptr, most_states);
  std::int64_t visited = 0;
  (up_to_time ? *up_to_time : reader).read(events, [&](const EventView& event) {
    if (!event.stream.starts_with(selection.prefix) || !is_folded(selection, event.stream)) return true;
    if (is_own_type(event.type)) return true;
    auto& [stream, folding, before] = states.before(event);
    folding->fold(event);
    Value after = parse_value(folding->state());
    visit({event, before, after});
    before = std::move(after);
    ++visited;
    return true;
  });
  return visited;
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
  Moment until = moment;
  const auto up_to_time = bounded(reader, selection, until);
  return check(reader, reducers, before, resumption, [&](Reducers& checking, const auto& count) {
    replay_all(up_to_time ? *up_to_time : reader, selection, checking, until, threads, [&](const StreamState& state) {
      count(state);
      return true;
    });
  });
}

}  // namespace evs
