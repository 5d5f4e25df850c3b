#pragma once

#include <optional>
#include <string>

#include "core/event.hpp"
#include "core/store.hpp"

namespace evs {

/// The stream in which a store that a rewrite made says what it was made of. Its first event, alone in the first
/// commit, is the origin; its second, in the last commit of the rewrite, says that it is finished.
constexpr const char* rewrites_stream = "$evs-rewrites";

/// What a rewrite was made of.
struct RewriteOrigin {
  std::string store;  // the id of the source, in hexadecimal
  Head head;          // of the source: all events up to there are rewritten
  std::string rules;  // a SHA-256 over the model and the options, in hexadecimal
  bool is_finished = false;
};

/// The origin of a store; nothing if it is no rewrite. Throws [damaged] if what stands there is none.
std::optional<RewriteOrigin> rewrite_origin(Reader& reader);

/// The events that say so: that a rewrite has begun, and that it is finished. They are the same in every run, so `time`
/// is to be that of a source's event.
Event rewrite_begun(const RewriteOrigin& origin, Timestamp time);
Event rewrite_finished(const RewriteOrigin& origin, Timestamp time);

/// The origin of a store in which a rewrite from `wanted` may go on; nothing of an empty one, in which it may begin.
/// Throws [conflict] for any other store.
std::optional<RewriteOrigin> begun_from(Reader& destination, const RewriteOrigin& wanted);

}  // namespace evs
