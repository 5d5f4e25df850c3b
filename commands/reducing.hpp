#pragma once

#include <memory>
#include <optional>
#include <string>

#include "commands/command.hpp"
#include "core/model/fingerprint.hpp"
#include "core/model/model.hpp"
#include "core/model/model_reducers.hpp"
#include "core/state/reducer.hpp"

namespace evs {

class Session;

/// How a command that folds is told to do it: --model, --reducer and --raw.
struct ReducerOptions {
  std::optional<std::string> model;
  std::string reducer;  // empty: not given
  bool raw = false;
};
void add_reducer_options(Command& command, ReducerOptions& options);

/// What a command folds with.
struct Reducing {
  std::shared_ptr<const Model> model;      // nothing: a built-in reducer
  std::shared_ptr<const Model> upcasters;  // nothing: events are folded as they are stored
  std::shared_ptr<ModelNotes> notes = std::make_shared<ModelNotes>();

  Reducer builtin = Reducer::merge_patch;
  [[nodiscard]] std::unique_ptr<Reducers> reducers() const;
  [[nodiscard]] FoldedBy folded_by() const { return {builtin, model, upcasters}; }
  /// What snapshots of these folds are known by.
  [[nodiscard]] FingerprintOf fingerprints() const;
  /// Says what folding and upcasting noted, once the folds are gone.
  void report(Session& session) const;
};

/// Chooses by the options, EVS_MODEL, and whether there is a model.lua, and makes the session's reader see events
/// through the model unless --raw says otherwise. Throws [usage] if the options contradict each other, and what
/// load_model throws.
Reducing choose_reducing(Session& session, const ReducerOptions& options);

}  // namespace evs
