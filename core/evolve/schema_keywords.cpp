#include <algorithm>
#include <array>
#include <utility>

#include "core/error.hpp"
#include "core/evolve/schema_reading.hpp"
#include "core/state/json_patch.hpp"

namespace evs {
namespace {

using Kind = Json::Kind;

unsigned bit(Kind kind) { return 1U << static_cast<unsigned>(kind); }

/// A keyword of a schema while it is read.
struct Keyword {
  SchemaReading& reading;
  SchemaNode& node;
  std::string_view name;
  const Json& value;

  [[noreturn]] void refuse(const std::string& why, const std::string& hint = "") const {
    refuse_keyword(node.pointer, name, why, hint);
  }
  [[nodiscard]] std::string place(std::string_view key) const {
    std::string pointer = node.pointer + "/" + std::string(name);
    append_pointer_token(pointer, key);
    return pointer;
  }
  [[nodiscard]] const SchemaNode* schema() const {
    return reading.schema(value, node.pointer + "/" + std::string(name));
  }
  [[nodiscard]] SchemaNodes schemas() const { return reading.schemas(value, node.pointer, name); }
  [[nodiscard]] const Json::Members& members() const {
    if (!value.is(Kind::object)) refuse("must be an object");
    return value.members();
  }
  [[nodiscard]] SchemaNumber number() const {
    if (!value.is(Kind::number)) {
      const bool is_old = value.is(Kind::boolean) && name.starts_with("exclusive");
      refuse("must be a number", is_old ? "in draft-07 it is the limit itself, and stands in place of minimum or "
                                          "maximum"
                                        : "");
    }
    return {Decimal(value.text()), value.text()};
  }
  [[nodiscard]] std::int64_t count() const {
    const std::int64_t count = value.is(Kind::number) ? Decimal(value.text()).count() : -1;
    if (count < 0) refuse("must be a whole number from 0 to 10^15");
    return count;
  }
  [[nodiscard]] std::vector<std::string> names(const Json& list) const {
    std::vector<std::string> names;
    if (!list.is(Kind::array)) refuse("must be a list of names");
    for (const Json& item : list.items()) {
      if (!item.is(Kind::string)) refuse("must be a list of names");
      names.push_back(item.text());
    }
    auto sorted = names;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) refuse("must not name one twice");
    return names;
  }
};

Pattern pattern_of(const Keyword& keyword, const std::string& expression) {
  try {
    return Pattern(expression);
  } catch (const Error& error) {
    keyword.refuse("has the regular expression '" + expression + "', which cannot be used: " + error.message());
  }
}

void add_type(const Keyword& keyword, const std::string& type) {
  constexpr std::array<std::pair<std::string_view, Kind>, 7> types{{{"null", Kind::null},
                                                                    {"boolean", Kind::boolean},
                                                                    {"number", Kind::number},
                                                                    {"integer", Kind::number},
                                                                    {"string", Kind::string},
                                                                    {"array", Kind::array},
                                                                    {"object", Kind::object}}};
  const auto known = std::find_if(types.begin(), types.end(), [&](const auto& entry) { return entry.first == type; });
  if (known == types.end()) keyword.refuse("names the type '" + type + "', which JSON does not have");
  SchemaNode& node = keyword.node;
  const std::string in_words = type == "integer" ? "an integer" : std::string(name(known->second));
  node.type += (node.type.empty() ? "" : " or ") + in_words;
  if (type == "integer")
    node.integers = true;
  else
    node.kinds |= bit(known->second);
}

void read_type(const Keyword& keyword) {
  if (keyword.value.is(Kind::string)) return add_type(keyword, keyword.value.text());
  const auto types = keyword.names(keyword.value);
  if (types.empty()) keyword.refuse("must be a type or a list of types");
  for (const std::string& type : types) add_type(keyword, type);
}

/// Where both enum and const stand, the value must be in both.
void restrict_values(const Keyword& keyword, const std::set<std::string>& values) {
  SchemaNode& node = keyword.node;
  if (!node.has_values) {
    node.values = values;
  } else {
    std::erase_if(node.values, [&](const std::string& value) { return !values.contains(value); });
  }
  node.has_values = true;
}

void read_enum(const Keyword& keyword) {
  if (!keyword.value.is(Kind::array)) keyword.refuse("must be a list of values");
  std::set<std::string> values;
  for (const Json& item : keyword.value.items()) values.insert(item.canonical());
  restrict_values(keyword, values);
}

void read_const(const Keyword& keyword) { restrict_values(keyword, {keyword.value.canonical()}); }

void read_multiple_of(const Keyword& keyword) {
  const SchemaNumber divisor = keyword.number();
  if (divisor.value.is_zero() || divisor.value.is_negative()) keyword.refuse("must be above 0");
  if (divisor.value.significant_digits() > Decimal::most_divisor_digits) {
    keyword.refuse("has more than 18 digits, which is not supported");
  }
  keyword.node.multiple_of = divisor;
}

void read_unique_items(const Keyword& keyword) {
  if (!keyword.value.is(Kind::boolean)) keyword.refuse("must be true or false");
  keyword.node.unique = keyword.value.text() == "true";
}

void read_pattern_keyword(const Keyword& keyword) {
  if (!keyword.value.is(Kind::string)) keyword.refuse("must be a string");
  keyword.node.pattern = pattern_of(keyword, keyword.value.text());
  keyword.node.spelled_pattern = keyword.value.text();
}

void read_properties(const Keyword& keyword) {
  for (const auto& [key, value] : keyword.members()) {
    keyword.node.properties[key] = keyword.reading.schema(value, keyword.place(key));
  }
}

void read_pattern_properties(const Keyword& keyword) {
  for (const auto& [key, value] : keyword.members()) {
    keyword.node.pattern_properties.emplace_back(pattern_of(keyword, key),
                                                 keyword.reading.schema(value, keyword.place(key)));
  }
}

void read_dependencies(const Keyword& keyword) {
  for (const auto& [key, value] : keyword.members()) {
    SchemaDependency dependency{key, {}, nullptr};
    if (value.is(Kind::array))
      dependency.required = keyword.names(value);
    else
      dependency.schema = keyword.reading.schema(value, keyword.place(key));
    keyword.node.dependencies.push_back(std::move(dependency));
  }
}

void read_items(const Keyword& keyword) {
  keyword.node.lists_items = keyword.value.is(Kind::array);
  if (!keyword.node.lists_items) {
    keyword.node.items = keyword.schema();
  } else if (!keyword.value.items().empty()) {
    keyword.node.listed_items = keyword.schemas();
  }
}

/// They are read so that a mistake in them is found, whether they are referred to or not.
void read_definitions(const Keyword& keyword) {
  for (const auto& [key, value] : keyword.members()) keyword.reading.schema(value, keyword.place(key));
}

void read_annotation(const Keyword& keyword) {
  if (!keyword.value.is(Kind::string)) keyword.refuse("must be a string");
}

void refuse_other_draft(const Keyword& keyword) {
  keyword.refuse("is not a keyword of draft-07, which would take no notice of it",
                 "say it with the keywords of draft-07, or leave it out");
}

using Reads = void (*)(const Keyword&);

template <auto Field>
void read_number(const Keyword& keyword) {
  keyword.node.*Field = keyword.number();
}
template <auto Field>
void read_count(const Keyword& keyword) {
  keyword.node.*Field = keyword.count();
}
template <auto Field>
void read_subschema(const Keyword& keyword) {
  keyword.node.*Field = keyword.schema();
}
template <auto Field>
void read_subschemas(const Keyword& keyword) {
  keyword.node.*Field = keyword.schemas();
}
void read_required(const Keyword& keyword) { keyword.node.required = keyword.names(keyword.value); }

constexpr std::array<std::pair<std::string_view, Reads>, 56> keywords{{
    {"type", read_type},
    {"enum", read_enum},
    {"const", read_const},
    {"minimum", read_number<&SchemaNode::minimum>},
    {"maximum", read_number<&SchemaNode::maximum>},
    {"exclusiveMinimum", read_number<&SchemaNode::above>},
    {"exclusiveMaximum", read_number<&SchemaNode::below>},
    {"multipleOf", read_multiple_of},
    {"minLength", read_count<&SchemaNode::min_length>},
    {"maxLength", read_count<&SchemaNode::max_length>},
    {"pattern", read_pattern_keyword},
    {"minItems", read_count<&SchemaNode::min_items>},
    {"maxItems", read_count<&SchemaNode::max_items>},
    {"uniqueItems", read_unique_items},
    {"items", read_items},
    {"additionalItems", read_subschema<&SchemaNode::additional_items>},
    {"contains", read_subschema<&SchemaNode::contains>},
    {"minProperties", read_count<&SchemaNode::min_properties>},
    {"maxProperties", read_count<&SchemaNode::max_properties>},
    {"required", read_required},
    {"properties", read_properties},
    {"patternProperties", read_pattern_properties},
    {"additionalProperties", read_subschema<&SchemaNode::additional_properties>},
    {"propertyNames", read_subschema<&SchemaNode::property_names>},
    {"dependencies", read_dependencies},
    {"allOf", read_subschemas<&SchemaNode::all_of>},
    {"anyOf", read_subschemas<&SchemaNode::any_of>},
    {"oneOf", read_subschemas<&SchemaNode::one_of>},
    {"not", read_subschema<&SchemaNode::negated>},
    {"if", read_subschema<&SchemaNode::condition>},
    {"then", read_subschema<&SchemaNode::then>},
    {"else", read_subschema<&SchemaNode::otherwise>},
    {"definitions", read_definitions},
    {"$comment", read_annotation},
    {"title", read_annotation},
    {"description", read_annotation},
    {"format", read_annotation},
    {"contentEncoding", read_annotation},
    {"contentMediaType", read_annotation},
    // Of other drafts: who writes them relies on them.
    {"divisibleBy", refuse_other_draft},
    {"disallow", refuse_other_draft},
    {"extends", refuse_other_draft},
    {"$anchor", refuse_other_draft},
    {"$dynamicAnchor", refuse_other_draft},
    {"$dynamicRef", refuse_other_draft},
    {"$recursiveAnchor", refuse_other_draft},
    {"$recursiveRef", refuse_other_draft},
    {"dependentRequired", refuse_other_draft},
    {"dependentSchemas", refuse_other_draft},
    {"maxContains", refuse_other_draft},
    {"minContains", refuse_other_draft},
    {"prefixItems", refuse_other_draft},
    {"unevaluatedItems", refuse_other_draft},
    {"unevaluatedProperties", refuse_other_draft},
    {"contentSchema", refuse_other_draft},
    {"$vocabulary", refuse_other_draft},
}};

}  // namespace

void read_keywords(SchemaReading& reading, SchemaNode& node, const Json& schema) {
  for (const auto& [name, read] : keywords) {
    if (const Json* const value = schema.member(name)) read({reading, node, name, *value});
  }
}

}  // namespace evs
