#include "core/state/json_patch.hpp"

#include <algorithm>
#include <utility>

#include "core/codec/json.hpp"

namespace evs {
namespace {

std::string below(std::string pointer, std::string_view key) {
  append_pointer_token(pointer, key);
  return pointer;
}

class Comparison {
 public:
  std::vector<Change> changes;

  void compare(const Value& before, const Value& after, const std::string& pointer) {
    if (before == after) return;
    if (before.is_object() && after.is_object()) {
      compare_objects(before.members(), after.members(), pointer);
    } else if (before.is_array() && after.is_array()) {
      compare_arrays(before.items(), after.items(), pointer);
    } else {
      changes.push_back({Change::Kind::replace, pointer, before.text(), after.text()});
    }
  }

 private:
  void add(const std::string& pointer, const Value& value) {
    changes.push_back({Change::Kind::add, pointer, "", value.text()});
  }

  void remove(const std::string& pointer, const Value& value) {
    changes.push_back({Change::Kind::remove, pointer, value.text(), ""});
  }

  /// Both are sorted by key.
  void compare_objects(const Value::Object& before, const Value::Object& after, const std::string& pointer) {
    auto old = before.begin();
    auto now = after.begin();
    while (old != before.end() || now != after.end()) {
      if (now == after.end() || (old != before.end() && old->first < now->first)) {
        remove(below(pointer, old->first), old->second);
        ++old;
      } else if (old == before.end() || now->first < old->first) {
        add(below(pointer, now->first), now->second);
        ++now;
      } else {
        compare(old->second, now->second, below(pointer, now->first));
        ++old, ++now;
      }
    }
  }

  void compare_arrays(const Value::Array& before, const Value::Array& after, const std::string& pointer) {
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
    const std::size_t old_end = before.size() - tail;
    const std::size_t new_end = after.size() - tail;
    const std::size_t both_end = std::min(old_end, new_end);
    for (std::size_t i = head; i < both_end; ++i) compare(before[i], after[i], below(pointer, std::to_string(i)));
    for (std::size_t i = old_end; i > both_end; --i) remove(below(pointer, std::to_string(i - 1)), before[i - 1]);
    for (std::size_t i = both_end; i < new_end; ++i) add(below(pointer, std::to_string(i)), after[i]);
  }
};

std::string_view name(Change::Kind kind) {
  if (kind == Change::Kind::add) return "add";
  return kind == Change::Kind::remove ? "remove" : "replace";
}

}  // namespace

void append_pointer_token(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~')
      pointer += "~0";
    else if (c == '/')
      pointer += "~1";
    else
      pointer += c;
  }
}

std::vector<Change> changes_between(const Value& before, const Value& after) {
  Comparison comparison;
  comparison.compare(before, after, "");
  return std::move(comparison.changes);
}

std::string deviation(const Change& change, const std::string& where) {
  if (change.kind == Change::Kind::add) return where + " is there, " + change.after + ", and not expected";
  if (change.kind == Change::Kind::remove) return where + " is missing; expected: " + change.before;
  return where + " is " + change.after + ", not " + change.before;
}

std::string json_patch(const std::vector<Change>& changes) {
  std::string out = "[";
  for (const Change& change : changes) {
    if (out.size() > 1) out += ',';
    (out += R"({"op":")") += name(change.kind);
    out += R"(","path":)";
    json::append_string(out, change.pointer);
    if (change.kind != Change::Kind::remove) (out += R"(,"value":)") += change.after;
    out += '}';
  }
  return out += ']';
}

}  // namespace evs
