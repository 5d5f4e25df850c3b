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

}  // namespace evs
