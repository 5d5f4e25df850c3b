#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/evolve/schema_graph.hpp"

namespace evs {

/// Throws the [bad-input] error that read_schema() is refused with: `pointer` is the schema in the text that has the
/// keyword.
[[noreturn]] void refuse_keyword(const std::string& pointer, std::string_view keyword, const std::string& why,
                                 const std::string& hint = "");

/// Reads the schemas of a text one after the other: what a schema refers to is put aside for later, so that long
/// chains of references need no stack.
class SchemaReading {
 public:
  explicit SchemaReading(const Json& document) : document_(document) {}

  SchemaGraph read();

  /// The schema at this place; it is read later.
  const SchemaNode* schema(const Json& value, const std::string& pointer);
  /// The schemas in a list that is not empty.
  SchemaNodes schemas(const Json& value, const std::string& pointer, std::string_view keyword);
  /// The schema that a `$ref` names.
  const SchemaNode* referred(const Json& value, const std::string& pointer);

 private:
  struct Task {
    SchemaNode* node;
    const Json* value;
  };
  void read_into(SchemaNode& node, const Json& value);

  const Json& document_;
  SchemaGraph graph_;
  std::map<const Json*, SchemaNode*> known_;
  std::vector<Task> tasks_;
};

/// What a schema's own keywords say; throws as read_schema() does.
void read_keywords(SchemaReading& reading, SchemaNode& node, const Json& schema);

/// Throws [bad-input] if a schema leads back to itself without going into the value, or only after so many steps that
/// there would be no end to it.
void refuse_loops(const SchemaGraph& graph);

}  // namespace evs
