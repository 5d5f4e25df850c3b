#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace evs {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

/// A hash map by text that is looked up with a string_view, without making a string.
template <class Value>
using TextMap = std::unordered_map<std::string, Value, TextHash, std::equal_to<>>;

/// The entry for `key`, made when it is missing.
template <class Value>
std::pair<const std::string, Value>& entry_of(TextMap<Value>& map, std::string_view key) {
  const auto known = map.find(key);
  return known != map.end() ? *known : *map.emplace(std::string(key), Value{}).first;
}

}  // namespace evs
