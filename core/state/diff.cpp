#include "core/state/diff.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "core/state/side_by_side.hpp"

namespace evs {
namespace {

/// In place of a state: that the fold failed, and why. No JSON begins with it.
constexpr char failure_mark = '!';

std::string failure_of(const Error& error) {
  if (error.kind() != ErrorKind::bad_input) throw Error(error);  // it is not the model's
  std::string text = failure_mark + error.message();
  for (const std::string& detail : error.details()) text += "; " + detail;
  return text;
}

/// A fold that keeps its failure as its state.
class TolerantFolding final : public Folding {
 public:
  explicit TolerantFolding(std::unique_ptr<Folding> folding) : folding_(std::move(folding)) {}

  [[nodiscard]] std::string state() const override {
    if (!failure_.empty()) return failure_;
    try {
      return folding_->state();
    } catch (const Error& error) {
      return failure_of(error);
    }
  }

 private:
  void take_in(const EventView& event) override {
    if (!failure_.empty()) return;
    try {
      folding_->fold(event);
    } catch (const Error& error) {
      failure_ = failure_of(error);
    }
  }

  std::unique_ptr<Folding> folding_;
  std::string failure_;
};

class TolerantReducers final : public Reducers {
 public:
  explicit TolerantReducers(std::unique_ptr<Reducers> reducers) : reducers_(std::move(reducers)) {}
  std::unique_ptr<Folding> begin(std::string_view stream) override {
    return std::make_unique<TolerantFolding>(reducers_->begin(stream));
  }
  std::unique_ptr<Folding> resume(std::string_view stream, std::string_view state) override {
    return std::make_unique<TolerantFolding>(reducers_->resume(stream, state));
  }
  [[nodiscard]] std::unique_ptr<Reducers> another() const override {
    return std::make_unique<TolerantReducers>(reducers_->another());
  }

 private:
  std::unique_ptr<Reducers> reducers_;
};

DiffSide side_of(StreamState folded) {
  if (!folded.state.starts_with(failure_mark)) return {folded.seq, std::move(folded.state), ""};
  return {folded.seq, "null", folded.state.substr(1)};
}

DiffSide side_of(std::optional<StreamState> folded, std::string_view stream, Reducers& reducers) {
  if (folded) return side_of(std::move(*folded));
  return side_of(StreamState{std::string(stream), Seq{0}, reducers.begin(stream)->state()});
}

/// Counts pairs of states, and visits those that differ.
class Comparison {
 public:
  explicit Comparison(const StateDiffVisitor& visit) : visit_(visit) {}

  void add(const StateDiff& pair) {
    ++counts_.streams;
    if (!pair.before.error.empty() && !pair.after.error.empty()) ++counts_.failed;
    if (pair.before.is_same(pair.after)) return;
    ++counts_.different;
    visit_(pair);
  }
  [[nodiscard]] DiffCounts counts() const { return counts_; }

 private:
  const StateDiffVisitor& visit_;
  DiffCounts counts_;
};

}  // namespace

bool DiffSide::is_same(const DiffSide& other) const {
  return error.empty() == other.error.empty() && state == other.state;
}

DiffSide side_at(FoldedLog log, const StreamName& name, const Moment& moment) {
  return side_of(replay_stream(log.reader, name, log.reducers, moment, log.resumption), name.text(), log.reducers);
}

DiffCounts diff_models(FoldedLog before, FoldedLog after, const std::vector<StreamName>& streams, const Moment& moment,
                       const StateDiffVisitor& visit) {
  TolerantReducers old(before.reducers.another());
  TolerantReducers now(after.reducers.another());
  Comparison comparison(visit);
  for (const StreamName& name : streams) {
    comparison.add({name.text(), side_at({before.reader, old, before.resumption}, name, moment),
                    side_at({after.reader, now, after.resumption}, name, moment)});
  }
  return comparison.counts();
}

DiffCounts diff_models(FoldedLog before, FoldedLog after, const StreamSelection& selection, const Moment& moment,
                       int threads, const StateDiffVisitor& visit) {
  Moment pinned = moment;  // both see the log as it is now
  if (!pinned.position && before.reader.info().finds_streams) pinned.position = before.reader.head().position;
  const int each = (threads + 1) / 2;
  TolerantReducers old(before.reducers.another());
  TolerantReducers now(after.reducers.another());
  const auto old_begins = old.another();  // the others are at work in threads
  const auto new_begins = now.another();
  const auto states = [&](const FoldedLog& log, Reducers& reducers) {
    return [&, each](const StateVisitor& state) {
      replay_all(log.reader, selection, reducers, pinned, each, state, log.resumption);
    };
  };
  Comparison comparison(visit);
  replay_side_by_side(
      states(before, old), states(after, now), [&](std::optional<StreamState> left, std::optional<StreamState> right) {
        const std::string stream = left ? left->stream : right->stream;
        comparison.add(
            {stream, side_of(std::move(left), stream, *old_begins), side_of(std::move(right), stream, *new_begins)});
      });
  return comparison.counts();
}

}  // namespace evs
