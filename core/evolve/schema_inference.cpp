#include "core/evolve/schema_inference.hpp"

#include <array>
#include <utility>
#include <vector>

#include "core/codec/json.hpp"
#include "core/evolve/decimal.hpp"

namespace evs {
namespace {

constexpr std::size_t most_members = 200;

/// In the order in which a schema names them.
enum class Type { null, boolean, integer, number, string, array, object };
constexpr std::array<std::string_view, 7> type_names{"null",   "boolean", "integer", "number",
                                                     "string", "array",   "object"};

Type type_of(const Json& value) {
  switch (value.kind()) {
    case Json::Kind::boolean:
      return Type::boolean;
    case Json::Kind::number:
      return Decimal(value.text()).is_integer() ? Type::integer : Type::number;
    case Json::Kind::string:
      return Type::string;
    case Json::Kind::array:
      return Type::array;
    case Json::Kind::object:
      return Type::object;
    default:
      return Type::null;
  }
}

}  // namespace

struct SchemaInference::Shape {
  std::array<std::int64_t, type_names.size()> counts{};
  std::map<std::string, Shape> members;
  bool is_map = false;  // its keys are data
  std::unique_ptr<Shape> items;

  std::int64_t& of(Type type) { return counts.at(static_cast<std::size_t>(type)); }
  [[nodiscard]] std::int64_t of(Type type) const { return counts.at(static_cast<std::size_t>(type)); }
  [[nodiscard]] std::int64_t total() const {
    std::int64_t total = 0;
    for (const std::int64_t count : counts) total += count;
    return total;
  }

  void add(const Json& value) {
    const Type type = type_of(value);
    ++of(type);
    if (type == Type::array && !value.items().empty()) {
      if (!items) items = std::make_unique<Shape>();
      for (const Json& item : value.items()) items->add(item);
    }
    if (type != Type::object || is_map) return;
    for (const auto& [key, member] : value.members()) members[key].add(member);
    if (members.size() <= most_members) return;
    is_map = true;
    members.clear();
  }

  /// "3 integer, 1 null"
  [[nodiscard]] std::string spelled_counts() const {
    std::string text;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts.at(i) == 0) continue;
      text += (text.empty() ? "" : ", ") + std::to_string(counts.at(i)) + " " + std::string(type_names.at(i));
    }
    return text;
  }

  [[nodiscard]] std::string types() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const bool is_covered = i == static_cast<std::size_t>(Type::integer) && of(Type::number) > 0;
      if (counts.at(i) > 0 && !is_covered) names.push_back(json::quoted(type_names.at(i)));
    }
    if (names.size() == 1) return names.front();
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "[" : ",") + name;
    return list + "]";
  }

  /// Appends the keywords, without the braces; `present` is how many objects could have had it.
  void print(std::string& out, const std::string& presence) const {
    out += R"("type":)" + types() + R"(,"$comment":)" + json::quoted(presence + spelled_counts());
    if (of(Type::object) > 0 && !members.empty()) print_members(out);
    if (!items) return;
    out += R"(,"items":{)";
    items->print(out, "");
    out += '}';
  }

  void print_members(std::string& out) const {
    const std::int64_t objects = of(Type::object);
    std::string required;
    out += R"(,"properties":{)";
    for (bool first = true; const auto& [key, shape] : members) {
      const std::int64_t there = shape.total();
      if (there == objects) required += (required.empty() ? "" : ",") + json::quoted(key);
      if (!std::exchange(first, false)) out += ',';
      out += json::quoted(key) + ":{";
      shape.print(out, "in " + std::to_string(there) + " of " + std::to_string(objects) + ": ");
      out += '}';
    }
    out += '}';
    if (!required.empty()) out += R"(,"required":[)" + required + "]";
  }
};

SchemaInference::SchemaInference() : root_(std::make_unique<Shape>()) {}
SchemaInference::~SchemaInference() = default;

void SchemaInference::add(std::string_view json) {
  root_->add(read_json(json).root);
  ++values_;
}

std::string SchemaInference::schema(std::string_view title) const {
  std::string out = R"({"$schema":"http://json-schema.org/draft-07/schema#","title":)" + json::quoted(title);
  if (values_ > 0) {
    out += ',';
    root_->print(out, "");
  }
  return out + "}";
}

}  // namespace evs
