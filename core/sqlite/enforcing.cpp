#include "core/sqlite/enforcing.hpp"

#include "core/purged.hpp"
#include "core/reserved.hpp"

namespace evs::sqlite {
namespace {

std::string named(std::string_view type, std::int64_t schema) {
  return "schema " + std::to_string(schema) + " of type '" + std::string(type) + "'";
}

}  // namespace

Enforcing::Enforcing(const Database& database)
    : database_(database),
      kept_(database),
      find_table_(database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'enforced_types'")) {}

void Enforcing::begin() {
  every_type_ = false;
  types_.clear();
  const Resetting resetting(find_table_);
  if (!find_table_.step()) return;
  Enforcement enforcement = kept_.enforcement();
  every_type_ = enforcement.every_type;
  types_ = {enforcement.types.begin(), enforcement.types.end()};
}

bool Enforcing::is_enforced(std::string_view stream, std::string_view type) const {
  if (!every_type_ && types_.empty()) return false;
  return !stream.starts_with('$') && !is_own_type(type) && (every_type_ || types_.contains(type));
}

std::optional<Error> Enforcing::refusal_of(const EventView& event, Origin origin) {
  if (!is_enforced(event.stream, event.type)) return std::nullopt;
  JsonSchema* const known = schema_of(event.type, event.schema);
  if (known == nullptr) {
    return Error(ErrorKind::bad_input,
                 "there is no " + named(event.type, event.schema) + ", and events without one are refused")
        .hint("add it with 'evs schema add TYPE N FILE'; 'evs schema enforce --list' shows what needs one")
        .fact("stream", std::string(event.stream))
        .fact("type", std::string(event.type))
        .fact("schema", event.schema);
  }
  const bool has_lost = origin == Origin::copy && is_purged(event);
  const auto violation = known->violation_in(event.data, has_lost ? Nulls::erased : Nulls::values);
  if (!violation) return std::nullopt;
  return Error(ErrorKind::bad_input,
               "an event does not match " + named(event.type, event.schema) + ": " + to_string(*violation, "the data"))
      .hint("'evs schema show TYPE N' prints the schema")
      .fact("stream", std::string(event.stream))
      .fact("type", std::string(event.type))
      .fact("schema", event.schema)
      .fact("pointer", violation->pointer);
}

JsonSchema* Enforcing::schema_of(std::string_view type, std::int64_t version) {
  auto& versions = entry_of(ready_, type).second;
  const auto known = versions.find(version);
  if (known != versions.end()) return &known->second;
  const auto stored = kept_.schema(type, version);
  if (!stored) return nullptr;
  try {
    return &versions.emplace(version, JsonSchema(stored->text)).first->second;
  } catch (const Error& error) {
    throw database_.damage(named(type, version) + " cannot be used: " + error.message());
  }
}

}  // namespace evs::sqlite
