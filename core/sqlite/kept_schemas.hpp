#pragma once

#include <optional>
#include <string_view>

#include "core/evolve/schemas.hpp"
#include "core/sqlite/database.hpp"

namespace evs::sqlite {

/// The tables `schemas` and `enforced_types`, over a connection that somebody else owns. A store without them keeps no
/// schemas.
class KeptSchemas {
 public:
  explicit KeptSchemas(const Database& database) : database_(database) {}

  void schemas(const SchemaVisitor& visit) const;
  [[nodiscard]] std::optional<StoredSchema> schema(std::string_view type, std::optional<std::int64_t> version) const;
  [[nodiscard]] Enforcement enforcement() const;

  /// As SchemaKeeping has them, in a transaction that has begun.
  [[nodiscard]] SchemaKeeping::Added add(const StoredSchema& schema) const;
  void enforce(const std::optional<std::string>& type, bool on) const;

 private:
  const Database& database_;
};

}  // namespace evs::sqlite
