#pragma once

#include <string_view>
#include <vector>

#include "core/evolve/pattern.hpp"

namespace evs {

/// A regular expression, read.
struct PatternTree {
  enum class Kind { nothing, set, place, sequence, alternatives, repeat };
  static constexpr int no_end = -1;

  Kind kind = Kind::nothing;
  CodePoints set;                      // Kind::set
  Pattern::Instruction::Kind place{};  // Kind::place: an assertion
  std::vector<PatternTree> parts;      // what it is made of
  int least = 0;                       // Kind::repeat
  int most = no_end;
};

/// Throws [bad-input] with the reason and the place if it is not one, or not one that is supported.
PatternTree read_pattern(std::string_view expression);

}  // namespace evs
