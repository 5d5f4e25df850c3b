#include "core/evolve/pattern.hpp"

#include <algorithm>
#include <optional>

#include "core/error.hpp"
#include "core/evolve/pattern_syntax.hpp"

namespace evs {
namespace {

using Instruction = Pattern::Instruction;
using Op = Instruction::Kind;

constexpr std::size_t most_instructions = 20'000;
constexpr std::size_t most_parts = 100'000;

/// Writes the program backwards: each part is given the place where to go on behind it.
class Compiling {
 public:
  Compiling(std::vector<Instruction>& program, std::vector<CodePoints>& sets) : program_(program), sets_(sets) {}

  std::uint32_t emit(const PatternTree& tree, std::uint32_t next) {
    if (++parts_ > most_parts) refuse_size();  // a part can be nothing, ten thousand times
    switch (tree.kind) {
      case PatternTree::Kind::set:
        sets_.push_back(tree.set);
        return add({Op::code_point, next, static_cast<std::uint32_t>(sets_.size() - 1)});
      case PatternTree::Kind::place:
        return add({tree.place, next, 0});
      case PatternTree::Kind::sequence:
        for (auto part = tree.parts.rbegin(); part != tree.parts.rend(); ++part) next = emit(*part, next);
        return next;
      case PatternTree::Kind::alternatives:
        return alternatives(tree, next);
      case PatternTree::Kind::repeat:
        return repeat(tree, next);
      default:
        return next;
    }
  }

  std::uint32_t add(Instruction instruction) {
    if (program_.size() >= most_instructions) refuse_size();
    program_.push_back(instruction);
    return static_cast<std::uint32_t>(program_.size() - 1);
  }

 private:
  [[noreturn]] static void refuse_size() {
    throw Error(ErrorKind::bad_input, "it is too large once its counted repetitions are written out");
  }

  std::uint32_t alternatives(const PatternTree& tree, std::uint32_t next) {
    std::uint32_t begin = emit(tree.parts.back(), next);
    for (auto part = tree.parts.rbegin() + 1; part != tree.parts.rend(); ++part) {
      const std::uint32_t other = begin;
      begin = add({Op::split, emit(*part, next), other});
    }
    return begin;
  }

  std::uint32_t repeat(const PatternTree& tree, std::uint32_t next) {
    const PatternTree& part = tree.parts.front();
    if (tree.most == PatternTree::no_end) {
      const std::uint32_t loop = add({Op::split, 0, next});
      const std::uint32_t body = emit(part, loop);
      program_[loop].next = body;
      next = loop;
    } else {
      const std::uint32_t behind = next;
      for (int i = tree.least; i < tree.most; ++i) next = add({Op::split, emit(part, next), behind});
    }
    for (int i = 0; i < tree.least; ++i) next = emit(part, next);
    return next;
  }

  std::vector<Instruction>& program_;
  std::vector<CodePoints>& sets_;
  std::size_t parts_ = 0;
};

/// The instructions that wait for the next code point: all ways at once, so that none is gone twice.
class Threads {
 public:
  explicit Threads(const std::vector<Instruction>& program) : program_(program), seen_(program.size(), 0) {}

  void begin_step() {
    ++step_;
    waiting_.clear();
  }

  /// Follows what needs no code point from there; true if the match is complete.
  bool follow(std::uint32_t from, std::optional<char32_t> before, std::optional<char32_t> after) {
    const bool was_word = before && word_characters.has(*before);
    const bool at_edge = was_word != (after && word_characters.has(*after));
    stack_.assign(1, from);
    while (!stack_.empty()) {
      const std::uint32_t at = stack_.back();
      stack_.pop_back();
      if (seen_[at] == step_) continue;
      seen_[at] = step_;
      const Instruction& instruction = program_[at];
      const bool goes_on =
          (instruction.kind == Op::at_begin && !before) || (instruction.kind == Op::at_end && !after) ||
          (instruction.kind == Op::at_word_edge && at_edge) || (instruction.kind == Op::not_at_word_edge && !at_edge);
      if (instruction.kind == Op::match) return true;
      if (instruction.kind == Op::code_point) waiting_.push_back(at);
      if (instruction.kind == Op::split) stack_.push_back(instruction.other);
      if (goes_on || instruction.kind == Op::split) stack_.push_back(instruction.next);
    }
    return false;
  }

  [[nodiscard]] const std::vector<std::uint32_t>& waiting() const { return waiting_; }

 private:
  const std::vector<Instruction>& program_;
  std::vector<std::uint64_t> seen_;
  std::uint64_t step_ = 0;
  std::vector<std::uint32_t> waiting_;
  std::vector<std::uint32_t> stack_;
};

}  // namespace

Pattern::Pattern(std::string_view expression) {
  const PatternTree tree = read_pattern(expression);
  Compiling compiling(program_, sets_);
  const std::uint32_t end = compiling.add({Op::match, 0, 0});
  const std::uint32_t begin = compiling.emit(tree, end);
  compiling.add({Op::split, begin, begin});  // the last instruction is where to begin
}

bool Pattern::is_in(std::string_view text) const {
  const auto begin = static_cast<std::uint32_t>(program_.size() - 1);
  Threads threads(program_);
  std::vector<std::uint32_t> arrived;  // where the last code point led
  std::optional<char32_t> before;
  for (;;) {
    std::string_view rest = text;
    const auto after = text.empty() ? std::nullopt : std::optional(take_code_point(rest));
    threads.begin_step();
    if (threads.follow(begin, before, after)) return true;
    for (const std::uint32_t at : arrived) {
      if (threads.follow(at, before, after)) return true;
    }
    if (!after) return false;
    arrived.clear();
    for (const std::uint32_t at : threads.waiting()) {
      const Instruction& instruction = program_[at];
      if (sets_[instruction.other].has(*after)) arrived.push_back(instruction.next);
    }
    before = after;
    text = rest;
  }
}

}  // namespace evs
