#include "core/codec/json_walk.hpp"

#include <algorithm>
#include <new>

#include "core/codec/json.hpp"

namespace evs::json {
namespace {

constexpr std::string_view not_closed = "an object or array is not closed";

/// simdjson looks for the best code for this processor when it is first used, in a function that ends the program when
/// there is no memory. So it is done before main() begins, and not in the middle of a command.
[[maybe_unused]] const bool processor_is_known = []() noexcept {
  return !simdjson::get_active_implementation()->name().empty();
}();

bool is_white_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

std::string_view trimmed_end(std::string_view token) {
  while (!token.empty() && is_white_space(token.back())) token.remove_suffix(1);
  return token;
}

/// The number grammar of RFC 8259. Its value is never computed: 1e400 and 2^70 are numbers too.
bool is_number(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t from = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - from;
  };
  if (at < text.size() && text[at] == '-') ++at;
  const bool leading_zero = at < text.size() && text[at] == '0';
  const std::size_t whole = digits();
  if (whole == 0 || (leading_zero && whole > 1)) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (digits() == 0) return false;
  }
  return at == text.size();
}

std::string_view plain_words(simdjson::error_code error) {
  switch (error) {
    case simdjson::UTF8_ERROR:
      return "not valid UTF-8";
    case simdjson::UNCLOSED_STRING:
      return "a string is not closed";
    case simdjson::UNESCAPED_CHARS:
      return "a control character stands unescaped in a string";
    case simdjson::STRING_ERROR:
      return "a string holds an escape that is not valid (or half of a surrogate pair)";
    case simdjson::EMPTY:
      return "nothing is there";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return not_closed;
    case simdjson::CAPACITY:
      return "longer than 16 MiB";
    default:
      return "not valid JSON";
  }
}

/// The same for a control character in a string.
std::size_t first_control_in_string(std::string_view text) {
  bool in_string = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (in_string && static_cast<unsigned char>(text[at]) < 0x20) return at;
    if (in_string && text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      in_string = !in_string;
  }
  return 0;
}

/// simdjson tells that a text is not UTF-8, not where.
std::size_t first_bad_utf8(std::string_view text) {
  std::size_t good = 0;
  std::size_t bad = text.size();
  while (good < bad) {  // the longest valid prefix, give or take an unfinished sequence
    const std::size_t middle = good + (bad - good + 1) / 2;
    std::size_t cut = middle;
    while (cut > good && (static_cast<unsigned char>(text[cut - 1]) & 0xC0U) == 0x80U) --cut;
    if (cut > good && (static_cast<unsigned char>(text[cut - 1]) & 0x80U) != 0) --cut;
    if (cut <= good) break;
    if (simdjson::validate_utf8(text.data(), cut))
      good = cut;
    else
      bad = cut - 1;
  }
  return good;
}

/// Only those that derive from a document may ask it.
struct Inside : ondemand::document {
  static bool has_room_for_strings(ondemand::document& document) {
    return (document.*(&Inside::iter)).string_buf_loc() != nullptr;
  }
};

}  // namespace

void require_memory(ondemand::document& document) {
  if (!Inside::has_room_for_strings(document)) throw std::bad_alloc();
}

ondemand::document& Walker::start(std::string_view text) {
  text_ = text;
  last_ = text.data();
  if (text.size() > max_length) refuse("longer than 16 MiB");
  if (parser_.capacity() == 0) require(parser_.allocate(std::size_t{1} << 16U));
  const auto error = parser_.iterate(text.data(), text.size(), text.size() + padding).get(document_);
  if (error == simdjson::UTF8_ERROR) last_ = text.data() + first_bad_utf8(text);
  if (error == simdjson::UNESCAPED_CHARS) last_ = text.data() + first_control_in_string(text);
  require(error);
  require_memory(document_);
  return document_;
}

std::string_view Walker::token(ondemand::value value, int depth) {
  const std::string_view token = value.raw_json_token();
  const char* const end = text_.data() + text_.size();
  if (token.data() >= end) refuse(std::string(not_closed));  // simdjson took what lies behind the text for a part of it
  last_ = token.data();
  if (depth > max_depth) refuse("nests deeper than 128 levels");
  return trimmed_end(token.substr(0, static_cast<std::size_t>(end - token.data())));
}

std::string_view Walker::key(ondemand::field& field) {
  const char* const raw = field.key().raw();  // which is closed, or simdjson had not come here
  const char* end = raw;
  while (*end != '"' && *end != '\\') ++end;
  if (*end == '"') return {raw, static_cast<std::size_t>(end - raw)};
  std::string_view unescaped;
  require(field.unescaped_key().get(unescaped));
  return unescaped;
}

std::string_view Walker::end_of_container(const char* begin) {
  const char* next = nullptr;
  const auto error = document_.current_location().get(next);
  if (error) next = text_.data() + text_.size();  // nothing follows
  return trimmed_end({begin, static_cast<std::size_t>(next - begin)});
}

Walker::Extent Walker::walk(ondemand::value value, std::string_view token, int depth) {
  switch (token.empty() ? '\0' : token.front()) {
    case '{': {
      ondemand::object object;
      require(value.get_object().get(object));
      for (auto member : object) {
        ondemand::field field;
        require(std::move(member).get(field));
        key(field);
        walk(field.value(), depth + 1);
      }
      return {Kind::object, end_of_container(token.data()), {}};
    }
    case '[': {
      ondemand::array array;
      require(value.get_array().get(array));
      for (auto item : array) {
        ondemand::value element;
        require(item.get(element));
        walk(element, depth + 1);
      }
      return {Kind::array, end_of_container(token.data()), {}};
    }
    case '"': {
      std::string_view text;
      require(value.get_string().get(text));
      return {Kind::string, token, text};
    }
    case 't':
    case 'f':
    case 'n':
      if (token != "true" && token != "false" && token != "null") refuse("a word is none of true, false, null");
      if (token == "null") {
        require(value.is_null().error());
      } else {
        require(value.get_bool().error());
      }
      return {Kind::literal, token, {}};
    default:
      if (!is_number(token)) refuse("a value is expected here");
      return {Kind::number, token, {}};  // left for the iteration around it to skip: get_double() refuses 1e400
  }
}

void Walker::finish() {
  const char* next = nullptr;
  if (document_.current_location().get(next) == simdjson::SUCCESS) {
    last_ = next;
    refuse("something follows the end of the value");
  }
}

void Walker::require(simdjson::error_code error) const {
  if (error == simdjson::SUCCESS) return;
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  refuse(std::string(plain_words(error)));
}

void Walker::refuse(std::string reason) const {
  const auto at = static_cast<std::size_t>(last_ - text_.data());
  throw Fault{std::clamp<std::size_t>(at + 1, 1, std::max<std::size_t>(text_.size(), 1)), std::move(reason)};
}

}  // namespace evs::json
