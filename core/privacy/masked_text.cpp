#include "core/privacy/masked_text.hpp"

#include <algorithm>
#include <utility>

#include "core/codec/json.hpp"

namespace evs {
namespace {

/// Whether a target counts before another at the same value. Where no kind was declared, that of ids does.
bool counts_before(const MaskTarget& a, const MaskTarget& b) {
  if (a.is_declared != b.is_declared) return a.is_declared;
  return a.is_declared ? a.kind < b.kind : a.kind > b.kind;
}

class MaskedText {
 public:
  MaskedText(std::vector<Covered> covered, const ReplaceValue& replace, const ReplaceKey& replace_key)
      : covered_(std::move(covered)), replace_(replace), replace_key_(replace_key) {
    for (const Covered& one : covered_) note_keys(one);
    std::sort(keyed_.begin(), keyed_.end());
    std::sort(covered_.begin(), covered_.end(), [](const Covered& a, const Covered& b) {
      if (a.place.value.data() != b.place.value.data()) return a.place.value.data() < b.place.value.data();
      return counts_before(*a.target, *b.target);
    });
  }

  std::string of(std::string_view json) {
    write(json, nullptr);
    return std::move(out_);
  }

 private:
  /// A `*` that leads into an object leads to members that are called as it comes.
  void note_keys(const Covered& one) {
    if (one.target->kind == MaskKind::keep) return;
    const auto& tokens = one.target->pattern.tokens();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].any) keyed_.push_back(one.place.path[i]);
    }
  }

  /// The first that begins at or behind a place.
  [[nodiscard]] auto from(const char* place) const {
    return std::lower_bound(covered_.begin(), covered_.end(), place,
                            [](const Covered& one, const char* at) { return one.place.value.data() < at; });
  }

  void write(std::string_view value, const Covered* around) {
    const auto at = from(value.data());
    const bool has_own = at != covered_.end() && at->place.value.data() == value.data();
    const Covered* const cover = has_own ? &*at : around;
    const bool is_container = value.front() == '{' || value.front() == '[';
    const auto inside = from(value.data() + 1);
    const bool is_parted = inside != covered_.end() && inside->place.value.data() < value.data() + value.size();
    if (is_container && (is_parted || (cover != nullptr && cover->target->kind != MaskKind::text)))
      write_container(value, cover);
    else if (cover == nullptr)
      out_ += value;
    else
      out_ += replace_(value, *cover);
  }

  void write_container(std::string_view value, const Covered* cover) {
    bool is_first = true;
    const auto separate = [&] {
      if (!is_first) out_ += ',';
      is_first = false;
    };
    out_ += value.front();
    if (value.front() == '[') {
      for (const std::string_view item : json::items_of(value)) {
        separate();
        write(item, cover);
      }
    } else {
      for (const json::RawMember& member : json::members_of(value)) {
        separate();
        const bool is_masked = (cover != nullptr && cover->target->kind != MaskKind::keep) ||
                               std::binary_search(keyed_.begin(), keyed_.end(), member.value.data());
        const std::string key = '"' + std::string(member.key) + '"';
        out_ += (is_masked && !is_word(member.key) ? replace_key_(key) : key) + ':';
        write(member.value, cover);
      }
    }
    out_ += value.back();
  }

  std::vector<Covered> covered_;
  std::vector<const char*> keyed_;  // values whose keys may be values, too
  const ReplaceValue& replace_;
  const ReplaceKey& replace_key_;
  std::string out_;
};

}  // namespace

std::string masked_text(std::string_view json, std::vector<Covered> covered, const ReplaceValue& replace,
                        const ReplaceKey& replace_key) {
  return MaskedText(std::move(covered), replace, replace_key).of(json);
}

}  // namespace evs
