#include "core/error.hpp"
#include "core/evolve/json_schema.hpp"
#include "core/integrity/sha256.hpp"
#include "core/sqlite/kept_schemas.hpp"
#include "core/sqlite/table_check.hpp"

namespace evs::sqlite {
namespace {

/// What is wrong with a schema; empty: nothing.
std::string fault_of(const StoredSchema& schema) {
  if (sha256(schema.text) != schema.digest) return "its text is not the one whose digest is kept";
  try {
    check_type_name(schema.type);
    static_cast<void>(JsonSchema(schema.text));
    return {};
  } catch (const Error& error) {
    return "it cannot be used: " + error.message();
  }
}

}  // namespace

void TableCheck::check_schemas() {
  const KeptSchemas kept(database_);
  kept.schemas([&](const StoredSchema& schema) {
    const std::string fault = fault_of(schema);
    if (!fault.empty()) {
      report(Check::schemas, "schema " + std::to_string(schema.schema) + " of type '" + shown_safely(schema.type) +
                                 "': " + shown_safely(fault));
    }
    return true;
  });
  for (const std::string& type : kept.enforcement().types) {
    try {
      check_type_name(type);
    } catch (const Error& error) {
      report(Check::schemas, "what is enforced for type '" + shown_safely(type) + "': " + error.message());
    }
  }
}

}  // namespace evs::sqlite
