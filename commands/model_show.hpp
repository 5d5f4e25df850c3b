#pragma once

#include "commands/session.hpp"
#include "core/model/model.hpp"

// Private to the command model.
namespace evs {

/// Prints what a model declares, a record each.
void print_declarations(Session& session, const Model& model);

}  // namespace evs
