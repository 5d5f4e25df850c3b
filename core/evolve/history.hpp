#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/evolve/baseline.hpp"
#include "core/model/fingerprint.hpp"
#include "core/model/model_reducers.hpp"
#include "core/read_through.hpp"
#include "core/state/moment.hpp"
#include "core/state/reducer.hpp"
#include "core/store.hpp"

namespace evs {

class KeptRules;

/// What folds a stretch of a stream: the stage that its stored events pass first, and the reducers.
struct FoldRules {
  FoldedBy by;
  std::shared_ptr<Reducers> reducers;
  std::shared_ptr<EventStage> upcasting;  // nothing: events are folded as they are stored
};
FoldRules fold_rules(const FoldedBy& by, const std::shared_ptr<ModelNotes>& notes);

/// What somebody wants to see of a fold through a stream's history.
struct HistoryWatch {
  /// Called at each baseline with the state that was folded up to there. May return another state to go on from.
  std::function<std::optional<std::string>(const EventView& baseline, const std::string& folded)> at_baseline{};
  /// Called with what is folded: each stored event, and each that upcasters made of it.
  std::function<void(const EventView& event)> on_event{};
};

/// Folds streams through their history: the events up to a baseline by the rules that it names, those behind the last
/// one by the present rules. Where the rules change, a fold goes on from the state so far. Serves one thread.
class History {
 public:
  /// `stored` must hand out events as they are stored; it and `kept`, which is of the same store, must outlive this
  /// object.
  History(Reader& stored, KeptRules& kept, FoldRules present)
      : stored_(stored), kept_(kept), present_(std::move(present)) {}

  struct Folded {
    Seq seq;  // of the last event
    std::unique_ptr<Folding> folding;
    FoldRules by;                // which folded last
    std::int64_t baselines = 0;  // that were passed
  };

  /// Folds a stream up to a moment, from its first event or from a state; nothing if it had no event by then. Throws
  /// what folding throws, and [damaged] where the rules of a baseline, or it itself, are not what they must be.
  std::optional<Folded> fold(const StreamName& name, const Moment& moment, const std::optional<Snapshot>& from = {},
                             const HistoryWatch& watch = {});

 private:
  struct Segment {
    Seq end;  // the baseline
    UsedRules by;
  };
  class Walk;
  std::vector<Segment> segments_behind(const StreamName& name, Seq seq);

  Reader& stored_;
  KeptRules& kept_;
  FoldRules present_;
};

}  // namespace evs
