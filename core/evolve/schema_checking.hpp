#pragma once

#include <cstdint>
#include <functional>

#include "core/evolve/json_schema.hpp"
#include "core/evolve/schemas.hpp"
#include "core/store.hpp"

namespace evs {

/// Which schema an event is held against.
enum class Against {
  own,     // that of its type and schema version: what is stored
  newest,  // that of its type with the largest version: what comes out of upcasting
};

struct SchemaCheckCounts {
  std::int64_t events = 0;
  std::int64_t without = 0;  // no schema is there to hold them against
  std::int64_t purged = 0;   // they lack what a purge took, and are held against nothing
  std::int64_t findings = 0;
};

/// An event that does not match; `schema` is the version that it was held against.
using SchemaFindingVisitor =
    std::function<void(const EventView& event, std::int64_t schema, const Violation& violation)>;

/// Holds the selected events, as `events` hands them out, against the schemas that a store keeps; evs's own streams are
/// left out. An event that is still of an older version when it is held against the newest is a finding. Throws what
/// reading throws, and [damaged] for a schema that cannot be used.
SchemaCheckCounts check_events(Reader& events, const Selection& selection, Schemas& schemas, Against against,
                               const SchemaFindingVisitor& found);

/// The same against one schema that need not be stored.
SchemaCheckCounts check_events(Reader& events, const Selection& selection, JsonSchema& schema,
                               const SchemaFindingVisitor& found);

}  // namespace evs
