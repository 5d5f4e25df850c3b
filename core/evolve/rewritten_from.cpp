#include "core/evolve/rewritten_from.hpp"

#include <cstdlib>

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"

namespace evs {
namespace {

constexpr std::string_view from_member = "rewritten_from";

std::int64_t number_of(std::string_view object, std::string_view key) {
  return std::strtoll(std::string(json::member_of(object, key)).c_str(), nullptr, 10);
}

}  // namespace

std::string rewritten_from(const Event& made, std::string_view meta, std::span<const std::string> merged) {
  std::string from =
      "{\"position\":" + std::to_string(made.position.value) + ",\"seq\":" + std::to_string(made.seq.value);
  if (made.sub != 0) from += ",\"sub\":" + std::to_string(made.sub);
  if (!merged.empty()) from += ",\"merged\":[";
  for (const std::string& one : merged) from.append(one).append(&one == &merged.back() ? "]" : ",");
  const std::string_view before = json::member_of(meta, from_member);
  if (!before.empty()) from.append(",\"").append(from_member).append("\":").append(before);
  return from + "}";
}

std::string with_rewritten_from(std::string_view meta, std::string_view from) {
  if (json::member_of(meta, from_member).empty()) return json::with_member(meta, from_member, from);
  std::string others = "{";
  for (const json::RawMember& one : json::members_of(meta)) {
    if (one.key == from_member) continue;
    if (others.size() > 1) others += ',';
    others.append("\"").append(one.key).append("\":").append(one.value);
  }
  return json::with_member(others + "}", from_member, from);
}

std::optional<RewrittenFrom> read_rewritten_from(std::string_view meta) {
  const std::string_view object = json::member_of(meta, from_member);
  if (object.empty()) return std::nullopt;
  RewrittenFrom from;
  from.position = Position{number_of(object, "position")};
  const std::string_view merged = json::member_of(object, "merged");
  if (merged.empty()) return from;
  const auto items = json::items_of(merged);
  if (items.empty()) return from;
  const std::string_view last = items.back();
  from.last_merged = {Position{number_of(last, "position")}, {Seq{number_of(last, "seq")}, number_of(last, "sub")}};
  return from;
}

}  // namespace evs
