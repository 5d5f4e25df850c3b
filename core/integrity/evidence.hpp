#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/event.hpp"

namespace evs {

struct Selection;

/// A commit as it is stored.
struct Commit {
  std::int64_t number;  // 1, 2, 3 …
  Position first;       // of its first event
  std::int64_t count;   // of its events
  Digest digest;        // of everything up to its last event
};

/// An event with what its commitment is made of. Of a redacted event the content has changed since its commit: the
/// chain was made with `original`, the commitment that it had then.
struct SealedEvent {
  EventView event;
  Salt salt;
  std::optional<Digest> original;
};

/// Return false to end the visit.
using CommitVisitor = std::function<bool(const Commit&)>;
using SealedVisitor = std::function<bool(const SealedEvent&)>;

/// What a store can show for its past (integrity/commitment.hpp): an ability that a backend may have besides reading.
/// One object serves one thread. All calls throw [damaged] for what cannot even be read as a commit or an event, and
/// [system] when reading fails.
class Evidence {
 public:
  Evidence() = default;
  virtual ~Evidence() = default;
  Evidence(const Evidence&) = delete;
  Evidence& operator=(const Evidence&) = delete;

  /// Tells this store from all others, in hexadecimal. A backup has that of the store that it was made of.
  [[nodiscard]] virtual std::string store_id() const = 0;

  /// Visits the commits in their order.
  virtual void commits(const CommitVisitor& visit) = 0;

  /// Visits the events from one position to another, both included, by increasing position.
  virtual void sealed(Position from, Position to, const SealedVisitor& visit) = 0;

  /// Visits the events of a selection in the order of Reader::read.
  virtual void sealed(const Selection& selection, const SealedVisitor& visit) = 0;

  /// A second one of the same store, for another thread.
  [[nodiscard]] virtual std::unique_ptr<Evidence> another() const = 0;
};

}  // namespace evs
