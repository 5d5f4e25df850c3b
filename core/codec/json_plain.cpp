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

bool PlainJson::is_valid(std::string_view text) {
  simdjson::dom::element value;
  return parse(text, value);
}

bool PlainJson::is_valid_object(std::string_view text) {
  if (knows(text)) return true;
  simdjson::dom::element value;
  if (!parse(text, value) || !value.is_object()) return false;
  if (text.size() <= longest_remembered) objects_[slot_of(text)] = text;
  return true;
}

bool PlainJson::knows(std::string_view object) const {
  return object.size() <= longest_remembered && objects_[slot_of(object)] == object;
}

std::size_t PlainJson::slot_of(std::string_view object) const {
  return std::hash<std::string_view>()(object) % objects_.size();
}

bool PlainJson::parse(std::string_view text, simdjson::dom::element& value) {
  if (text.size() > longest_parsed) return false;
  const auto error = parser_.parse(text.data(), text.size(), false).get(value);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  return error == simdjson::SUCCESS;
}

}  // namespace evs::json
