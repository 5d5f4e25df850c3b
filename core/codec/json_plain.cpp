#include "core/codec/json_plain.hpp"

#include <functional>
#include <new>

#include "core/codec/json.hpp"

namespace evs::json {
namespace {

/// Longer texts are not parsed: simdjson's tree of a value takes many times the memory of its text.
constexpr std::size_t longest_parsed = std::size_t{1} << 16U;
constexpr std::size_t deepest_parsed = max_depth / 2;

constexpr std::size_t remembered_objects = 1024;
constexpr std::size_t longest_remembered = 64;

}  // namespace

PlainJson::PlainJson() {
  if (parser_.allocate(longest_parsed, deepest_parsed) != simdjson::SUCCESS) throw std::bad_alloc();
  objects_.assign(remembered_objects, "{}");
}

bool PlainJson::is_plain(std::string_view text) {
  simdjson::dom::element value;
  return parses(text, value);
}

bool PlainJson::is_plain_object(std::string_view text) {
  simdjson::dom::element value;
  if (text.size() > longest_remembered) return parses(text, value) && value.is_object();
  std::string& known = objects_[std::hash<std::string_view>()(text) % remembered_objects];
  if (known == text) return true;
  if (!parses(text, value) || !value.is_object()) return false;
  known = text;
  return true;
}

/// Of what has no white space to leave out, the minified text is also the padded copy that is to be parsed.
bool PlainJson::parses(std::string_view text, simdjson::dom::element& value) {
  if (text.size() > longest_parsed || !is_minified(text)) return false;
  const auto error = parser_.parse(minified_.data(), text.size(), false).get(value);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  return error == simdjson::SUCCESS;
}

bool PlainJson::is_minified(std::string_view text) {
  if (minified_.size() < text.size() + padding) minified_.resize(text.size() + padding);
  std::size_t length = 0;
  return simdjson::minify(text.data(), text.size(), minified_.data(), length) == simdjson::SUCCESS &&
         length == text.size();
}

}  // namespace evs::json
