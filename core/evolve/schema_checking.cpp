#include "core/evolve/schema_checking.hpp"

#include <map>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "core/purged.hpp"
#include "core/reserved.hpp"
#include "core/text_map.hpp"

namespace evs {
namespace {

/// The schemas of a type that events were held against, ready.
class ReadySchemas {
 public:
  struct Ready {
    std::int64_t version;
    JsonSchema schema;
  };

  explicit ReadySchemas(Schemas& kept) : kept_(kept) {}

  /// nullptr: there is none.
  Ready* find(std::string_view type, std::optional<std::int64_t> version) {
    auto& versions = entry_of(ready_, type).second;
    const auto [place, is_new] = versions.try_emplace(version.value_or(0));
    if (is_new) place->second = prepare(type, version);
    return place->second ? &*place->second : nullptr;
  }

 private:
  std::optional<Ready> prepare(std::string_view type, std::optional<std::int64_t> version) {
    const auto stored = kept_.schema(type, version);
    if (!stored) return std::nullopt;
    try {
      return Ready{stored->schema, JsonSchema(stored->text)};
    } catch (const Error& error) {
      throw Error(ErrorKind::damaged, "schema " + std::to_string(stored->schema) + " of '" + stored->type +
                                          "' cannot be used: " + error.message())
          .hint("'evs verify' says what else is wrong with the store");
    }
  }

  Schemas& kept_;
  TextMap<std::map<std::int64_t, std::optional<Ready>>> ready_;  // by version; 0: the newest
};

template <class Check>
SchemaCheckCounts count(Reader& events, const Selection& selection, Check check) {
  SchemaCheckCounts counts;
  events.read(selection, [&](const EventView& event) {
    if (is_own(event)) return true;
    ++counts.events;
    if (is_purged(event)) {
      ++counts.purged;
      return true;
    }
    check(event, counts);
    return true;
  });
  return counts;
}

}  // namespace

SchemaCheckCounts check_events(Reader& events, const Selection& selection, Schemas& schemas, Against against,
                               const SchemaFindingVisitor& found) {
  ReadySchemas ready(schemas);
  return count(events, selection, [&](const EventView& event, SchemaCheckCounts& counts) {
    auto* const known = ready.find(event.type, against == Against::own ? std::optional(event.schema) : std::nullopt);
    if (known == nullptr) {
      ++counts.without;
      return;
    }
    std::optional<Violation> violation;
    if (event.schema < known->version) {
      violation = Violation{"", "is of schema " + std::to_string(event.schema) + ", which nothing brings to schema " +
                                    std::to_string(known->version)};
    } else {
      violation = known->schema.violation_in(event.data);
    }
    if (!violation) return;
    ++counts.findings;
    found(event, known->version, *violation);
  });
}

SchemaCheckCounts check_events(Reader& events, const Selection& selection, JsonSchema& schema,
                               const SchemaFindingVisitor& found) {
  return count(events, selection, [&](const EventView& event, SchemaCheckCounts& counts) {
    const auto violation = schema.violation_in(event.data);
    if (!violation) return;
    ++counts.findings;
    found(event, event.schema, *violation);
  });
}

}  // namespace evs
