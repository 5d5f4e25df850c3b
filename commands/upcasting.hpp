#pragma once

#include <memory>

#include "commands/options.hpp"
#include "core/model/model.hpp"

namespace evs {

class Session;

struct PreviewOptions {
  SelectionOptions selectors;  // of the events as they are stored
  bool all = false;            // also those that do not change
};

/// upcast preview: stored events and what the model's upcasters make of them.
int preview_upcasts(const PreviewOptions& options, const std::shared_ptr<const Model>& model, Session& session);

/// upcast check: whether every stored event becomes one of the newest types and schemas, and every upcaster passes its
/// tests.
int check_upcasts(const std::shared_ptr<const Model>& model, Session& session);

}  // namespace evs
