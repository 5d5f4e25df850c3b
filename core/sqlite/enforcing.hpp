#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/event.hpp"
#include "core/evolve/json_schema.hpp"
#include "core/sqlite/kept_schemas.hpp"
#include "core/text_map.hpp"

namespace evs::sqlite {

/// Where an event comes from: somebody who says what has happened; or a copy, in which a purge or a mask may have left
/// nulls.
enum class Origin { producer, copy };

/// Refuses events that do not match their schemas, where that is enforced. Schemas never change, so those that were
/// met are kept ready for the life of the connection; what is enforced is looked up in each transaction.
class Enforcing {
 public:
  explicit Enforcing(const Database& database);

  /// Looks what is enforced, in a transaction that has begun.
  void begin();
  /// Why the event must not be written: [bad-input] with the facts type, schema and pointer. In an event of a copy that
  /// says it was purged, nulls are erased values. Throws [damaged] if the schema in the store cannot be used.
  std::optional<Error> refusal_of(const EventView& event, Origin origin);

 private:
  [[nodiscard]] bool is_enforced(std::string_view stream, std::string_view type) const;
  JsonSchema* schema_of(std::string_view type, std::int64_t version);

  const Database& database_;
  KeptSchemas kept_;
  Statement find_table_;
  bool every_type_ = false;
  std::set<std::string, std::less<>> types_;
  TextMap<std::map<std::int64_t, JsonSchema>> ready_;
};

}  // namespace evs::sqlite
