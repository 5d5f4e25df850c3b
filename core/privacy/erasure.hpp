#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/integrity/evidence.hpp"
#include "core/integrity/redaction_check.hpp"
#include "core/privacy/redaction.hpp"

namespace evs {

/// What an erasure did to the rows of a store, for the events that account for it.
struct ErasedRows {
  Head before;
  std::vector<RedactionAccount> accounts;  // by increasing position
  std::vector<std::string> new_names;      // of the streams that were renamed
  std::int64_t snapshots = 0;              // that were thrown away
};

/// An event of $evs-purges. Where it says no more than its data, the store makes the rest.
struct AccountingEvent {
  struct Origin {  // of one that stood in another copy of the store
    std::string id;
    Timestamp time;
    Salt salt;
  };
  std::string data;
  std::optional<Origin> origin;
};

/// What must be written elsewhere before a purge is finished.
struct OwedFiles {
  bool ledger = false;  // privacy/ledger.hpp
  bool receipt = false;
};

/// Decides what goes. Asked in this order: touches() and renames() for every event, settle(), redact() for every event
/// that is touched or whose stream is renamed, accounts(). Whatever it throws undoes everything.
class ErasureRules {
 public:
  ErasureRules() = default;
  virtual ~ErasureRules() = default;
  ErasureRules(const ErasureRules&) = delete;
  ErasureRules& operator=(const ErasureRules&) = delete;

  virtual bool touches(const EventView& event) = 0;
  [[nodiscard]] virtual bool renames(std::string_view stream) const = 0;
  /// The name that such a stream gets; `free` is one that it may have.
  [[nodiscard]] virtual std::string new_name(std::string_view stream, const std::string& free) const = 0;
  /// All events were shown, up to this head.
  virtual void settle(const Head& head) = 0;
  /// What becomes of an event; nothing: it keeps all but the name of its stream.
  virtual std::optional<RedactedEvent> redact(const EventView& event) = 0;
  /// The events that are to account for it in $evs-purges.
  virtual std::vector<AccountingEvent> accounts(const ErasedRows& rows) = 0;
  [[nodiscard]] virtual OwedFiles owes() const = 0;
};

/// The event that accounts for a purge.
struct UnfinishedPurge {
  Position position;
  std::string data;
  OwedFiles owed;
};

/// A part of what a store holds, and where it is.
using ContentVisitor = std::function<void(std::string_view bytes, std::optional<Position> position)>;

/// Erases events in a store: an ability that a backend may have. Other writers wait for as long as this lives. All
/// calls throw [damaged] and [system] as a Store's do.
class Erasure {
 public:
  Erasure() = default;
  virtual ~Erasure() = default;
  Erasure(const Erasure&) = delete;
  Erasure& operator=(const Erasure&) = delete;

  [[nodiscard]] virtual std::string store_id() const = 0;

  [[nodiscard]] virtual Head head() = 0;
  /// What is committed, for reading; sees what this object has erased.
  [[nodiscard]] virtual std::unique_ptr<Evidence> evidence() = 0;

  /// The event in $evs-purges of a purge that is not finished: its files have not been cleaned.
  virtual std::optional<UnfinishedPurge> unfinished() = 0;

  /// Redacts events as the rules say, in one transaction, and notes that the purge is unfinished. `type` is that of the
  /// events that account for it. Returns the position of the first of them. Throws [system] if the disk has too little
  /// room for clean(), before anything is changed; [in-doubt] as Store::append.
  virtual Position erase(ErasureRules& rules, const std::string& type) = 0;

  /// Rewrites the files, so that nothing is left in them but what the store holds. Throws [busy] while a reader keeps
  /// an old state, [system] when the disk is full; what was erased stays erased, and clean() can be called again.
  virtual void clean() = 0;

  /// The files that may hold something of the store, as far as they are there.
  [[nodiscard]] virtual std::vector<std::string> files() const = 0;
  /// Visits all texts and bytes that the store holds now, a row each, as often as the files hold them.
  virtual void contents(const ContentVisitor& visit) = 0;
  /// Tables that are not evs's; what they hold is not known.
  virtual std::vector<std::string> foreign_tables() = 0;

  /// The purge is finished.
  virtual void finish() = 0;
};

}  // namespace evs
