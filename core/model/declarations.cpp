#include "core/model/declarations.hpp"

namespace evs {

std::string_view name(Otherwise otherwise) {
  switch (otherwise) {
    case Otherwise::merge:
      return "merge";
    case Otherwise::ignore:
      return "ignore";
    case Otherwise::function:
      return "function";
    case Otherwise::error:
      break;
  }
  return "error";
}

std::string name(const UpcastDeclaration& upcaster) {
  const std::string to_type = upcaster.to_type == upcaster.type ? "" : upcaster.to_type + " ";
  return upcaster.type + " " + std::to_string(upcaster.from) + " to " + to_type + std::to_string(upcaster.to);
}

std::string name(const MergeDeclaration& rule) { return "merge_events '" + rule.type + "'"; }

}  // namespace evs
