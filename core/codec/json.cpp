#include "core/codec/json.hpp"

#include <algorithm>
#include <cstring>

#include "core/codec/json_walk.hpp"

namespace evs::json {
namespace {

constexpr std::string_view white_space = " \t\n\r";

std::string_view trimmed_end(std::string_view token) {
  const std::size_t last = token.find_last_not_of(white_space);
  return token.substr(0, last + 1);
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
      return "an object or array is not closed";
    case simdjson::CAPACITY:
      return "longer than 16 MiB";
    default:
      return "not valid JSON";
  }
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

}  // namespace

ondemand::document& Walker::start(std::string_view text) {
  text_ = text;
  last_ = text.data();
  if (text.size() > max_length) refuse("longer than 16 MiB");
  if (parser_.capacity() == 0) require(parser_.allocate(std::size_t{1} << 16U));
  const auto error = parser_.iterate(text.data(), text.size(), text.size() + padding).get(document_);
  if (error == simdjson::UTF8_ERROR) last_ = text.data() + first_bad_utf8(text);
  require(error);
  return document_;
}

std::string_view Walker::note(std::string_view token) {
  last_ = token.data();
  return trimmed_end(token);
}

std::string_view Walker::key(ondemand::field& field) {
  std::string_view unescaped;
  require(field.unescaped_key().get(unescaped));
  return unescaped;
}

void Walker::check_depth(int depth) const {
  if (depth > max_depth) refuse("nests deeper than 128 levels");
}

std::string_view Walker::end_of_container(const char* begin) {
  const char* next = nullptr;
  const auto error = document_.current_location().get(next);
  if (error) next = text_.data() + text_.size();  // nothing follows
  return trimmed_end({begin, static_cast<std::size_t>(next - begin)});
}

Walker::Extent Walker::walk(ondemand::value value, int depth) {
  check_depth(depth);
  const std::string_view token = note(value.raw_json_token());
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
        require(std::move(item).get(element));
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
  throw Fault{static_cast<std::size_t>(last_ - text_.data()) + 1, std::move(reason)};
}

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  out += '"';
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
    out.append(text, copied, at - copied);
    copied = at + 1;
    switch (byte) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\b':
        out += "\\b";
        break;
      case '\f':
        out += "\\f";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
  }
  out.append(text, copied);
  out += '"';
}

std::string quoted(std::string_view text) {
  std::string out;
  append_string(out, text);
  return out;
}

std::string_view Arena::keep(std::string_view text) {
  if (text.empty()) return {};
  auto* copy = static_cast<char*>(memory_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

std::string_view Arena::minified(std::string_view value) {
  // A block of the arena is never given back, so a value without white space must not take one.
  thread_local std::string scratch;
  scratch.resize(value.size() + padding);
  std::size_t length = 0;
  if (simdjson::minify(value.data(), value.size(), scratch.data(), length) != simdjson::SUCCESS) {
    throw Error(ErrorKind::bug, "a value that was valid JSON could not be minified");
  }
  return length == value.size() ? value : keep({scratch.data(), length});
}

namespace {

/// The one value in `text`. Wrapped in an array, a scalar document needs no code of its own.
std::string checked(std::string_view what, std::string_view text, bool must_be_object) {
  std::string buffer;
  buffer.reserve(text.size() + 2 + padding);
  buffer.append("[").append(text).append("]");
  buffer.append(padding, ' ');
  thread_local Walker walker;
  try {
    ondemand::array array;
    auto& document = walker.start({buffer.data(), text.size() + 2});
    walker.require(document.get_array().get(array));
    std::optional<Walker::Extent> found;
    for (auto item : array) {
      ondemand::value element;
      walker.require(std::move(item).get(element));
      if (found) walker.refuse("more than one value is there");
      found = walker.walk(element, 2);  // as deep as it will stand in an event line
    }
    if (!found) walker.refuse("nothing is there");
    walker.finish();
    if (must_be_object && found->kind != Walker::Kind::object) walker.refuse("an object is expected");
    Arena arena;
    return std::string(arena.minified(found->raw));
  } catch (const Fault& fault) {
    const std::size_t byte = fault.byte > 1 ? fault.byte - 1 : 1;  // the bracket is ours
    throw Error(ErrorKind::bad_input,
                std::string(what) + " is not acceptable JSON at byte " + std::to_string(byte) + ": " + fault.reason)
        .fact("byte", static_cast<long long>(byte));
  }
}

}  // namespace

std::string checked_value(std::string_view what, std::string_view text) { return checked(what, text, false); }

std::string checked_object(std::string_view what, std::string_view text) { return checked(what, text, true); }

namespace {

/// Steps over the value that begins at `at`.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  int depth = 0;
  for (bool in_string = false; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string) {
      if (c == '\\')
        ++at;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
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

}  // namespace

std::vector<RawMember> members_of(std::string_view object) {
  std::vector<RawMember> members;
  for (std::size_t at = 1; at < object.size() && object[at] == '"';) {
    std::size_t quote = at + 1;
    while (object[quote] != '"') quote += object[quote] == '\\' ? 2 : 1;
    const std::size_t value = quote + 2;  // behind the colon
    const std::size_t end = end_of_value(object, value);
    members.push_back({object.substr(at + 1, quote - at - 1), object.substr(value, end - value)});
    at = end + 1;
  }
  return members;
}

bool has_member(std::string_view object, std::string_view key) {
  const auto members = members_of(object);
  return std::any_of(members.begin(), members.end(), [&](const RawMember& member) { return member.key == key; });
}

std::string with_member(std::string_view object, std::string_view key, std::string_view value) {
  std::string out(object.substr(0, object.size() - 1));
  if (out.size() > 1) out += ',';
  append_string(out, key);
  out += ':';
  out += value;
  out += '}';
  return out;
}

}  // namespace evs::json
