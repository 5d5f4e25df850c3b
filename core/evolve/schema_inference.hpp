#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "core/evolve/json_tree.hpp"

namespace evs {

/// What values of a kind have in common, as a JSON Schema that all of them match.
class SchemaInference {
 public:
  SchemaInference();
  ~SchemaInference();
  SchemaInference(const SchemaInference&) = delete;
  SchemaInference& operator=(const SchemaInference&) = delete;

  /// Takes one more value in; throws [bad-input] if it is not JSON. Objects with very many different keys are taken for
  /// maps, and their members are not told apart.
  void add(std::string_view json);
  [[nodiscard]] std::int64_t values() const { return values_; }
  /// The schema on one line: draft-07, with the counts of types and members in $comment.
  [[nodiscard]] std::string schema(std::string_view title) const;

 private:
  struct Shape;
  std::unique_ptr<Shape> root_;
  std::int64_t values_ = 0;
};

}  // namespace evs
