#pragma once

#include <memory>
#include <optional>
#include <string>

#include "commands/command.hpp"
#include "core/model/model.hpp"
#include "core/model/model_reducers.hpp"
#include "core/store.hpp"

namespace evs {

class Session;

/// How a command that shows events, and folds none, is told to see them: --model and --raw.
struct SeeingOptions {
  std::optional<std::string> model;
  bool raw = false;
};
void add_seeing_options(Command& command, SeeingOptions& options);

/// --raw, for every command that reads events.
Option raw_option(bool& raw);

/// The model through which events are seen, as load_model finds it; what it throws says how to do without.
std::shared_ptr<const Model> model_to_see_through(Session& session, const std::optional<std::string>& file);

/// The model if its upcasters change how events are seen; nothing without a model, or if it has none.
std::shared_ptr<const Model> upcasters_of(std::shared_ptr<const Model> model);

/// Makes the session's reader hand out events as the model's upcasters make them. Without a model, or with one that
/// has no upcasters, it does nothing.
void see_through(Session& session, const std::shared_ptr<const Model>& model, const std::shared_ptr<ModelNotes>& notes);

/// The same for any reader.
std::unique_ptr<Reader> seen_through(std::unique_ptr<Reader> reader, const std::shared_ptr<const Model>& model,
                                     const std::shared_ptr<ModelNotes>& notes);

/// Says which number a model could not hold, if there was one.
void report_rounded(Session& session, const ModelNotes& notes);

}  // namespace evs
