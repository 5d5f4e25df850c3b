#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/evolve/code_points.hpp"

namespace evs {

/// A regular expression as JSON Schema has them: ECMA-262 over code points, without what needs backtracking
/// (back-references, look-around) and without \p. It is searched for in time proportional to the length of the text
/// times that of the expression and without recursion, so that neither can be made to hang or to overflow the stack;
/// std::regex can, and it matches bytes.
class Pattern {
 public:
  /// Throws [bad-input] with the reason and the place in the expression if it is none, or not supported.
  explicit Pattern(std::string_view expression);

  /// Whether it matches anywhere in `text`, which is UTF-8.
  [[nodiscard]] bool is_in(std::string_view text) const;

  /// What a match is made of, as instructions.
  struct Instruction {
    enum class Kind { code_point, split, at_begin, at_end, at_word_edge, not_at_word_edge, match };
    Kind kind = Kind::match;
    std::uint32_t next = 0;   // for code_point and what stands for a place: where to go on
    std::uint32_t other = 0;  // split: the second way; code_point: the index of its set
  };

 private:
  std::vector<Instruction> program_;
  std::vector<CodePoints> sets_;
};

}  // namespace evs
