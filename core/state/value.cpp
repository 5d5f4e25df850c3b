#include "core/state/value.hpp"

#include <algorithm>

#include "core/codec/json.hpp"

namespace evs {
namespace {

Value::Object::iterator place_of(Value::Object& members, std::string_view key) {
  const auto before = [](const Value::Member& member, std::string_view wanted) { return member.first < wanted; };
  return std::lower_bound(members.begin(), members.end(), key, before);
}

}  // namespace

Value Value::scalar(std::string_view json) {
  Value value;
  value.content_ = std::string(json);
  return value;
}

Value& Value::member(std::string_view key) {
  auto& members = std::get<Object>(content_);
  auto place = place_of(members, key);
  if (place == members.end() || place->first != key) place = members.emplace(place, std::string(key), Value());
  return place->second;
}

void Value::erase(std::string_view key) {
  auto& members = std::get<Object>(content_);
  const auto place = place_of(members, key);
  if (place != members.end() && place->first == key) members.erase(place);
}

Value& Value::append() { return std::get<Array>(content_).emplace_back(); }

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
