#include "core/state/value.hpp"

#include <algorithm>

#include "core/codec/json.hpp"

namespace evs {
namespace {

/// Among so few, to compare lengths first beats halving, which compares bytes each time.
constexpr std::size_t few_members = 16;

Value::Object::iterator place_of(Value::Object& members, std::string_view key) {
  const auto before = [](const Value::Member& member, std::string_view wanted) { return member.first < wanted; };
  return std::lower_bound(members.begin(), members.end(), key, before);
}

}  // namespace

Value& Value::member(std::string_view key) {
  auto& members = std::get<Object>(content_);
  if (members.size() <= few_members) {
    for (auto& [known, value] : members) {
      if (known == key) return value;
    }
  }
  auto place = place_of(members, key);
  if (place == members.end() || place->first != key) place = members.emplace(place, std::string(key), Value());
  return place->second;
}

void Value::fetch_members() const {
  const auto* const members = std::get_if<Object>(&content_);
  if (members == nullptr) return;
  const std::size_t count = std::min(members->size(), few_members);
  for (std::size_t i = 0; i < count; ++i) __builtin_prefetch(&(*members)[i]);
}

void Value::erase(std::string_view key) {
  auto& members = std::get<Object>(content_);
  const auto place = place_of(members, key);
  if (place != members.end() && place->first == key) members.erase(place);
}

void Value::become_scalar(std::string_view json) {
  if (auto* const text = std::get_if<std::string>(&content_)) {
    text->assign(json);
  } else {
    content_.emplace<std::string>(json);
  }
}

void Value::become_empty_object() {
  if (auto* const members = std::get_if<Object>(&content_)) {
    members->clear();
  } else {
    content_.emplace<Object>();
  }
}

Value::Array& Value::become_array() {
  if (auto* const items = std::get_if<Array>(&content_)) return *items;
  return content_.emplace<Array>();
}

void Value::print(std::string& out) const {
  if (const auto* members = std::get_if<Object>(&content_)) {
    out += '{';
    for (bool first = true; const auto& [key, value] : *members) {
      if (!std::exchange(first, false)) out += ',';
      json::append_string(out, key);
      out += ':';
      value.print(out);
    }
    out += '}';
  } else if (const auto* items = std::get_if<Array>(&content_)) {
    out += '[';
    for (bool first = true; const Value& value : *items) {
      if (!std::exchange(first, false)) out += ',';
      value.print(out);
    }
    out += ']';
  } else {
    out += std::get<std::string>(content_);
  }
}

std::string Value::text() const {
  std::string out;
  print(out);
  return out;
}

}  // namespace evs
