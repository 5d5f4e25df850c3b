#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace evs {

/// A JSON Pointer (RFC 6901) in which the token `*` stands for every item of an array, and every member of an object.
class PointerPattern {
 public:
  struct Token {
    std::string text;  // unescaped
    bool any = false;
    bool operator==(const Token&) const = default;
  };

  /// Throws [bad-input] as fault_of_pointer() says.
  explicit PointerPattern(std::string text);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<Token>& tokens() const { return tokens_; }

 private:
  std::string text_;
  std::vector<Token> tokens_;
};

/// Why a text is no such pointer; empty if it is one.
std::string_view fault_of_pointer(std::string_view text) noexcept;

}  // namespace evs
