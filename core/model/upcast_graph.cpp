#include "core/model/upcast_graph.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"

namespace evs {

UpcastGraph::UpcastGraph(std::vector<UpcastDeclaration> upcasters) : upcasters_(std::move(upcasters)) {
  const auto know = [&](const std::string& name, std::int64_t schema) -> Type& {
    Type& type = types_[name];
    type.newest = std::max(type.newest, schema);
    return type;
  };
  for (std::size_t rule = 0; rule < upcasters_.size(); ++rule) {
    const UpcastDeclaration& upcaster = upcasters_[rule];
    know(upcaster.type, upcaster.from).rules.emplace(upcaster.from, rule);
    know(upcaster.to_type, upcaster.to);
  }
  require_no_circle();
}

const UpcastGraph::Type* UpcastGraph::type(std::string_view name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? nullptr : &found->second;
}

std::optional<std::size_t> UpcastGraph::rule_for(std::string_view type_name, std::int64_t schema) const {
  const Type* known = type(type_name);
  if (known == nullptr) return std::nullopt;
  const auto rule = known->rules.find(schema);
  return rule == known->rules.end() ? std::nullopt : std::optional(rule->second);
}

/// Each upcaster leads to one place, so that whoever goes on for more steps than there are upcasters goes in a circle.
void UpcastGraph::require_no_circle() const {
  for (std::size_t start = 0; start < upcasters_.size(); ++start) {
    std::size_t at = start;
    std::string way = name(upcasters_[start]);
    for (std::size_t steps = 0; steps < upcasters_.size(); ++steps) {
      const auto next = rule_for(upcasters_[at].to_type, upcasters_[at].to);
      if (!next) break;
      if (*next == start) {
        throw Error(ErrorKind::bad_input, upcasters_[start].place + ": the upcasters lead in a circle: " + way)
            .hint("an event goes from upcaster to upcaster until none is for its type and schema");
      }
      at = *next;
      way += ", " + name(upcasters_[at]);
    }
  }
}

}  // namespace evs
