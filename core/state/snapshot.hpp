#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// SHA-256 of all that decides what the same events are folded to (core/model/fingerprint.hpp). A snapshot is of use
/// only to a fold with the same one.
using Fingerprint = Digest;

/// The fingerprint of the fold of a stream; nothing if it cannot be resumed, because a program folds it.
using FingerprintOf = std::function<std::optional<Fingerprint>(std::string_view stream)>;

/// The state of a stream after the event with this seq, and after all that upcasters make of that event.
struct Snapshot {
  std::string stream;
  Seq seq;
  Position position;  // of that event
  Fingerprint fingerprint{};
  Timestamp taken;
  std::string state;  // as Folding::state() printed it
};

/// The longest state that is kept, in bytes; a longer one is folded faster than it is read and checked.
inline constexpr std::size_t longest_snapshot = std::size_t{16} << 20U;

}  // namespace evs
