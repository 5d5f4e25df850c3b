#include "core/sqlite/kept_schemas.hpp"

#include <algorithm>

#include "core/integrity/finding.hpp"
#include "core/sqlite/schema.hpp"

namespace evs::sqlite {
namespace {

constexpr std::string_view columns = "SELECT type, schema, text, digest, added FROM schemas ";
/// Stands for all types in enforced_types; no type has this name.
constexpr std::string_view every_type;

StoredSchema schema_in(const Statement& row) {
  StoredSchema schema;
  schema.type = row.checked_text(0, "the type of a schema");
  schema.schema = row.checked_integer(1, 1, "the version of a schema");
  schema.text = row.checked_text(2, "the text of a schema");
  const auto digest = row.blob(3);
  if (digest.size() != schema.digest.size()) throw row.damage("the digest of a schema is not 32 bytes long");
  std::copy(digest.begin(), digest.end(), schema.digest.begin());
  schema.added = {row.integer(4)};
  return schema;
}

std::string named(const std::string& type, std::int64_t version) {
  return "schema " + std::to_string(version) + " of '" + type + "'";
}

}  // namespace

void KeptSchemas::schemas(const SchemaVisitor& visit) const {
  if (!database_.has_table("schemas")) return;
  Statement rows = database_.prepare(std::string(columns) + "ORDER BY type, schema");
  while (rows.step() && visit(schema_in(rows))) {
  }
}

std::optional<StoredSchema> KeptSchemas::schema(std::string_view type, std::optional<std::int64_t> version) const {
  if (!database_.has_table("schemas")) return std::nullopt;
  const std::string which = version ? "AND schema = ?2" : "ORDER BY schema DESC LIMIT 1";
  Statement row = database_.prepare(std::string(columns) + "WHERE type = ?1 " + which);
  row.bind(1, type);
  if (version) row.bind(2, *version);
  return row.step() ? std::optional(schema_in(row)) : std::nullopt;
}

Enforcement KeptSchemas::enforcement() const {
  Enforcement enforcement;
  if (!database_.has_table("enforced_types")) return enforcement;
  Statement rows = database_.prepare("SELECT type FROM enforced_types ORDER BY type");
  while (rows.step()) {
    const std::string_view type = rows.checked_text(0, "an enforced type");
    if (type == every_type)
      enforcement.every_type = true;
    else
      enforcement.types.emplace_back(type);
  }
  return enforcement;
}

SchemaKeeping::Added KeptSchemas::add(const StoredSchema& schema) const {
  if (const auto before = this->schema(schema.type, schema.schema)) {
    if (before->text == schema.text) return SchemaKeeping::Added::before;
    throw Error(ErrorKind::conflict, named(schema.type, schema.schema) + " is another text already")
        .detail("added " + to_string(before->added) + ", SHA-256 " + to_hex(before->digest))
        .detail("schemas are kept for ever, since events were written by them")
        .hint("add it as the next version, and write events of that")
        .fact("type", schema.type)
        .fact("schema", schema.schema);
  }
  make_optional_table(database_, "schemas");
  Statement insert = database_.prepare("INSERT INTO schemas VALUES (?, ?, ?, ?, ?)");
  insert.bind(1, schema.type).bind(2, schema.schema).bind(3, schema.text).bind_blob(4, schema.digest);
  insert.bind(5, schema.added.ns).run();
  return SchemaKeeping::Added::now;
}

void KeptSchemas::enforce(const std::optional<std::string>& type, bool on) const {
  if (!on && !database_.has_table("enforced_types")) return;
  if (on) make_optional_table(database_, "enforced_types");
  const std::string change =
      on ? "INSERT OR IGNORE INTO enforced_types VALUES (?)" : "DELETE FROM enforced_types WHERE type = ?";
  const std::string name = type.value_or(std::string(every_type));
  database_.prepare(change).bind(1, name).run();
}

}  // namespace evs::sqlite
