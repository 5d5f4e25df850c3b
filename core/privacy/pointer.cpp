#include "core/privacy/pointer.hpp"

#include <utility>

#include "core/error.hpp"

namespace evs {
namespace {

std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t at = 0; at < token.size(); ++at) {
    if (token[at] == '~')
      out += token[++at] == '1' ? '/' : '~';
    else
      out += token[at];
  }
  return out;
}

}  // namespace

std::string_view fault_of_pointer(std::string_view text) noexcept {
  if (!text.empty() && text.front() != '/') return "a JSON Pointer begins with /";
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '~') continue;
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (next != '0' && next != '1') return "in a JSON Pointer, ~ is written ~0";
  }
  return {};
}

PointerPattern::PointerPattern(std::string text) : text_(std::move(text)) {
  if (const auto fault = fault_of_pointer(text_); !fault.empty()) {
    throw Error(ErrorKind::bad_input, "'" + text_ + "' is no pointer: " + std::string(fault));
  }
  for (std::size_t at = 0; at < text_.size();) {
    const std::size_t end = text_.find('/', at + 1);
    const std::string_view token =
        std::string_view(text_).substr(at + 1, end == std::string::npos ? end : end - at - 1);
    tokens_.push_back({unescaped(token), token == "*"});
    at = end == std::string::npos ? text_.size() : end;
  }
}

}  // namespace evs
