#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/model/engine.hpp"
#include "core/model/model.hpp"
#include "core/state/reducer.hpp"

namespace evs {

/// What folding with a model found worth saying; shared by the threads of a run.
class ModelNotes {
 public:
  void add(const RoundedNumber& rounded);
  /// The first in the log of the numbers that Lua could not hold.
  [[nodiscard]] std::optional<RoundedNumber> rounded() const;

 private:
  mutable std::mutex mutex_;
  std::optional<RoundedNumber> rounded_;
};

/// What a fold's broken_invariant() asks for, when it is not all invariants of the model.
struct Sought {
  std::string condition;  // a Lua expression over s and e, of any stream
  std::string invariant;  // one of the model's sentences
};

/// The reducers of a model; categories that it has none for are folded by `otherwise`. An object begins its engine, and
/// the programs that a model names, when they are first needed. Folding throws what Engine throws, and what Program
/// throws. The notes are complete when the folds are gone.
std::unique_ptr<Reducers> model_reducers(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes,
                                         Sought sought = {}, Reducer otherwise = Reducer::merge_patch);

}  // namespace evs
