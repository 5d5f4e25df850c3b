#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/declarations.hpp"
#include "core/text_map.hpp"

namespace evs {

/// The upcasters of a model: from which (type, schema) they lead to which. What a function returns may lead elsewhere
/// too, so this is the graph as far as it is declared.
class UpcastGraph {
 public:
  UpcastGraph() = default;
  /// Throws [bad-input] if following the declarations leads in a circle. No two may be for the same (type, schema).
  explicit UpcastGraph(std::vector<UpcastDeclaration> upcasters);

  /// In the order of their declarations.
  [[nodiscard]] const std::vector<UpcastDeclaration>& all() const { return upcasters_; }
  [[nodiscard]] bool empty() const { return upcasters_.empty(); }

  /// What the model knows of a type; nullptr: no upcaster speaks of it.
  struct Type {
    std::int64_t newest = 0;                      // the newest schema that is declared anywhere
    std::map<std::int64_t, std::size_t> rules{};  // by schema: the upcaster's place among all()
  };
  [[nodiscard]] const Type* type(std::string_view name) const;

  /// The place of the upcaster for this (type, schema).
  [[nodiscard]] std::optional<std::size_t> rule_for(std::string_view type, std::int64_t schema) const;

 private:
  void require_no_circle() const;

  std::vector<UpcastDeclaration> upcasters_;
  TextMap<Type> types_;
};

}  // namespace evs
