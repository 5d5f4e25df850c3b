#pragma once

#include <optional>
#include <string>

#include "core/evolve/json_schema.hpp"
#include "core/evolve/schema_graph.hpp"

namespace evs {

/// Why the first of a schema's own assertions does not hold, those that ask other schemas left aside; nothing if all
/// hold. In words that go on behind the place: "must be a string, and is null". What holds erased values is unlike
/// nothing.
std::optional<std::string> broken_assertion(const SchemaNode& schema, const Json& value, Nulls nulls);

}  // namespace evs
