#pragma once

#include <memory>
#include <optional>
#include <string>

#include "commands/command.hpp"
#include "core/model/model.hpp"
#include "core/model/model_reducers.hpp"

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

/// The model through which events are seen; nothing with --raw, or if there is none. Throws [usage] if the options
/// contradict each other, and what load_model throws.
std::shared_ptr<const Model> model_to_see_through(Session& session, const SeeingOptions& options);

/// Makes the session's reader hand out events as the model's upcasters make them. Without a model, or with one that
/// has no upcasters, it does nothing.
void see_through(Session& session, const std::shared_ptr<const Model>& model, const std::shared_ptr<ModelNotes>& notes);

/// Says which number a model could not hold, if there was one.
void report_rounded(Session& session, const ModelNotes& notes);

}  // namespace evs
