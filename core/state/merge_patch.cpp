#include "core/state/merge_patch.hpp"

#include <string>

#include "core/codec/json.hpp"
#include "core/codec/json_walk.hpp"
#include "core/error.hpp"
#include "core/per_thread.hpp"

namespace evs {
namespace {

namespace ondemand = json::ondemand;

/// Reads a patch while it applies it. Whoever can write to a store's file decides what stands there, so nothing is
/// taken for granted: not that it is JSON, nor how deep it nests.
class Patching {
 public:
  static Patching& mine() {
    static PerThread<Patching> own;
    return own.mine();
  }

  void merge_into(Value& target, std::string_view patch) {
    target.fetch_members();
    read(patch, [&](ondemand::value value) { merge(target, value, walker_.token(value, outermost), outermost); });
  }

  Value parse(std::string_view json) {
    Value parsed;
    read(json, [&](ondemand::value value) { build(parsed, value, walker_.token(value, outermost), outermost); });
    return parsed;
  }

 private:
  static constexpr int outermost = 2;  // as deep as it stood in its event line

  /// Hands the one value in `text` to `take`.
  template <class Take>
  void read(std::string_view text, Take take) {
    try {
      walker_.take_only_value(text, take);
    } catch (const json::Fault& fault) {
      throw Error(ErrorKind::damaged, "stored data is not valid JSON: " + fault.reason);
    }
  }

  static bool begins(std::string_view token, char bracket) { return !token.empty() && token.front() == bracket; }

  template <class Visit>
  void for_each_member(ondemand::value source, Visit visit) {
    ondemand::object members;
    walker_.require(source.get_object().get(members));
    for (auto member : members) {
      ondemand::field field;
      walker_.require(std::move(member).get(field));
      const std::string_view key = walker_.key(field);
      visit(key, field.value());
    }
  }

  /// Makes the target the value as it stands: nothing in it is a patch, so its nulls stay.
  void build(Value& target, ondemand::value source, std::string_view token, int depth) {
    if (begins(token, '{')) {
      target.become_empty_object();
      for_each_member(source, [&](std::string_view key, ondemand::value value) {
        build(target.member(key), value, walker_.token(value, depth + 1), depth + 1);
      });
    } else if (begins(token, '[')) {
      build_items(target.become_array(), source, depth);
    } else {
      const bool is_plain_text = begins(token, '"') && token.find('\\') == std::string_view::npos;
      // Only escapes are left to check in texts.
      target.become_scalar(is_plain_text ? token : walker_.walk(source, token, depth).raw);
    }
  }

  void build_items(Value::Array& items, ondemand::value source, int depth) {
    ondemand::array source_items;
    walker_.require(source.get_array().get(source_items));
    std::size_t count = 0;
    for (auto item : source_items) {
      ondemand::value value;
      walker_.require(item.get(value));
      if (count == items.size()) items.emplace_back();
      build(items[count++], value, walker_.token(value, depth + 1), depth + 1);
    }
    items.resize(count);
  }

  void merge(Value& target, ondemand::value source, std::string_view token, int depth) {
    if (!begins(token, '{')) return build(target, source, token, depth);
    if (!target.is_object()) target.become_empty_object();
    for_each_member(source, [&](std::string_view key, ondemand::value value) {
      const std::string_view begin = walker_.token(value, depth + 1);
      if (begin == "null") {
        target.erase(key);
      } else {
        merge(target.member(key), value, begin, depth + 1);
      }
    });
  }

  json::Walker walker_;
};

}  // namespace

void merge_patch(Value& target, std::string_view patch) { Patching::mine().merge_into(target, patch); }

Value parse_value(std::string_view json) { return Patching::mine().parse(json); }

}  // namespace evs
