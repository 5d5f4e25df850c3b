#pragma once

#include <optional>

#include "core/event.hpp"
#include "core/evolve/rewrite.hpp"

namespace evs {

class Session;

/// Prints what a rewrite did, or would do, and the head of what it made.
void print_rewrite(Session& session, const RewriteCounts& counts, const Model& model, const std::optional<Head>& made);

}  // namespace evs
