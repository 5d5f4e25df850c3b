#include "core/evolve/json_tree.hpp"

#include <algorithm>

#include "core/codec/json.hpp"
#include "core/codec/json_walk.hpp"
#include "core/error.hpp"
#include "core/evolve/decimal.hpp"
#include "core/per_thread.hpp"
#include "core/state/json_patch.hpp"

namespace evs {
namespace {

namespace ondemand = json::ondemand;

class JsonReading {
 public:
  static JsonReading& mine() {
    static PerThread<JsonReading> own;
    return own.mine();
  }

  JsonDocument read(std::string_view text) {
    document_ = {};
    pointer_.clear();
    try {
      walker_.take_only_value(text, [&](ondemand::value value) { document_.root = build(value, 0); });
    } catch (const json::Fault& fault) {
      throw Error(ErrorKind::bad_input, "not JSON at byte " + std::to_string(fault.byte) + ": " + fault.reason);
    }
    return std::move(document_);
  }

 private:
  Json build(ondemand::value source, int depth) {
    ++document_.values;
    document_.depth = std::max(document_.depth, depth);
    const std::string_view token = walker_.token(source, depth + 1);
    const char first = token.empty() ? '\0' : token.front();
    if (first == '{') return object(source, depth);
    if (first == '[') return array(source, depth);
    const json::Walker::Extent extent = walker_.walk(source, depth + 1);
    if (first == '"') return {Json::Kind::string, std::string(extent.text)};
    if (extent.kind == json::Walker::Kind::number) return {Json::Kind::number, std::string(extent.raw)};
    return {extent.raw == "null" ? Json::Kind::null : Json::Kind::boolean, std::string(extent.raw)};
  }

  Json array(ondemand::value source, int depth) {
    ondemand::array items;
    walker_.require(source.get_array().get(items));
    Json::Items built;
    const std::size_t here = pointer_.size();
    for (auto item : items) {
      ondemand::value value;
      walker_.require(item.get(value));
      append_pointer_token(pointer_, std::to_string(built.size()));
      built.push_back(build(value, depth + 1));
      pointer_.resize(here);
    }
    return Json(std::move(built));
  }

  Json object(ondemand::value source, int depth) {
    ondemand::object members;
    walker_.require(source.get_object().get(members));
    Json::Members built;
    const std::size_t here = pointer_.size();
    for (auto member : members) {
      ondemand::field field;
      walker_.require(std::move(member).get(field));
      std::string key(walker_.key(field));
      append_pointer_token(pointer_, key);
      Json value = build(field.value(), depth + 1);
      built.emplace_back(std::move(key), std::move(value));
      pointer_.resize(here);
    }
    sort(built);
    return Json(std::move(built));
  }

  /// Of several members with one key the last is kept.
  void sort(Json::Members& members) {
    const auto before = [](const Json::Member& a, const Json::Member& b) { return a.first < b.first; };
    const auto same = [](const Json::Member& a, const Json::Member& b) { return a.first == b.first; };
    std::stable_sort(members.begin(), members.end(), before);
    const auto twin = std::adjacent_find(members.begin(), members.end(), same);
    if (twin == members.end()) return;
    if (!document_.repeated) {
      std::string place = pointer_;
      append_pointer_token(place, twin->first);
      document_.repeated = std::move(place);
    }
    const auto rest = std::unique(members.rbegin(), members.rend(), same);
    members.erase(members.begin(), rest.base());
  }

  json::Walker walker_;
  std::string pointer_;
  JsonDocument document_;
};

}  // namespace

const Json* Json::member(std::string_view key) const {
  if (kind_ != Kind::object) return nullptr;
  const auto before = [](const Member& member, std::string_view wanted) { return member.first < wanted; };
  const auto place = std::lower_bound(members().begin(), members().end(), key, before);
  return place != members().end() && place->first == key ? &place->second : nullptr;
}

std::string Json::canonical() const {
  std::string out;
  append_canonical(out);
  return out;
}

void Json::append_canonical(std::string& out) const {
  switch (kind_) {
    case Kind::number:
      out += Decimal(text()).canonical();
      break;
    case Kind::string:
      json::append_string(out, text());
      break;
    case Kind::array:
      out += '[';
      for (const Json& item : items()) item.append_canonical(out), out += ',';
      out += ']';
      break;
    case Kind::object:
      out += '{';
      for (const auto& [key, value] : members()) {
        json::append_string(out, key);
        out += ':';
        value.append_canonical(out);
        out += ',';
      }
      out += '}';
      break;
    default:
      out += text();
  }
}

std::string_view name(Json::Kind kind) {
  switch (kind) {
    case Json::Kind::boolean:
      return "a boolean";
    case Json::Kind::number:
      return "a number";
    case Json::Kind::string:
      return "a string";
    case Json::Kind::array:
      return "an array";
    case Json::Kind::object:
      return "an object";
    default:
      return "null";
  }
}

JsonDocument read_json(std::string_view text) { return JsonReading::mine().read(text); }

}  // namespace evs
