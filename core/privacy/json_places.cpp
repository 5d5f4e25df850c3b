#include "core/privacy/json_places.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/codec/json.hpp"

namespace evs {
namespace {

bool is_key(std::string_view raw, std::string_view wanted) {
  if (raw.find('\\') == std::string_view::npos) return raw == wanted;
  return text_of_string("\"" + std::string(raw) + "\"") == wanted;
}

/// As a token that leads into an array: no sign, no leading zero.
bool is_index(std::string_view token, std::size_t index) { return token == std::to_string(index); }

class Search {
 public:
  Search(const PointerPattern& pattern, std::vector<Place>& found) : tokens_(pattern.tokens()), found_(found) {}

  void in(std::string_view value) {
    if (path_.size() == tokens_.size()) {
      found_.push_back({value, path_});
      return;
    }
    const PointerPattern::Token& token = tokens_[path_.size()];
    if (value.front() == '{') {
      for (const json::RawMember& member : json::members_of(value)) {
        if (token.any || is_key(member.key, token.text)) step(member.value);
      }
    } else if (value.front() == '[') {
      const auto items = json::items_of(value);
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (token.any || is_index(token.text, i)) step(items[i]);
      }
    }
  }

 private:
  void step(std::string_view value) {
    path_.push_back(value.data());
    in(value);
    path_.pop_back();
  }

  const std::vector<PointerPattern::Token>& tokens_;
  std::vector<Place>& found_;
  std::vector<const char*> path_;
};

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

/// A number as sign, digits without zeros at both ends, and the power of ten that the last of them counts.
struct Decimal {
  bool negative = false;
  std::string digits;
  long exponent = 0;
  bool operator==(const Decimal&) const = default;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Nothing if the text is no number, or one with an exponent that no id has.
std::optional<Decimal> decimal_of(std::string_view text) {
  Decimal number;
  std::size_t at = 0;
  if (at < text.size() && text[at] == '-') number.negative = ++at > 0;
  const std::size_t begin = at;
  for (; at < text.size() && is_digit(text[at]); ++at) number.digits += text[at];
  if (at == begin) return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && is_digit(text[at]); ++at, --number.exponent) number.digits += text[at];
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    if (++at < text.size() && text[at] == '+') ++at;
    long exponent = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), exponent);
    if (error != std::errc() || exponent > 1'000'000 || exponent < -1'000'000) return std::nullopt;
    number.exponent += exponent;
    at = static_cast<std::size_t>(end - text.data());
  }
  if (at != text.size()) return std::nullopt;
  number.digits.erase(0, std::min(number.digits.find_first_not_of('0'), number.digits.size()));
  for (; number.digits.ends_with('0'); ++number.exponent) number.digits.pop_back();
  if (number.digits.empty()) return Decimal{};
  return number;
}

}  // namespace

std::vector<Place> places_of(std::string_view json, const PointerPattern& pattern) {
  std::vector<Place> found;
  Search(pattern, found).in(json);
  return found;
}

std::size_t shared_tokens(const PointerPattern& a, const PointerPattern& b) {
  const auto ends = std::mismatch(a.tokens().begin(), a.tokens().end(), b.tokens().begin(), b.tokens().end());
  return static_cast<std::size_t>(ends.first - a.tokens().begin());
}

bool share_way(const Place& a, const Place& b, std::size_t tokens) {
  return std::equal(a.path.begin(), a.path.begin() + static_cast<std::ptrdiff_t>(tokens), b.path.begin());
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

bool is_id(std::string_view value, std::string_view id) {
  if (value.front() == '"') return text_of_string(value) == id;
  if (value.front() != '-' && !is_digit(value.front())) return false;
  if (value == id) return true;
  const auto wanted = decimal_of(id);
  return wanted && decimal_of(value) == wanted;
}

std::string with_nulls(std::string_view json, std::vector<std::string_view> parts) {
  const auto begins_before = [](std::string_view a, std::string_view b) {
    return a.data() != b.data() ? a.data() < b.data() : a.size() > b.size();
  };
  std::sort(parts.begin(), parts.end(), begins_before);
  std::string out;
  const char* done = json.data();
  for (const std::string_view part : parts) {
    if (part.data() < done) continue;  // inside of one before
    out.append(done, part.data());
    out += "null";
    done = part.data() + part.size();
  }
  return out.append(done, json.data() + json.size());
}

bool is_word(std::string_view key) {
  return std::all_of(key.begin(), key.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-'; });
}

std::vector<std::string_view> scalars_in(std::string_view json) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < json.size(); ++at) {
    const std::size_t begin = at;
    if (json[at] == '"') {
      for (++at; json[at] != '"'; ++at) at += json[at] == '\\' ? 1 : 0;
      const bool is_word_as_key =
          at + 1 < json.size() && json[at + 1] == ':' && is_word(json.substr(begin + 1, at - begin - 1));
      if (!is_word_as_key) found.push_back(json.substr(begin, at + 1 - begin));
    } else if (json[at] == '-' || is_digit(json[at])) {
      at = std::min(json.find_first_of(",]}", at), json.size()) - 1;
      found.push_back(json.substr(begin, at + 1 - begin));
    }
  }
  return found;
}

}  // namespace evs
