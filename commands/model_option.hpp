#pragma once

#include <memory>
#include <optional>
#include <string>

#include "commands/command.hpp"
#include "core/model/model.hpp"

namespace evs {

class Session;

/// --model; `help` says what of the model the command uses.
Option model_option(std::optional<std::string>& file, std::string help);

/// The model that --model names, else EVS_MODEL, else model.lua in the working directory if it is there; else nothing.
/// Throws [not-found] for a file that is named and not there, [bad-input] for one that is no model.
std::shared_ptr<const Model> load_model(Session& session, const std::optional<std::string>& file);

/// The same; throws [not-found] if there is none.
std::shared_ptr<const Model> required_model(Session& session, const std::optional<std::string>& file);

/// Says that a model, or none, has no personal declarations, which `who` goes by.
Error no_personal_rules(const Model* model, const std::string& who);

/// Where a new model would be looked for: as above.
std::string model_path(const Session& session, const std::optional<std::string>& file);

}  // namespace evs
