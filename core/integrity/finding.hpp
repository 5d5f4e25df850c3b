#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/event.hpp"

namespace evs {

/// What verify asks of a store, in the order in which it is reported.
enum class Check {
  format,      // the tables, the store's key and the journal mode are those of evs-store(5)
  log,         // no commit in the write-ahead log has been lost
  file,        // the database passes its own check
  events,      // every event can be read, and its names and id are ones that evs stores
  payloads,    // data and meta are JSON
  commits,     // every event is in exactly one commit
  chain,       // every digest follows from the events and the digest before it
  streams,     // seqs are 1 to version without holes, and the rows of streams agree with the events
  types,       // the rows of types agree with the events
  lookups,     // events are found by stream and by id, and ids are unique
  redactions,  // every redaction is accounted for
  snapshots,   // every snapshot is in its place, and as it was written
  baselines,   // every baseline is what its events make by the rules that it names
  schemas,     // every schema is as it was added, and can be used
  signature,   // a signed head was signed with the given key, for this store
  since,       // what an earlier head covered is unchanged
};

/// In the order in which they are reported.
std::span<const Check> all_checks();
/// The stable name, which is that of the enumerator.
std::string_view name(Check check);
/// What holds when nothing is found, as a sentence without a period.
std::string_view assurance(Check check);
/// What to do about findings of this check.
std::string_view advice(Check check);

/// Something in a store that is not as it must be. All texts are UTF-8 without control characters, whatever the store
/// holds.
struct Finding {
  Check check;
  std::optional<Position> position;
  std::string stream;  // empty: unknown, or it concerns none
  std::optional<Seq> seq;
  std::string meaning;
};

using FindingVisitor = std::function<void(const Finding&)>;

/// `text` from a store that is not to be trusted, with what is not UTF-8 or a control character spelled as \xNN.
std::string shown_safely(std::string_view text);

}  // namespace evs
