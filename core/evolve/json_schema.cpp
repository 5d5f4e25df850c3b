#include "core/evolve/json_schema.hpp"

#include <map>
#include <regex>
#include <unordered_map>
#include <vector>

#include "core/evolve/json_adapter.hpp"
#include "core/evolve/schema_assertions.hpp"
#include "core/evolve/schema_graph.hpp"
#include "core/state/json_patch.hpp"

// Behind the adapter, which says how it is built.
#include <valijson/schema.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validation_visitor.hpp>

namespace evs {
namespace {

using Context = std::vector<std::string>;
using Results = valijson::ValidationResults;
using Visitor = valijson::ValidationVisitor<JsonAdapter>;

/// How deep schemas may ask one another before the stack is at risk, in steps of valijson's.
constexpr int deepest = 600;
/// How many times a schema may be asked: so many for each value in what is judged, and some.
constexpr std::size_t steps_per_value = 1000;
constexpr std::size_t free_steps = 100'000;
/// Of the alternatives that do not match. What counts is told by the first.
constexpr std::size_t most_faults = 1000;

struct Found {
  Violation violation;
};
struct Settled {};  // what the results hold is enough
struct TooMuch {};  // to be judged
struct TooMany {};  // faults, in alternatives

std::string pointer_of(const Context& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {  // behind valijson's name for the root, "[key]" each
    append_pointer_token(pointer, std::string_view(context[i]).substr(1, context[i].size() - 2));
  }
  return pointer;
}

Context inside(Context context, const std::string& key) {
  context.push_back("[" + key + "]");
  return context;
}

/// A schema as valijson has it.
struct Asked {
  const valijson::Subschema* schema = nullptr;
  int height = 0;  // of the schemas that valijson asks within it, on its own
};

/// What the judging of one value has come to.
struct Judging {
  std::map<const SchemaNode*, Asked> schemas;
  Results* results = nullptr;  // those that are not of an alternative; nullptr: only yes or no is asked for
  std::size_t steps = 0;
  std::size_t most_steps = 0;
  int depth = 0;
  std::unordered_map<std::string, std::regex> regexes;  // valijson wants one; it stays empty

  void step(const Results* of) {
    if (++steps > most_steps) throw TooMuch();
    if (results != nullptr && results->numErrors() > 0) throw Settled();
    if (of != nullptr && of->numErrors() > most_faults) throw TooMany();
  }

  bool fail(const Context& context, Results* of, const std::string& reason) const {
    if (of != nullptr && of == results) throw Found{{pointer_of(context), reason}};
    if (of != nullptr) of->pushError(context, reason);
    return false;
  }

  bool ask(const SchemaNode* node, const Json& value, const Context& context, Results* of) {
    const Asked& asked = schemas.at(node);
    const int steps_down = asked.height + 1;
    if (depth + steps_down > deepest) throw TooMuch();
    depth += steps_down;
    const bool matches = Visitor(JsonAdapter(value), context, true, of, regexes).validateSchema(*asked.schema);
    depth -= steps_down;
    return matches;
  }
};

/// What evs judges itself of a schema: where valijson would compare numbers as doubles and strings up to their first
/// NUL, would match bytes with std::regex, and would know references by names that can be mistaken.
class OwnKeywords final : public valijson::constraints::PolyConstraint {
 public:
  OwnKeywords(const SchemaNode& node, Judging& judging) : node_(node), judging_(judging) {}

  bool validate(const valijson::adapters::Adapter& target, const Context& context, Results* results) const override {
    judging_.step(results);
    const Json& value = dynamic_cast<const JsonAdapter&>(target).json();
    if (node_.reference != nullptr) return judging_.ask(node_.reference, value, context, results);
    if (const auto reason = broken_assertion(node_, value)) return judging_.fail(context, results, *reason);
    if (!value.is(Json::Kind::object)) return true;
    bool matches = true;
    for (const SchemaDependency& dependency : node_.dependencies) {
      if (dependency.schema == nullptr || value.member(dependency.property) == nullptr) continue;
      matches = judging_.ask(dependency.schema, value, context, results) && matches;
    }
    for (const auto& [key, member] : value.members()) {
      matches = matches_member(key, member, context, results) && matches;
      if (!matches && results == nullptr) return false;
    }
    return matches;
  }

 private:
  bool matches_member(const std::string& key, const Json& member, const Context& context, Results* results) const {
    const Context here = inside(context, key);
    bool matches = true;
    if (node_.property_names != nullptr) {
      const Json name(Json::Kind::string, key);
      if (!judging_.ask(node_.property_names, name, here, nullptr)) {
        matches = judging_.fail(here, results, "has a name that is not allowed (propertyNames)");
      }
    }
    bool is_known = false;
    if (const auto property = node_.properties.find(key); property != node_.properties.end()) {
      is_known = true;
      matches = judging_.ask(property->second, member, here, results) && matches;
    }
    for (const auto& [pattern, schema] : node_.pattern_properties) {
      if (!pattern.is_in(key)) continue;
      is_known = true;
      matches = judging_.ask(schema, member, here, results) && matches;
    }
    if (is_known || node_.additional_properties == nullptr) return matches;
    if (node_.additional_properties->never) {
      return judging_.fail(here, results, "must not be there: no additional members are allowed");
    }
    return judging_.ask(node_.additional_properties, member, here, results) && matches;
  }

  Constraint* cloneInto(void* room) const override { return new (room) OwnKeywords(*this); }
  [[nodiscard]] std::size_t sizeOf() const override { return sizeof(*this); }

  const SchemaNode& node_;
  Judging& judging_;
};

/// Makes valijson's constraints of the schemas that were read.
class Building {
 public:
  Building(const SchemaGraph& graph, valijson::Schema& schema, Judging& judging)
      : graph_(graph), schema_(schema), judging_(judging) {}

  void build() {
    for (const SchemaNode& node : graph_.nodes) judging_.schemas[&node].schema = schema_.createSubschema();
    for (const SchemaNode& node : graph_.nodes) {
      const valijson::Subschema* const own = of(&node);
      schema_.addConstraintToSubschema(OwnKeywords(node, judging_), own);  // the first, since it counts the steps
      add_lists(node, own);
      add_others(node, own);
      add_arrays(node, own);
    }
    for (const auto& [node, height] : heights_of(graph_)) judging_.schemas[node].height = height;
  }

 private:
  const valijson::Subschema* of(const SchemaNode* node) const { return judging_.schemas.at(node).schema; }

  template <class Constraint>
  void add_list(const SchemaNodes& nodes, const valijson::Subschema* own) {
    if (nodes.empty()) return;
    Constraint constraint;
    for (const SchemaNode* node : nodes) constraint.addSubschema(of(node));
    schema_.addConstraintToSubschema(constraint, own);
  }

  void add_lists(const SchemaNode& node, const valijson::Subschema* own) {
    add_list<valijson::constraints::AllOfConstraint>(node.all_of, own);
    add_list<valijson::constraints::AnyOfConstraint>(node.any_of, own);
    add_list<valijson::constraints::OneOfConstraint>(node.one_of, own);
  }

  void add_others(const SchemaNode& node, const valijson::Subschema* own) {
    if (node.negated != nullptr) {
      valijson::constraints::NotConstraint constraint;
      constraint.setSubschema(of(node.negated));
      schema_.addConstraintToSubschema(constraint, own);
    }
    if (node.condition == nullptr) return;
    valijson::constraints::ConditionalConstraint constraint;
    constraint.setIfSubschema(of(node.condition));
    if (node.then != nullptr) constraint.setThenSubschema(of(node.then));
    if (node.otherwise != nullptr) constraint.setElseSubschema(of(node.otherwise));
    schema_.addConstraintToSubschema(constraint, own);
  }

  void add_arrays(const SchemaNode& node, const valijson::Subschema* own) {
    if (node.items != nullptr) {
      valijson::constraints::SingularItemsConstraint constraint;
      constraint.setItemsSubschema(of(node.items));
      schema_.addConstraintToSubschema(constraint, own);
    }
    if (node.lists_items) {
      valijson::constraints::LinearItemsConstraint constraint;
      for (const SchemaNode* item : node.listed_items) constraint.addItemSubschema(of(item));
      constraint.setAdditionalItemsSubschema(node.additional_items != nullptr ? of(node.additional_items)
                                                                              : schema_.emptySubschema());
      schema_.addConstraintToSubschema(constraint, own);
    }
    if (node.contains == nullptr) return;
    valijson::constraints::ContainsConstraint constraint;
    constraint.setSubschema(of(node.contains));
    schema_.addConstraintToSubschema(constraint, own);
  }

  const SchemaGraph& graph_;
  valijson::Schema& schema_;
  Judging& judging_;
};

/// valijson's sentences in the words of evs.
std::string in_plain_words(const std::string& description) {
  if (description.starts_with("Target should not validate")) return "is what 'not' excludes";
  if (description.find("'contains'") != std::string::npos) return "holds no item that matches 'contains'";
  if (description.find("exactly one") != std::string::npos) return "matches more than one of the alternatives of oneOf";
  return description;
}

/// A schema with alternatives speaks behind them: what the first of them lacked stands at the beginning.
Violation told_by(const Results& results) {
  const auto& first = *results.begin();
  Violation violation{pointer_of(first.context), in_plain_words(first.description)};
  for (const auto& error : results) {
    if (!error.description.starts_with("Failed to validate against any")) continue;
    const bool is_any = error.description.find("anyOf") != std::string::npos;
    const std::string of_first = to_string({pointer_of(first.context), in_plain_words(first.description)}, "it");
    violation = {pointer_of(error.context), std::string("matches none of the alternatives of ") +
                                                (is_any ? "anyOf" : "oneOf") + " (by the first, " + of_first + ")"};
  }
  return violation;
}

}  // namespace

class JsonSchema::Validation {
 public:
  explicit Validation(std::string_view text) : graph_(read_schema(text)) {
    Building(graph_, schema_, judging_).build();
  }

  std::optional<Violation> violation_in(std::string_view json) {
    const JsonDocument document = read_json(json);
    if (document.repeated) return Violation{*document.repeated, "stands twice in its object"};
    try {
      if (matches(document, nullptr)) return std::nullopt;
      return why(document);
    } catch (const TooMuch&) {
      return Violation{"", "is too large, or nests too deep, for its schema to be judged by it"};
    }
  }

 private:
  bool matches(const JsonDocument& document, Results* results) {
    judging_.results = results;
    judging_.steps = 0;
    judging_.most_steps = free_steps + steps_per_value * document.values;
    judging_.depth = 0;
    return judging_.ask(graph_.root, document.root, Context{"<root>"}, results);
  }

  Violation why(const JsonDocument& document) {
    Results results;
    try {
      matches(document, &results);
    } catch (const Found& found) {
      return found.violation;
    } catch (const Settled&) {  // the rest would only be told besides
    } catch (const TooMany&) {
      return {"", "matches none of many alternatives"};
    }
    return told_by(results);
  }

  SchemaGraph graph_;
  valijson::Schema schema_;
  Judging judging_;
};

std::string to_string(const Violation& violation, std::string_view whole) {
  return (violation.pointer.empty() ? std::string(whole) : violation.pointer) + " " + violation.reason;
}

JsonSchema::JsonSchema(std::string_view text) : validation_(std::make_unique<Validation>(text)) {}
JsonSchema::~JsonSchema() = default;
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;

std::optional<Violation> JsonSchema::violation_in(std::string_view json) { return validation_->violation_in(json); }

}  // namespace evs
