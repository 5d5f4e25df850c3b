#include "core/evolve/schema_assertions.hpp"

#include <algorithm>
#include <vector>

#include "core/codec/json.hpp"
#include "core/counted.hpp"

namespace evs {
namespace {

using Kind = Json::Kind;
using Broken = std::optional<std::string>;

/// A value as it may stand in a sentence.
std::string shown(const Json& value) {
  constexpr std::size_t longest = 40;
  if (value.is(Kind::array) || value.is(Kind::object)) return std::string(name(value.kind()));
  const std::string text = value.is(Kind::string) ? json::quoted(value.text()) : value.text();
  return text.size() <= longest ? text : std::string(name(value.kind()));
}

Broken broken_type(const SchemaNode& schema, const Json& value) {
  if (schema.type.empty() || (schema.kinds & (1U << static_cast<unsigned>(value.kind()))) != 0) return std::nullopt;
  const bool is_number = value.is(Kind::number);
  if (schema.integers && is_number && Decimal(value.text()).is_integer()) return std::nullopt;
  const std::string what = is_number ? shown(value) : std::string(name(value.kind()));
  return "must be " + schema.type + ", and is " + what;
}

bool holds_null(const Json& value) {
  if (value.is(Kind::array)) return std::any_of(value.items().begin(), value.items().end(), holds_null);
  if (!value.is(Kind::object)) return value.is(Kind::null);
  return std::any_of(value.members().begin(), value.members().end(),
                     [](const Json::Member& member) { return holds_null(member.second); });
}

Broken broken_value(const SchemaNode& schema, const Json& value, Nulls nulls) {
  if (!schema.has_values || schema.values.contains(value.canonical())) return std::nullopt;
  if (nulls == Nulls::erased && holds_null(value)) return std::nullopt;
  const bool is_one = schema.values.size() == 1;
  const bool can_be_told = is_one && schema.values.begin()->size() <= 40 && schema.values.begin()->front() == '"';
  if (can_be_told) return "must be " + *schema.values.begin() + ", and is " + shown(value);
  return shown(value) + (is_one ? " is not the value that is demanded" : " is none of the values that are allowed");
}

Broken broken_number(const SchemaNode& schema, const Json& value) {
  if (!value.is(Kind::number)) return std::nullopt;
  const Decimal number(value.text());
  const auto must_be = [&](const std::string& what, const SchemaNumber& limit) {
    return "must be " + what + " " + limit.spelling + ", and is " + shown(value);
  };
  if (schema.minimum && number < schema.minimum->value) return must_be("at least", *schema.minimum);
  if (schema.maximum && number > schema.maximum->value) return must_be("at most", *schema.maximum);
  if (schema.above && number <= schema.above->value) return must_be("above", *schema.above);
  if (schema.below && number >= schema.below->value) return must_be("below", *schema.below);
  if (schema.multiple_of && !number.is_multiple_of(schema.multiple_of->value)) {
    return must_be("a multiple of", *schema.multiple_of);
  }
  return std::nullopt;
}

std::int64_t code_points(const std::string& text) {
  const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
  return std::count_if(text.begin(), text.end(), begins);
}

Broken broken_string(const SchemaNode& schema, const Json& value) {
  if (!value.is(Kind::string)) return std::nullopt;
  if (schema.min_length || schema.max_length) {
    const std::int64_t length = code_points(value.text());
    if (schema.min_length && length < *schema.min_length) {
      return "must have at least " + counted(*schema.min_length, "character") + ", and has " + std::to_string(length);
    }
    if (schema.max_length && length > *schema.max_length) {
      return "must have at most " + counted(*schema.max_length, "character") + ", and has " + std::to_string(length);
    }
  }
  if (!schema.pattern || schema.pattern->is_in(value.text())) return std::nullopt;
  return "must match the pattern " + schema.spelled_pattern;
}

Broken broken_size(std::size_t size, const std::optional<std::int64_t>& least, const std::optional<std::int64_t>& most,
                   const std::string& what) {
  const auto count = static_cast<std::int64_t>(size);
  const std::string found = ", and has " + std::to_string(count);
  if (least && count < *least) return "must have at least " + counted(*least, what) + found;
  if (most && count > *most) return "must have at most " + counted(*most, what) + found;
  return std::nullopt;
}

Broken broken_array(const SchemaNode& schema, const Json& value, Nulls nulls) {
  if (!value.is(Kind::array)) return std::nullopt;
  if (auto size = broken_size(value.items().size(), schema.min_items, schema.max_items, "item")) return size;
  if (!schema.unique) return std::nullopt;
  std::vector<std::string> items;
  for (const Json& item : value.items()) {
    if (nulls == Nulls::values || !holds_null(item)) items.push_back(item.canonical());
  }
  std::sort(items.begin(), items.end());
  if (std::adjacent_find(items.begin(), items.end()) == items.end()) return std::nullopt;
  return "must not hold an item twice";
}

Broken broken_object(const SchemaNode& schema, const Json& value) {
  if (!value.is(Kind::object)) return std::nullopt;
  if (auto size = broken_size(value.members().size(), schema.min_properties, schema.max_properties, "member")) {
    return size;
  }
  for (const std::string& key : schema.required) {
    if (value.member(key) == nullptr) return "lacks the member " + json::quoted(key);
  }
  for (const SchemaDependency& dependency : schema.dependencies) {
    if (value.member(dependency.property) == nullptr) continue;
    for (const std::string& key : dependency.required) {
      if (value.member(key) != nullptr) continue;
      return "lacks the member " + json::quoted(key) + ", which " + json::quoted(dependency.property) + " demands";
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> broken_assertion(const SchemaNode& schema, const Json& value, Nulls nulls) {
  if (schema.never) return "must not be there";
  if (auto found = broken_type(schema, value)) return found;
  if (auto found = broken_value(schema, value, nulls)) return found;
  for (const auto check : {broken_number, broken_string, broken_object}) {
    if (auto found = check(schema, value)) return found;
  }
  return broken_array(schema, value, nulls);
}

}  // namespace evs
