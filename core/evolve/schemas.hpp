#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// A JSON Schema that a store keeps for the data of the events of a type and schema version. Kept for ever, as it was
/// added.
struct StoredSchema {
  std::string type;
  std::int64_t schema = 1;
  std::string text;
  Digest digest{};  // SHA-256 of the text
  Timestamp added;
};

/// Which events must match the schema of their type and schema version to be written. If there is none for them, they
/// are refused, too. What evs writes itself, into streams whose names start with $, is never asked.
struct Enforcement {
  bool every_type = false;
  std::vector<std::string> types;  // sorted; besides, where every_type is set
};

/// Return false to end the visit.
using SchemaVisitor = std::function<bool(const StoredSchema&)>;

/// The schemas that a store keeps: an ability that a backend may have besides reading. One object serves one thread.
/// All calls throw [damaged] for what cannot be read as such, and [system] when reading fails.
class Schemas {
 public:
  Schemas() = default;
  virtual ~Schemas() = default;
  Schemas(const Schemas&) = delete;
  Schemas& operator=(const Schemas&) = delete;

  /// Visits the schemas by type, then by schema version.
  virtual void schemas(const SchemaVisitor& visit) = 0;
  /// The schema of one version of a type; of the newest that there is one for, where none is given. Nothing if there
  /// is none.
  virtual std::optional<StoredSchema> schema(std::string_view type, std::optional<std::int64_t> version) = 0;
  /// What is enforced.
  virtual Enforcement enforcement() = 0;
};

/// Adds what changes them. When a call returns, it is durable, and whatever is written from then on, by any process,
/// obeys; when it throws, nothing was changed, except that [in-doubt] says the outcome is unknown.
class SchemaKeeping : public Schemas {
 public:
  enum class Added { now, before };

  /// Keeps a schema; the caller has seen that JsonSchema takes its text. The same text again changes nothing; another
  /// one for the same type and version is a [conflict].
  virtual Added add(std::string_view type, std::int64_t version, std::string_view text) = 0;
  /// Demands that events of a type match, or no longer; of every type, where none is given. Nothing to do if it is so.
  virtual void enforce(const std::optional<std::string>& type, bool on) = 0;
};

}  // namespace evs
