#include "core/model/skeleton.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/counted.hpp"
#include "core/reserved.hpp"
#include "core/state/merge_patch.hpp"
#include "core/state/value.hpp"

namespace evs {
namespace {

/// So many events of a type are looked into for its fields; those after them are only counted.
constexpr std::int64_t events_looked_into = 1000;
constexpr std::size_t fields_listed = 20;

struct Fields {
  std::int64_t events = 0;
  std::map<std::string, std::string> kinds;  // by name; "mixed": several
};

using Types = std::map<std::string, Fields, std::less<>>;
using Categories = std::map<std::string, Types, std::less<>>;

std::string kind_of(const Value& value) {
  if (value.is_object()) return "object";
  if (value.is_array()) return "array";
  const std::string text = value.text();
  if (text.front() == '"') return "string";
  if (text == "true" || text == "false") return "boolean";
  return text == "null" ? "null" : "number";
}

void look_into(Fields& fields, std::string_view data) {
  const Value value = parse_value(data);
  if (!value.is_object()) return;
  for (const auto& [name, member] : value.members()) {
    const std::string kind = kind_of(member);
    const auto [known, is_new] = fields.kinds.emplace(name, kind);
    if (!is_new && known->second != kind) known->second = "mixed";
  }
}

Categories categories_of(Reader& reader) {
  Categories categories;
  reader.read({}, [&](const EventView& event) {
    if (is_own(event)) return true;
    auto category = categories.find(category_of(event.stream));
    if (category == categories.end()) category = categories.emplace(category_of(event.stream), Types()).first;
    auto type = category->second.find(event.type);
    if (type == category->second.end()) type = category->second.emplace(event.type, Fields()).first;
    if (type->second.events++ < events_looked_into) look_into(type->second, event.data);
    return true;
  });
  return categories;
}

/// The text as a Lua string.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += "\\" + std::string(c < 10 ? "00" : "0") + std::to_string(static_cast<int>(c));
    else
      out += c;
  }
  return out + '"';
}

bool is_name(std::string_view text) {
  constexpr std::array words = {"and",      "break",  "do",   "else", "elseif", "end",  "false", "for",
                                "function", "goto",   "if",   "in",   "local",  "nil",  "not",   "or",
                                "repeat",   "return", "then", "true", "until",  "while"};
  constexpr std::array parts = {"initial", "default", "on", "invariant", "test", "command"};
  const auto is_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool is_reserved = std::find(words.begin(), words.end(), text) != words.end() ||
                           std::find(parts.begin(), parts.end(), text) != parts.end();
  return !text.empty() && !(text.front() >= '0' && text.front() <= '9') && !is_reserved &&
         std::all_of(text.begin(), text.end(), is_word);
}

/// A comment: no line break of a name may end it.
std::string comment(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '?');
  return "-- " + text + "\n";
}

std::string rule(const std::string& type, const Fields& fields) {
  std::string text = "    " + comment(counted(fields.events, "event"));
  std::size_t listed = 0;
  for (const auto& [name, kind] : fields.kinds) {
    if (listed++ == fields_listed) {
      text += "    " + comment("and " + std::to_string(fields.kinds.size() - fields_listed) + " more");
      break;
    }
    text += "    " + comment("e.data" + (is_name(name) ? "." + name : "[" + quoted(name) + "]") + ": " + kind);
  }
  const std::string key = is_name(type) ? type : "[" + quoted(type) + "]";
  return text + "    " + key + " = function(s, e)\n      return merge(s, e.data)\n    end,\n";
}

std::string reducer(const std::string& category, const Types& types) {
  std::string text = "reducer " + quoted(category) + " {\n  initial = {},\n\n  on = {\n";
  for (bool first = true; const auto& [type, fields] : types) {
    if (!std::exchange(first, false)) text += '\n';
    text += rule(type, fields);
  }
  return text +
         "  },\n\n"
         "  -- What always holds; 'evs replay --check' asks after every event.\n"
         "  invariant = {\n"
         "    -- [\"total is never negative\"] = function(s) return s.total >= 0 end,\n"
         "  },\n\n"
         "  -- Events, and the state that they must make; 'evs model check' runs them.\n"
         "  test = {\n"
         "    -- { { type = \"TYPE\", data = { total = 1 } }, { total = 1 } },\n"
         "  },\n}\n";
}

}  // namespace

std::string model_skeleton(Reader& reader) {
  std::string text =
      "-- What the events mean: evs-model(5) says what can stand here.\n"
      "-- A rule changes the state s by the event e, in place, or returns another state.\n"
      "-- As it stands, every event's data is merged into the state.\n";
  for (const auto& [category, types] : categories_of(reader)) {
    text += "\n" + reducer(category, types);
  }
  return text;
}

}  // namespace evs
