#pragma once

#include <memory>

#include "core/model/model.hpp"

namespace evs {

class Session;

/// model check: runs the model's tests, and lists the stored types that no function is for; returns the exit status.
int check_model(const std::shared_ptr<const Model>& model, Session& session);

}  // namespace evs
