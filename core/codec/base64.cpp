#include "core/codec/base64.hpp"

#include <algorithm>

namespace evs {
namespace {

bool is_digit_of_base64(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

}  // namespace

std::optional<std::size_t> fault_in_base64(std::string_view text) {
  constexpr std::size_t group = 4;
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit_of_base64);
  const auto digits = static_cast<std::size_t>(end - text.begin());
  const std::size_t in_last_group = digits % group;
  const std::size_t padding = in_last_group == 2 ? 2 : in_last_group == 3 ? 1 : 0;
  std::size_t at = digits;
  while (at < text.size() && at < digits + padding && text[at] == '=') ++at;
  const bool is_whole = at == text.size() && at == digits + padding && in_last_group != 1;
  return is_whole ? std::nullopt : std::optional(at);
}

}  // namespace evs
