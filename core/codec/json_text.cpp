#include "core/codec/json_text.hpp"

#include <algorithm>
#include <charconv>

#include "core/codec/json.hpp"

namespace evs::json {
namespace {

unsigned hex_number(std::string_view digits) {
  unsigned number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  return number;
}

void append_utf8(std::string& out, unsigned code) {
  const auto add = [&](unsigned byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0U | code >> 6U);
  } else if (code < 0x10000) {
    add(0xE0U | code >> 12U);
    add(0x80U | (code >> 6U & 0x3FU));
  } else {
    add(0xF0U | code >> 18U);
    add(0x80U | (code >> 12U & 0x3FU));
    add(0x80U | (code >> 6U & 0x3FU));
  }
  add(0x80U | (code & 0x3FU));
}

/// Reads the escape whose backslash stands at `at`; returns what is behind it.
std::size_t append_escaped(std::string& out, std::string_view text, std::size_t at) {
  constexpr std::string_view letters = "bfnrt";
  constexpr std::string_view meanings = "\b\f\n\r\t";
  const char letter = text[at + 1];
  if (letter != 'u') {
    const std::size_t known = letters.find(letter);
    out += known == std::string_view::npos ? letter : meanings[known];
    return at + 2;
  }
  unsigned code = hex_number(text.substr(at + 2, 4));
  at += 6;
  if (code >= 0xD800 && code < 0xDC00) {  // what is stored has no halves
    code = 0x10000U + ((code - 0xD800U) << 10U) + (hex_number(text.substr(at + 2, 4)) - 0xDC00U);
    at += 6;
  }
  append_utf8(out, code);
  return at;
}

}  // namespace

std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
  return std::min(at + 1, text.size());
}

std::size_t end_of_value(std::string_view text, std::size_t at) {
  for (int depth = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      at = end_of_string(text, at) - 1;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth-- == 0) return at;
    } else if (c == ',' && depth == 0) {
      return at;
    }
  }
  return at;
}

std::string text_of_string(std::string_view string) {
  const std::string_view text = string.substr(1, string.size() - 2);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\')
      at = append_escaped(out, text, at);
    else
      out += text[at++];
  }
  return out;
}

std::string text_or_empty(std::string_view value) {
  return value.starts_with('"') ? text_of_string(value) : std::string();
}

std::string_view member_of(std::string_view object, std::string_view key) {
  if (!object.starts_with('{')) return {};
  for (const RawMember& one : members_of(object)) {
    if (one.key == key) return one.value;
  }
  return {};
}

}  // namespace evs::json
