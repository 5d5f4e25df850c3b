#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/evolve/decimal.hpp"
#include "core/evolve/json_tree.hpp"
#include "core/evolve/pattern.hpp"

namespace evs {

struct SchemaNode;
using SchemaNodes = std::vector<const SchemaNode*>;

struct SchemaNumber {
  Decimal value;
  std::string spelling;
};

/// What a property demands of the object that has it.
struct SchemaDependency {
  std::string property;
  std::vector<std::string> required;
  const SchemaNode* schema = nullptr;  // nullptr: none
};

/// One schema of a schema text, read and found usable; nullptr and empty: the keyword is not there.
struct SchemaNode {
  std::string pointer;    // where it stands in the text
  bool never = false;     // the schema `false`
  unsigned kinds = 0;     // `type`, a bit for each Json::Kind; 0: any
  bool integers = false;  // `type` names "integer"
  std::string type;       // `type` in words: "a string or null"

  std::set<std::string> values;  // `enum` and `const`, canonical
  bool has_values = false;

  std::optional<SchemaNumber> minimum, maximum, above, below, multiple_of;
  std::optional<std::int64_t> min_length, max_length, min_items, max_items, min_properties, max_properties;
  std::optional<Pattern> pattern;
  std::string spelled_pattern;
  bool unique = false;
  std::vector<std::string> required;

  std::map<std::string, const SchemaNode*, std::less<>> properties;
  std::vector<std::pair<Pattern, const SchemaNode*>> pattern_properties;
  const SchemaNode* additional_properties = nullptr;
  const SchemaNode* property_names = nullptr;
  std::vector<SchemaDependency> dependencies;

  const SchemaNode* items = nullptr;
  bool lists_items = false;  // `items` is an array, listed_items
  SchemaNodes listed_items;
  const SchemaNode* additional_items = nullptr;
  const SchemaNode* contains = nullptr;

  const SchemaNode* reference = nullptr;  // then nothing else counts
  SchemaNodes all_of, any_of, one_of;
  const SchemaNode* negated = nullptr;
  const SchemaNode* condition = nullptr;
  const SchemaNode* then = nullptr;
  const SchemaNode* otherwise = nullptr;
};

struct SchemaGraph {
  std::deque<SchemaNode> nodes;
  const SchemaNode* root = nullptr;
};

/// Reads a JSON Schema of draft-07. Throws [bad-input] for a text that is none, and for one that cannot be judged by
/// exactly: the error names the place (facts `pointer` and `keyword`).
SchemaGraph read_schema(std::string_view text);

/// How many schemas deep each asks others that stand in its lists, alternatives, conditions and items, itself included;
/// what references, properties and dependencies lead to is left aside. No more than the text nests.
std::map<const SchemaNode*, int> heights_of(const SchemaGraph& graph);

}  // namespace evs
