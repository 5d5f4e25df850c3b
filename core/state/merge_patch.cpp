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
    read(patch, [&](ondemand::value value) { merge(target, value, outermost); });
  }

  Value parse(std::string_view json) {
    Value parsed;
    read(json, [&](ondemand::value value) { parsed = build(value, outermost); });
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

  /// The value as it stands: nothing in it is a patch, so its nulls stay.
  Value build(ondemand::value source, int depth) {
    const std::string_view token = walker_.token(source, depth);
    if (begins(token, '{')) {
      Value built = Value::object();
      for_each_member(source, [&](std::string_view key, ondemand::value value) {
        Value& slot = built.member(key);
        slot = build(value, depth + 1);
      });
      return built;
    }
    if (begins(token, '[')) {
      Value built = Value::array();
      ondemand::array items;
      walker_.require(source.get_array().get(items));
      for (auto item : items) {
        ondemand::value value;
        walker_.require(item.get(value));
        built.append() = build(value, depth + 1);
      }
      return built;
    }
    const bool is_plain_text = begins(token, '"') && token.find('\\') == std::string_view::npos;
    return Value::scalar(is_plain_text ? token : walker_.walk(source, depth).raw);  // only escapes are left to check
  }

  void merge(Value& target, ondemand::value source, int depth) {
    if (!begins(walker_.token(source, depth), '{')) {
      target = build(source, depth);
      return;
    }
    if (!target.is_object()) target = Value::object();
    for_each_member(source, [&](std::string_view key, ondemand::value value) {
      if (walker_.token(value, depth + 1) == "null") {
        target.erase(key);
      } else {
        merge(target.member(key), value, depth + 1);
      }
    });
  }

  json::Walker walker_;
};

}  // namespace

void merge_patch(Value& target, std::string_view patch) { Patching::mine().merge_into(target, patch); }

Value parse_value(std::string_view json) { return Patching::mine().parse(json); }

}  // namespace evs
