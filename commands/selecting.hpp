#pragma once

#include <memory>

#include "commands/options.hpp"
#include "core/read_through.hpp"

namespace evs {

class Session;

/// The stage that --where asks for, with the globals of the model; nothing without --where. Throws [usage] for a
/// condition that is none, and what load_model throws.
std::unique_ptr<EventStage> where_stage(Session& session, const SelectionOptions& options);

/// The store, seen through what --where lets pass.
Reader& selected_reader(Session& session, const SelectionOptions& options);

}  // namespace evs
