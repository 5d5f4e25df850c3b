#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/event.hpp"
#include "core/integrity/finding.hpp"

namespace evs {

/// An event as it is stored, for somebody who trusts nothing.
struct ExaminedEvent {
  /// A stream or type that the store has lost is empty, as is a payload that was not asked for.
  EventView event;
  /// Nothing: the event cannot be hashed, because a part of it is missing or was not asked for.
  std::optional<Salt> salt;
};

/// A commit as its row says.
struct ExaminedCommit {
  std::int64_t number;
  Position first;
  std::int64_t count;
  std::optional<Digest> digest;  // nothing: what stands there is no digest
};

struct ExaminedRedaction {
  Position position;
  std::optional<Digest> original;  // nothing: what stands there is no commitment
};

/// How far a store had come when it was looked at.
struct ExaminedState {
  std::int64_t commits = 0;
  std::int64_t redactions = 0;
  Head head;
  bool operator==(const ExaminedState& other) const {
    return commits == other.commits && redactions == other.redactions && head.position == other.head.position &&
           head.digest == other.head.digest;
  }
};

enum class Depth { structure, contents };

using ExaminedVisitor = std::function<void(const ExaminedEvent&)>;

/// Looks at everything that a store holds, for verify: an ability that a backend may have besides reading. Sees the
/// state of the store at the last refresh(), however long it takes. One object serves one thread. What is wrong in
/// the store is a finding; calls throw [system] when the store cannot be read and [busy] when it is locked.
class Examination {
 public:
  Examination() = default;
  virtual ~Examination() = default;
  Examination(const Examination&) = delete;
  Examination& operator=(const Examination&) = delete;

  /// Checks what must be there for anything else to be looked at; false if it is not, and then only check_files() may
  /// be called.
  virtual bool check_format(const FindingVisitor& found) = 0;

  /// Lets the files be checked by those who know them. Needs no state.
  virtual void check_files(Depth depth, const FindingVisitor& found) = 0;

  /// Begins to look at the newest state.
  virtual ExaminedState refresh() = 0;

  /// The next commit by number, from the first on; nothing behind the last.
  virtual std::optional<ExaminedCommit> next_commit(const FindingVisitor& found) = 0;

  /// By increasing position.
  virtual std::vector<ExaminedRedaction> redactions(const FindingVisitor& found) = 0;

  /// The first position from there on where an event is, or may be for all that can be read.
  virtual std::optional<Position> first_from(Position from) = 0;

  /// Visits the events from one position to another, both included, by increasing position, and remembers what
  /// check_tables() needs of them.
  virtual void events(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
                      const FindingVisitor& found) = 0;

  /// Remembers what another examination of the same store, made by another(), has seen.
  virtual void absorb(const Examination& other) = 0;

  /// Goes through the tables besides the log, and remembers what check_tables() needs of them. Needs no events.
  virtual void walk_tables() = 0;

  /// Tells what walk_tables() found, and compares those tables with the events that were seen, which must be all.
  virtual void check_tables(const FindingVisitor& found) = 0;

  /// Looks at the snapshots by themselves; at the depth `structure`, not at their states. Returns how many there are.
  virtual std::int64_t check_snapshots(Depth depth, const FindingVisitor& found) = 0;

  /// The stream and seq of an event, for a finding that knows its position only.
  virtual void name_place(Finding& finding) = 0;

  /// A second one of the same store, for another thread.
  [[nodiscard]] virtual std::unique_ptr<Examination> another() const = 0;
};

}  // namespace evs
