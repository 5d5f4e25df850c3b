#pragma once

#include <memory>
#include <string>

#include "core/model/model.hpp"
#include "core/read_through.hpp"

namespace evs {

/// The stage that lets those events through for which a condition holds: a Lua expression over the event e, which may
/// call what the model has as globals. It is asked only of what the rest of a selection lets through, and converts only
/// those fields of an event that it reads. Throws [usage] if the condition is none; pass() throws [usage] with the
/// event if it fails, [damaged] if it reads data that are not JSON.
std::unique_ptr<EventStage> where_stage(std::shared_ptr<const Model> model, const std::string& condition);

}  // namespace evs
