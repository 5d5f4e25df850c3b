#include "core/codec/json.hpp"

#include <algorithm>
#include <cstring>

#include "core/codec/json_text.hpp"
#include "core/codec/json_walk.hpp"
#include "core/per_thread.hpp"

namespace evs::json {

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
  static PerThread<std::string> scratches;
  std::string& scratch = scratches.mine();
  scratch.resize(value.size() + padding);
  std::size_t length = 0;
  if (simdjson::minify(value.data(), value.size(), scratch.data(), length) != simdjson::SUCCESS) {
    throw Error(ErrorKind::bug, "a value that was valid JSON could not be minified");
  }
  return length == value.size() ? value : keep({scratch.data(), length});
}

namespace {

std::string checked(std::string_view what, std::string_view text, bool must_be_object) {
  Walker walker;
  Arena arena;
  std::string value;
  try {
    walker.take_only_value(text, [&](ondemand::value source) {
      const Walker::Extent found = walker.walk(source, 2);  // as deep as it will stand in an event line
      if (must_be_object && found.kind != Walker::Kind::object) walker.refuse("an object is expected");
      value = arena.minified(found.raw);
    });
  } catch (const Fault& fault) {
    throw Error(ErrorKind::bad_input, std::string(what) + " is not acceptable JSON at byte " +
                                          std::to_string(fault.byte) + ": " + fault.reason)
        .fact("byte", static_cast<long long>(fault.byte));
  }
  return value;
}

}  // namespace

std::string checked_value(std::string_view what, std::string_view text) { return checked(what, text, false); }

std::string checked_object(std::string_view what, std::string_view text) { return checked(what, text, true); }

std::vector<RawMember> members_of(std::string_view object) {
  std::vector<RawMember> members;
  for (std::size_t at = 1; at < object.size() && object[at] == '"';) {
    const std::size_t colon = end_of_string(object, at);
    const std::size_t value = colon + 1;
    if (value >= object.size()) break;  // what is stored may be asked before it is checked
    const std::size_t end = end_of_value(object, value);
    members.push_back({object.substr(at + 1, colon - at - 2), object.substr(value, end - value)});
    at = end + 1;
  }
  return members;
}

std::vector<std::string_view> items_of(std::string_view array) {
  std::vector<std::string_view> items;
  for (std::size_t at = 1; at + 1 < array.size();) {
    const std::size_t end = end_of_value(array, at);
    items.push_back(array.substr(at, end - at));
    at = end + 1;
  }
  return items;
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
