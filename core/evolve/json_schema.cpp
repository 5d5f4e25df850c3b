#include "core/evolve/json_schema.hpp"

#include <map>
#include <optional>
#include <utility>

#include "core/evolve/schema_judging.hpp"

namespace evs {
namespace {

/// How many times a schema may be asked: so many for each value in what is judged, and some.
constexpr std::size_t steps_per_value = 1000;
constexpr std::size_t free_steps = 100'000;

/// Makes valijson's constraints of the schemas that were read.
class Building {
 public:
  Building(const SchemaGraph& graph, Nulls nulls, valijson::Schema& schema, Judging& judging)
      : graph_(graph), nulls_(nulls), schema_(schema), judging_(judging) {}

  void build() {
    for (const SchemaNode& node : graph_.nodes) judging_.schemas[&node].schema = schema_.createSubschema();
    for (const SchemaNode& node : graph_.nodes) {
      const valijson::Subschema* const own = of(&node);
      schema_.addConstraintToSubschema(OwnKeywords(node, judging_), own);  // the first, since it counts the steps
      add_lists(node, own);
      add_excluding(node, own);
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
  }

  void add_excluding(const SchemaNode& node, const valijson::Subschema* own) {
    if (nulls_ == Nulls::erased) {
      if (ExcludingKeywords::are_in(node)) schema_.addConstraintToSubschema(ExcludingKeywords(node, judging_), own);
      return;
    }
    add_list<valijson::constraints::OneOfConstraint>(node.one_of, own);
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
  Nulls nulls_;
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

/// A schema, ready to judge values in which nulls mean one thing.
class Ready {
 public:
  Ready(const SchemaGraph& graph, Nulls nulls) : graph_(graph), nulls_(nulls) {
    Building(graph, nulls, schema_, judging_).build();
  }

  std::optional<Violation> violation_in(const JsonDocument& document) {
    try {
      if (matches(document, nullptr)) return std::nullopt;
      return why(document);
    } catch (const TooMuch&) {
      return Violation{"", "is too large, or nests too deep, for its schema to be judged by it"};
    }
  }

 private:
  bool matches(const JsonDocument& document, Results* results) {
    judging_.unknown = nulls_ == Nulls::erased ? Unknown::may_match : Unknown::none;
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

  const SchemaGraph& graph_;
  Nulls nulls_;
  valijson::Schema schema_;
  Judging judging_;
};

}  // namespace

class JsonSchema::Validation {
 public:
  explicit Validation(std::string_view text) : graph_(read_schema(text)), exact_(graph_, Nulls::values) {}

  std::optional<Violation> violation_in(std::string_view json, Nulls nulls) {
    const JsonDocument document = read_json(json);
    if (document.repeated) return Violation{*document.repeated, "stands twice in its object"};
    if (nulls == Nulls::values) return exact_.violation_in(document);
    if (!lenient_) lenient_.emplace(graph_, nulls);
    return lenient_->violation_in(document);
  }

 private:
  SchemaGraph graph_;
  Ready exact_;
  std::optional<Ready> lenient_;  // made when it is asked for
};

std::string to_string(const Violation& violation, std::string_view whole) {
  return (violation.pointer.empty() ? std::string(whole) : violation.pointer) + " " + violation.reason;
}

JsonSchema::JsonSchema(std::string_view text) : validation_(std::make_unique<Validation>(text)) {}
JsonSchema::~JsonSchema() = default;
JsonSchema::JsonSchema(JsonSchema&&) noexcept = default;
JsonSchema& JsonSchema::operator=(JsonSchema&&) noexcept = default;

std::optional<Violation> JsonSchema::violation_in(std::string_view json, Nulls nulls) {
  return validation_->violation_in(json, nulls);
}

}  // namespace evs
