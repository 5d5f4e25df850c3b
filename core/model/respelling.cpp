#include "core/model/respelling.hpp"

#include <algorithm>
#include <vector>

#include "core/codec/json.hpp"

namespace evs {
namespace {

using json::RawMember;

/// The members of an object, in their order and by the spelling of their keys.
class Members {
 public:
  explicit Members(std::string_view object) : in_order_(json::members_of(object)), by_key_(in_order_) {
    std::sort(by_key_.begin(), by_key_.end(), [](const RawMember& a, const RawMember& b) { return a.key < b.key; });
  }

  [[nodiscard]] const std::vector<RawMember>& in_order() const { return in_order_; }

  /// nullptr if there is none.
  [[nodiscard]] const RawMember* find(std::string_view key) const {
    const auto place = std::lower_bound(by_key_.begin(), by_key_.end(), key,
                                        [](const RawMember& member, std::string_view k) { return member.key < k; });
    return place == by_key_.end() || place->key != key ? nullptr : &*place;
  }

  /// Whether both have the same keys in the same spelling: in `stored` none is there twice, and none has escapes that
  /// printing does without.
  static bool correspond(const Members& stored, const Members& printed) {
    return std::equal(stored.by_key_.begin(), stored.by_key_.end(), printed.by_key_.begin(), printed.by_key_.end(),
                      [](const RawMember& a, const RawMember& b) { return a.key == b.key; });
  }

 private:
  std::vector<RawMember> in_order_;
  std::vector<RawMember> by_key_;
};

void append_member(std::string& out, std::string_view key, std::string_view value) {
  if (out.back() != '{') out += ',';
  out.append("\"").append(key).append("\":").append(value);
}

}  // namespace

std::string respelled(std::string_view changed, std::string_view unchanged, std::string_view stored) {
  if (changed == unchanged) return std::string(stored);
  if (changed.front() != '{' || unchanged.front() != '{') return std::string(changed);
  const Members before(stored);
  const Members before_printed(unchanged);
  const Members after(changed);
  if (!Members::correspond(before, before_printed)) return std::string(changed);
  std::string out = "{";
  for (const RawMember& member : before.in_order()) {
    const RawMember* now = after.find(member.key);
    if (now == nullptr) continue;
    append_member(out, member.key, respelled(now->value, before_printed.find(member.key)->value, member.value));
  }
  for (const RawMember& member : after.in_order()) {
    if (before.find(member.key) == nullptr) append_member(out, member.key, member.value);
  }
  return out += '}';
}

}  // namespace evs
