#pragma once

#include <string>
#include <string_view>

#include "core/codec/json.hpp"

/// How plans, records and ledgers of purges write lists.
namespace evs {

/// A JSON array of what `write` makes of each item.
template <class Items, class Write>
std::string json_list(const Items& items, Write write) {
  std::string out = "[";
  for (bool first = true; const auto& item : items) {
    if (!first) out += ',';
    first = false;
    out += write(item);
  }
  return out += ']';
}

/// A JSON array of texts.
template <class Texts>
std::string json_texts(const Texts& texts) {
  return json_list(texts, [](std::string_view text) { return json::quoted(text); });
}

}  // namespace evs
