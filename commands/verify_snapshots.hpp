#pragma once

#include <functional>
#include <optional>

#include "commands/reducing.hpp"
#include "core/integrity/verify.hpp"

namespace evs {

class Session;

/// What VerifyJob::refold calls. With --model or --reducer, the model is loaded here and throws if it is none; else it
/// is loaded when there are snapshots, and if that fails, they are not folded, and it is said why.
std::function<std::optional<RefoldedSnapshots>(const FindingVisitor&)> refold_snapshots(Session& session,
                                                                                        const ReducerOptions& options);

}  // namespace evs
