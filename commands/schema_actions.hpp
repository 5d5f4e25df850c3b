#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "commands/options.hpp"
#include "commands/seeing.hpp"

namespace evs {

class Session;

/// What `evs schema` takes. The first word behind the action is `type`, unless the action takes none; the others are
/// `words`.
struct SchemaOptions {
  std::string action;
  std::string type;
  std::vector<std::string> words;
  std::optional<std::int64_t> schema;
  bool off = false;
  bool all = false;
  bool list = false;
  SelectionOptions selectors;
  SeeingOptions seeing;
};

/// What the actions do; each returns the exit status.
int add_schema(const SchemaOptions& options, Session& session);
int list_schemas(const SchemaOptions& options, Session& session);
int show_schema(const SchemaOptions& options, Session& session);
int enforce_schemas(const SchemaOptions& options, Session& session);
int infer_schema(const SchemaOptions& options, Session& session);
int check_schemas(const SchemaOptions& options, Session& session);
int check_compatibility(const SchemaOptions& options, Session& session);

/// The text of a schema in a file, or in the standard input for "-". Throws [bad-input] if JsonSchema does not take it.
std::string schema_text(const std::string& file, Session& session);

}  // namespace evs
