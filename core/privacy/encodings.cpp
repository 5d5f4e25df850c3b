#include "core/privacy/encodings.hpp"

#include <algorithm>

namespace evs {
namespace {

constexpr std::string_view lower_digits = "0123456789abcdef";
constexpr std::string_view upper_digits = "0123456789ABCDEF";

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

/// The UTF-16 units of a UTF-8 text. What is not UTF-8, which a text can be that was cut, is taken byte by byte.
std::vector<unsigned> utf16(std::string_view text) {
  std::vector<unsigned> units;
  for (std::size_t at = 0; at < text.size();) {
    const unsigned first = byte_at(text, at);
    const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    if (at + more >= text.size()) {
      units.push_back(first);
      ++at;
      continue;
    }
    unsigned code = more == 0 ? first : first & (0x3FU >> more);
    for (std::size_t i = 1; i <= more; ++i) code = code << 6U | (byte_at(text, at + i) & 0x3FU);
    at += more + 1;
    if (code >= 0x10000) {
      units.push_back(0xD800U + ((code - 0x10000U) >> 10U));
      units.push_back(0xDC00U + ((code - 0x10000U) & 0x3FFU));
    } else {
      units.push_back(code);
    }
  }
  return units;
}

std::string hex(std::string_view text, std::string_view digits) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    out += digits[byte_at(text, at) >> 4U];
    out += digits[byte_at(text, at) & 15U];
  }
  return out;
}

enum class Escapes { all, beyond_ascii };

std::string escaped(const std::vector<unsigned>& units, std::string_view digits, Escapes which) {
  std::string out;
  for (const unsigned unit : units) {
    if (which == Escapes::beyond_ascii && unit < 0x80) {
      out += static_cast<char>(unit);
      continue;
    }
    out += "\\u";
    for (unsigned shift = 16; shift > 0; shift -= 4) out += digits[unit >> (shift - 4) & 15U];
  }
  return out;
}

std::string with_slashes_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '/') out += '\\';
    out += c;
  }
  return out;
}

/// What base64 makes of a text that stands behind `offset` other bytes, without the characters that depend on others.
std::string base64_at(std::string_view text, std::size_t offset, std::string_view alphabet) {
  std::string out;
  const std::size_t end = (offset + text.size()) * 8 / 6;
  for (std::size_t i = (offset * 8 + 5) / 6; i < end; ++i) {
    unsigned bits = 0;
    for (std::size_t bit = i * 6; bit < i * 6 + 6; ++bit) {
      bits = bits << 1U | (byte_at(text, bit / 8 - offset) >> (7 - bit % 8) & 1U);
    }
    out += alphabet[bits];
  }
  return out;
}

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

}  // namespace

std::vector<std::string> encodings_of(std::string_view text) {
  const std::vector<unsigned> units = utf16(text);
  std::vector<std::string> forms = {std::string(text), lower_case(std::string(text)), with_slashes_escaped(text)};
  for (const std::string_view digits : {lower_digits, upper_digits}) {
    forms.push_back(escaped(units, digits, Escapes::all));
    forms.push_back(escaped(units, digits, Escapes::beyond_ascii));
    forms.push_back(hex(text, digits));
  }
  std::string big_endian;
  std::string little_endian;
  for (const unsigned unit : units) {
    const char high = static_cast<char>(unit >> 8U);
    const char low = static_cast<char>(unit & 0xFFU);
    (big_endian += high) += low;
    (little_endian += low) += high;
  }
  forms.push_back(std::move(big_endian));
  forms.push_back(std::move(little_endian));
  const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  for (const char* last : {"+/", "-_"}) {
    for (std::size_t offset = 0; offset < 3; ++offset) forms.push_back(base64_at(text, offset, letters + last));
  }
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  return forms;
}

}  // namespace evs
