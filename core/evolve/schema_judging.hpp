#pragma once

// Private to json_schema.cpp, as json_adapter.hpp is.

#include <algorithm>
#include <map>
#include <regex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/evolve/json_adapter.hpp"
#include "core/evolve/json_schema.hpp"
#include "core/evolve/schema_assertions.hpp"
#include "core/evolve/schema_graph.hpp"
#include "core/state/json_patch.hpp"

// Behind the adapter, which says how it is built.
#include <valijson/schema.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validation_visitor.hpp>

namespace evs {

using Context = std::vector<std::string>;
using Results = valijson::ValidationResults;
using Visitor = valijson::ValidationVisitor<JsonAdapter>;

/// How deep schemas may ask one another before the stack is at risk, in steps of valijson's.
constexpr int deepest = 600;
/// Of the alternatives that do not match. What counts is told by the first.
constexpr std::size_t most_faults = 1000;

struct Found {
  Violation violation;
};
struct Settled {};  // what the results hold is enough
struct TooMuch {};  // to be judged
struct TooMany {};  // faults, in alternatives

/// How nulls are judged that stand for values which nobody knows any more. Whether there is a value that matches is
/// asked with one answer for all of them, and what must not match with the other, so that what cannot be told passes.
enum class Unknown { none, may_match, cannot_match };

inline std::string pointer_of(const Context& context) {
  std::string pointer;
  for (std::size_t i = 1; i < context.size(); ++i) {  // behind valijson's name for the root, "[key]" each
    append_pointer_token(pointer, std::string_view(context[i]).substr(1, context[i].size() - 2));
  }
  return pointer;
}

inline Context inside(Context context, const std::string& key) {
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
  Unknown unknown = Unknown::none;
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

  bool ask(const SchemaNode* node, const Json& value, const Context& context, Unknown as) {
    const Unknown before = std::exchange(unknown, as);
    const bool matches = ask(node, value, context, static_cast<Results*>(nullptr));
    unknown = before;
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
    const bool is_lenient = judging_.unknown == Unknown::may_match;
    if (judging_.unknown != Unknown::none && value.is(Json::Kind::null) && !node_.never) return is_lenient;
    if (node_.reference != nullptr) return judging_.ask(node_.reference, value, context, results);
    const Nulls nulls = is_lenient ? Nulls::erased : Nulls::values;
    if (const auto reason = broken_assertion(node_, value, nulls)) return judging_.fail(context, results, *reason);
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

/// The keywords that demand that something does not match, where there are nulls for unknown values.
class ExcludingKeywords final : public valijson::constraints::PolyConstraint {
 public:
  ExcludingKeywords(const SchemaNode& node, Judging& judging) : node_(node), judging_(judging) {}

  static bool are_in(const SchemaNode& node) {
    return node.negated != nullptr || node.condition != nullptr || !node.one_of.empty();
  }

  bool validate(const valijson::adapters::Adapter& target, const Context& context, Results* results) const override {
    const Json& value = dynamic_cast<const JsonAdapter&>(target).json();
    const Unknown same = judging_.unknown;
    const Unknown opposite = same == Unknown::may_match ? Unknown::cannot_match : Unknown::may_match;
    const auto holds = [&](const SchemaNode* node) {
      return node == nullptr || judging_.ask(node, value, context, same);
    };
    const auto is_excluded = [&](const SchemaNode* node) { return !judging_.ask(node, value, context, opposite); };
    const auto fail = [&](const char* reason) { return judging_.fail(context, results, reason); };

    if (node_.negated != nullptr && !is_excluded(node_.negated)) return fail("is what 'not' excludes");
    const auto& one_of = node_.one_of;
    if (!one_of.empty()) {
      if (std::none_of(one_of.begin(), one_of.end(), holds)) return fail("matches none of the alternatives of oneOf");
      const auto excluded = std::count_if(one_of.begin(), one_of.end(), is_excluded);
      if (static_cast<std::size_t>(excluded) + 1 < one_of.size()) {
        return fail("matches more than one of the alternatives of oneOf");
      }
    }
    if (node_.condition == nullptr || (holds(node_.condition) && holds(node_.then))) return true;
    if (is_excluded(node_.condition) && holds(node_.otherwise)) return true;
    return fail("does not match what follows from 'if'");
  }

 private:
  Constraint* cloneInto(void* room) const override { return new (room) ExcludingKeywords(*this); }
  [[nodiscard]] std::size_t sizeOf() const override { return sizeof(*this); }

  const SchemaNode& node_;
  Judging& judging_;
};

}  // namespace evs
