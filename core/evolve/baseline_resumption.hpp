#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/evolve/baseline.hpp"
#include "core/model/fingerprint.hpp"
#include "core/state/resumption.hpp"

namespace evs {

/// A baseline of a stream and where it stands.
struct PlacedBaseline {
  Seq seq;
  Position position;
  Timestamp time;
  Baseline baseline;
};

/// The events of a stream that are baselines, or should be.
Selection baselines_of(const StreamName& stream);

/// The newest baseline of a stream that belongs to its state at a moment and that no purge has emptied; nothing if
/// there is none. `stored` must hand out events as they are stored. Throws [damaged] if it cannot be read.
std::optional<PlacedBaseline> newest_baseline(Reader& stored, const StreamName& stream, const Moment& moment);

/// Why a fold of one kind (fold_kind) cannot go on from a state that another made; empty if it can.
std::string obstacle(std::string_view made_by, std::string_view goes_on);

/// Lets folds begin at baselines, whose rules need not be those that go on.
class BaselineResumption final : public Resumption {
 public:
  enum class WithoutOne { begin_at_first_event, refuse };

  /// `by` is what goes on. Where a stream has events by the moment and no baseline, newest() throws [not-found] if that
  /// is refused. It throws [usage] if a baseline was made by a reducer of another kind, or if a program would go on.
  BaselineResumption(Reader& stored, FoldedBy by, WithoutOne without)
      : stored_(stored), by_(std::move(by)), without_(without) {}

 private:
  std::optional<Snapshot> find(const StreamName& stream, const Moment& moment) override;
  void require_one(const StreamName& stream, const Moment& moment);

  Reader& stored_;
  FoldedBy by_;
  WithoutOne without_;
};

}  // namespace evs
