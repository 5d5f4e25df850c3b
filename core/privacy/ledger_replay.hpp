#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>

#include "core/privacy/ledger.hpp"
#include "core/privacy/residue.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// What became of a backup by the ledger of its store.
struct LedgerOutcome {
  std::int64_t applied = 0;        // purges that were done again
  std::int64_t known = 0;          // purges that the backup has seen
  std::int64_t redacted = 0;       // events
  std::int64_t beyond = 0;         // redactions of events that are not in the backup
  std::set<std::string> unlisted;  // purges of the store that neither the backup nor the ledger knows
  ResidueReport residue;           // of all that was erased
};

/// Does the purges of a ledger again, in its order, to a copy of the store from before them that nobody uses yet, and
/// cleans its files. Where the copy is what the purge met, it has the same head afterwards. Throws [conflict] if the
/// ledger is another store's, or an event is not the one that was erased; [system] if something is left. The copy must
/// be thrown away then.
LedgerOutcome replay_ledger(Erasure& copy, std::span<const LedgerEntry> ledger);

}  // namespace evs
