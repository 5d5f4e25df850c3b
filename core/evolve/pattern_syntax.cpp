#include "core/evolve/pattern_syntax.hpp"

#include <optional>
#include <string>
#include <utility>

#include "core/error.hpp"

namespace evs {
namespace {

using Kind = PatternTree::Kind;
using Place = Pattern::Instruction::Kind;

constexpr int deepest_group = 100;
constexpr int largest_count = 10'000;

const CodePoints digits{{{'0', '9'}}};
const CodePoints white_space{{{'\t', '\r'},
                              {' ', ' '},
                              {0xA0, 0xA0},
                              {0x1680, 0x1680},
                              {0x2000, 0x200A},
                              {0x2028, 0x2029},
                              {0x202F, 0x202F},
                              {0x205F, 0x205F},
                              {0x3000, 0x3000},
                              {0xFEFF, 0xFEFF}}};
const CodePoints line_ends{{{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}}};

CodePoints only(char32_t point) { return {{{point, point}}}; }

CodePoints but(CodePoints set) {
  set.negated = !set.negated;
  return set;
}

class PatternReading {
 public:
  explicit PatternReading(std::string_view expression) : all_(expression), rest_(expression) {}

  PatternTree read() {
    PatternTree tree = alternatives(0);
    if (!rest_.empty()) refuse("a ) closes no group");
    return tree;
  }

 private:
  [[noreturn]] void refuse(const std::string& reason) const {
    throw Error(ErrorKind::bad_input, "at byte " + std::to_string(all_.size() - rest_.size() + 1) + ": " + reason);
  }

  [[nodiscard]] bool is_next(std::string_view text) const { return rest_.starts_with(text); }
  bool take(std::string_view text) {
    if (!is_next(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  PatternTree alternatives(int depth) {
    if (depth > deepest_group) refuse("groups nest too deep");
    PatternTree tree;
    tree.kind = Kind::alternatives;
    do tree.parts.push_back(sequence(depth));
    while (take("|"));
    return tree;
  }

  PatternTree sequence(int depth) {
    PatternTree tree;
    tree.kind = Kind::sequence;
    while (!rest_.empty() && !is_next("|") && !is_next(")")) {
      PatternTree part = term(depth);
      tree.parts.push_back(part.kind == Kind::place ? std::move(part) : repeated(std::move(part)));
    }
    return tree;
  }

  static PatternTree of(CodePoints set) {
    PatternTree tree;
    tree.kind = Kind::set;
    tree.set = std::move(set);
    return tree;
  }
  static PatternTree of(Place place) {
    PatternTree tree;
    tree.kind = Kind::place;
    tree.place = place;
    return tree;
  }

  PatternTree term(int depth) {
    if (take("^")) return of(Place::at_begin);
    if (take("$")) return of(Place::at_end);
    if (take("\\b")) return of(Place::at_word_edge);
    if (take("\\B")) return of(Place::not_at_word_edge);
    if (take(".")) return of(but(line_ends));
    if (take("(")) return group(depth);
    if (take("[")) return of(brackets());
    if (take("\\")) return of(escape());
    constexpr std::string_view not_alone = "*+?{}]";
    if (not_alone.find(rest_.front()) != std::string_view::npos) {
      refuse("a " + std::string(1, rest_.front()) + " stands alone; to match it, write \\" +
             std::string(1, rest_.front()));
    }
    return of(only(take_code_point(rest_)));
  }

  PatternTree group(int depth) {
    if (is_next("?=") || is_next("?!") || is_next("?<=") || is_next("?<!")) refuse("look-around is not supported");
    if (take("?<")) {
      const std::size_t end = rest_.find('>');
      if (end == std::string_view::npos || end == 0) refuse("the name of a group has no end");
      rest_.remove_prefix(end + 1);
    } else if (!take("?:") && is_next("?")) {
      refuse("(? begins nothing that is known");
    }
    PatternTree tree = alternatives(depth + 1);
    if (!take(")")) refuse("a group is not closed");
    return tree;
  }

  std::optional<int> number() {
    if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') return std::nullopt;
    int value = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; rest_.remove_prefix(1)) {
      value = value * 10 + (rest_.front() - '0');
      if (value > largest_count) refuse("a count is larger than " + std::to_string(largest_count));
    }
    return value;
  }

  std::optional<std::pair<int, int>> counts() {
    if (take("*")) return std::pair(0, PatternTree::no_end);
    if (take("+")) return std::pair(1, PatternTree::no_end);
    if (take("?")) return std::pair(0, 1);
    if (!take("{")) return std::nullopt;
    const auto least = number();
    if (!least) refuse("a count is expected behind {; to match a {, write \\{");
    int most = *least;
    if (take(",")) most = number().value_or(PatternTree::no_end);
    if (!take("}")) refuse("a } is expected here");
    if (most != PatternTree::no_end && most < *least) refuse("the counts are in the wrong order");
    return std::pair(*least, most);
  }

  PatternTree repeated(PatternTree part) {
    const auto count = counts();
    if (!count) return part;
    take("?");  // as few as possible: whether there is a match is the same
    PatternTree tree;
    tree.kind = Kind::repeat;
    tree.parts.push_back(std::move(part));
    tree.least = count->first;
    tree.most = count->second;
    return tree;
  }

  char32_t hexadecimal(int count) {
    char32_t value = 0;
    for (; count > 0; --count) {
      const char c = rest_.empty() ? '\0' : rest_.front();
      const bool is_digit = c >= '0' && c <= '9';
      const char letter = static_cast<char>(c | 0x20);
      if (!is_digit && (letter < 'a' || letter > 'f')) refuse("a hexadecimal digit is expected here");
      value = value * 16 + static_cast<char32_t>(is_digit ? c - '0' : letter - 'a' + 10);
      rest_.remove_prefix(1);
    }
    return value;
  }

  /// Behind \u: four digits, of which two halves of a pair make one code point, or any number of them in braces.
  char32_t unicode() {
    if (take("{")) {
      char32_t point = hexadecimal(1);
      while (!take("}")) {
        point = point * 16 + hexadecimal(1);
        if (point > last_code_point) refuse("there is no such code point");
      }
      return point;
    }
    const char32_t first = hexadecimal(4);
    if (first < 0xD800 || first > 0xDFFF) return first;
    if (first > 0xDBFF || !take("\\u")) refuse("half of a surrogate pair is no code point");
    const char32_t second = hexadecimal(4);
    if (second < 0xDC00 || second > 0xDFFF) refuse("half of a surrogate pair is no code point");
    return 0x10000 + ((first - 0xD800) << 10U) + (second - 0xDC00);
  }

  /// Behind a backslash.
  CodePoints escape() {
    if (rest_.empty()) refuse("nothing follows the backslash");
    const char32_t c = take_code_point(rest_);
    switch (c) {
      case 'd':
        return digits;
      case 'D':
        return but(digits);
      case 'w':
        return word_characters;
      case 'W':
        return but(word_characters);
      case 's':
        return white_space;
      case 'S':
        return but(white_space);
      default:
        return only(escaped(c));
    }
  }

  char32_t escaped(char32_t c) {
    constexpr std::u32string_view letters = U"tnvfr";
    constexpr std::u32string_view controls = U"\t\n\v\f\r";
    if (const auto at = letters.find(c); at != std::u32string_view::npos) return controls[at];
    if (c == 'x') return hexadecimal(2);
    if (c == 'u') return unicode();
    if (c == 'c') return control();
    if (c == '0' && (rest_.empty() || rest_.front() < '0' || rest_.front() > '9')) return 0;
    if (c >= '0' && c <= '9') refuse("back-references are not supported");
    if (c == 'p' || c == 'P') refuse("\\p is not supported");
    if (c >= 0x80 || word_characters.has(c)) refuse("there is no such escape");
    return c;
  }

  char32_t control() {
    const char c = rest_.empty() ? '\0' : static_cast<char>(rest_.front() | 0x20);
    if (c < 'a' || c > 'z') refuse("a letter is expected behind \\c");
    rest_.remove_prefix(1);
    return static_cast<char32_t>(c - 'a' + 1);
  }

  /// Behind an opening bracket.
  CodePoints brackets() {
    CodePoints set;
    const bool negated = take("^");
    while (!take("]")) {
      const CodePoints first = in_brackets();
      if (!is_next("-") || is_next("-]")) {
        set.add(first);
        continue;
      }
      take("-");
      const CodePoints last = in_brackets();
      const auto is_single = [](const CodePoints& points) {
        return points.ranges.size() == 1 && points.ranges[0].first == points.ranges[0].last && !points.negated;
      };
      if (!is_single(first) || !is_single(last)) refuse("a range goes from one character to another");
      if (first.ranges[0].first > last.ranges[0].first) refuse("a range is in the wrong order");
      set.ranges.push_back({first.ranges[0].first, last.ranges[0].first});
    }
    set.negated = negated;
    return set;
  }

  CodePoints in_brackets() {
    if (rest_.empty()) refuse("a [ is not closed");
    if (!take("\\")) return only(take_code_point(rest_));
    return take("b") ? only('\b') : escape();
  }

  std::string_view all_;
  std::string_view rest_;
};

}  // namespace

PatternTree read_pattern(std::string_view expression) { return PatternReading(expression).read(); }

}  // namespace evs
