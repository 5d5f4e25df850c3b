#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/privacy/erased_places.hpp"
#include "core/privacy/erasure.hpp"

namespace evs {

/// What a ledger keeps of a purge, so that it can be done again to a backup from before it, without the model, and
/// without knowing the person: the events that account for it, which hold positions and commitments, and where in each
/// event something was erased.
///
/// It holds no personal data: no value, key, length or id that was in an event. A commitment was made with a salt that
/// is not in the ledger. That salt follows from the one that the event had before (salt_once_erased), so a backup
/// makes it again, and the commitments show that nothing else was made.
struct LedgerEntry {
  std::string store;                    // the store's id
  std::string purge;                    // its id
  std::vector<std::string> before;      // the ids of the store's purges before it
  Head head;                            // of the store after it
  std::vector<AccountingEvent> events;  // as they stand in $evs-purges, with their origin
  std::vector<ErasedPlaces> erased;     // by increasing position

  /// A line of JSON, without the newline. Its last member is the digest of the rest.
  [[nodiscard]] std::string json() const;
};

/// The entry of the last purge of a store.
LedgerEntry ledger_entry(Erasure& store, const UnfinishedPurge& purge);

/// The ids of a store's purges up to a position, in their order.
std::vector<std::string> purges_up_to(Evidence& evidence, Position last);

inline constexpr std::string_view kind_of_ledger = "evs.purge-ledger.v1";

/// How a line ends that begins with `text`: a member with the SHA-256 of that text, and the brace.
std::string digest_member(std::string_view text);

/// The entries of a ledger, one a line; blank lines are none. Throws [bad-input] with the line if one is something
/// else, is not what was written, contradicts itself, or is of a purge before that of an earlier line. `name` is how
/// messages call the ledger.
std::vector<LedgerEntry> parse_ledger(std::string_view text, const std::string& name);

}  // namespace evs
