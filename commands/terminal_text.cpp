#include "commands/terminal_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cwchar>

namespace evs {
namespace {

/// The length of the UTF-8 sequence at `at`, judged by its lead byte and what follows; 0 when it is not one.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead < 0x80                     ? 1
                             : (lead >= 0xC2 && lead < 0xE0) ? 2
                             : (lead >= 0xE0 && lead < 0xF0) ? 3
                             : (lead >= 0xF0 && lead < 0xF5) ? 4
                                                             : 0;
  if (length == 0 || at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80U) return 0;
  }
  return length;
}

char32_t code_point(std::string_view sequence) {
  const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(sequence[i])); };
  switch (sequence.size()) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    case 3:
      return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    default:
      return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU);
  }
}

bool can_mislead(char32_t c) {
  const bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool is_bidi =
      (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
  const bool is_separator = c == 0x2028 || c == 0x2029;
  return is_control || is_bidi || is_separator;
}

std::size_t width_of(char32_t c) { return static_cast<std::size_t>(std::max(::wcwidth(static_cast<wchar_t>(c)), 0)); }

}  // namespace

std::string terminal_safe(std::string_view text, Newlines newlines) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = sequence_length(text, at);
    if (length == 0) {
      out += "\xEF\xBF\xBD";
      ++at;
      continue;
    }
    const std::string_view sequence = text.substr(at, length);
    const char32_t c = code_point(sequence);
    if (can_mislead(c) && !(c == '\n' && newlines == Newlines::keep)) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += sequence;
    }
    at += length;
  }
  return out;
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(sequence_length(text, at), 1);
    columns += length == 1 ? 1 : width_of(code_point(text.substr(at, length)));
    at += length;
  }
  return columns;
}

std::string cut_to_columns(std::string_view text, std::size_t columns) {
  std::size_t used = 0;
  std::size_t cut = 0;  // where the text ends if it has to be cut
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(sequence_length(text, at), 1);
    used += length == 1 ? 1 : width_of(code_point(text.substr(at, length)));
    if (used > columns) return std::string(text.substr(0, cut)) + "…";
    at += length;
    if (used < columns) cut = at;
  }
  return std::string(text);
}

std::string padded(const std::string& text, std::size_t columns, Side side) {
  const std::size_t used = columns_of(text);
  const std::string space(columns > used ? columns - used : 0, ' ');
  return side == Side::right ? space + text : text + space;
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width, LongWords words) {
  std::string out;
  std::size_t column = 0;
  std::size_t spaces = 0;  // in front of the word
  const auto new_line = [&] {
    out += '\n';
    column = 0;
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    std::string word(text.substr(at, end - at));
    if (!word.empty()) {
      if (words == LongWords::cut && width > indent) word = cut_to_columns(word, width - indent);
      const std::size_t size = columns_of(word);
      if (column > 0 && column + spaces + size > width) new_line();
      const std::size_t before = column == 0 ? indent : spaces;
      out.append(before, ' ');
      column += before + size;
      out += word;
      spaces = 0;
    }
    ++spaces;
    if (end < text.size() && text[end] == '\n') new_line();
    at = end + 1;
  }
  return out;
}

std::string hanging(const std::string& head, std::string_view text, std::size_t width, LongWords words) {
  const std::size_t column = columns_of(head);
  const std::string lines = wrapped(text, column, width, words);
  return lines.empty() ? head : head + lines.substr(column);
}

}  // namespace evs
