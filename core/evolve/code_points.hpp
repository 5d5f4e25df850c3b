#pragma once

#include <string_view>
#include <vector>

namespace evs {

inline constexpr char32_t last_code_point = 0x10FFFF;

/// A set of code points.
struct CodePoints {
  struct Range {
    char32_t first;
    char32_t last;
  };
  std::vector<Range> ranges;
  bool negated = false;

  [[nodiscard]] bool has(char32_t point) const;
  /// Adds those of another set, whose ranges must be in order if it is negated.
  void add(const CodePoints& other);
};

/// Takes a code point off the front of `text`, which is UTF-8 and not empty.
char32_t take_code_point(std::string_view& text);

/// What \w matches in a regular expression.
extern const CodePoints word_characters;

}  // namespace evs
