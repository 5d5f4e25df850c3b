#pragma once

#include <string_view>
#include <vector>

namespace evs {

/// The files of completions/, built into the program.
struct Adaptor {
  std::string_view shell;
  std::string_view script;
};
const std::vector<Adaptor>& adaptors();

}  // namespace evs
