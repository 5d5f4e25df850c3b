#include "core/privacy/stray_ids.hpp"

#include <set>

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/privacy/json_places.hpp"
#include "core/privacy/residue.hpp"
#include "core/state/json_patch.hpp"

namespace evs {
namespace {

constexpr std::size_t most_places = 1000;

bool tells(std::string_view text, std::string_view id) {
  return text == id || (id.size() >= ErasedValues::shortest && text.find(id) != std::string_view::npos);
}

std::string text_of_key(std::string_view raw) { return json::text_of_string("\"" + std::string(raw) + "\""); }

/// Collects the pointers to where an id stands in JSON.
class Search {
 public:
  Search(std::string_view id, std::set<std::string>& found) : id_(id), found_(found) {}

  void in(std::string_view value, const std::string& pointer) {
    if (value.front() == '{') {
      for (const json::RawMember& member : json::members_of(value)) {
        const std::string key = text_of_key(member.key);
        std::string below = pointer;
        append_pointer_token(below, key);
        if (tells(key, id_)) found_.insert(below);
        in(member.value, below);
      }
    } else if (value.front() == '[') {
      for (const std::string_view item : json::items_of(value)) in(item, pointer + "/*");
    } else if (is_id(value, id_) || (value.front() == '"' && tells(json::text_of_string(value), id_))) {
      found_.insert(pointer);
    }
  }

 private:
  std::string_view id_;
  std::set<std::string>& found_;
};

/// Whether it is worth reading: the id as it is, or something that may spell it otherwise.
bool may_hold(std::string_view json, std::string_view id) {
  return json.find(id) != std::string_view::npos || json.find('\\') != std::string_view::npos;
}

}  // namespace

void StrayIds::add(const EventView& event, const std::optional<Redaction>& redaction) {
  if (event.stream.starts_with('$')) return;
  if (tells(event.id, subject_.id()) && !(redaction && redaction->loses(Erases::id))) note(event, "/id");
  const bool is_told_by_stream = tells(event.stream, subject_.id()) || subject_.owns(event.stream);
  if (is_told_by_stream && !subject_.is_named_by(event.stream)) note(event, "/stream");
  if (may_hold(event.data, subject_.id()) || may_hold(event.meta, subject_.id())) add_payload(event, redaction);
}

void StrayIds::add_payload(const EventView& event, const std::optional<Redaction>& redaction) {
  if (json::fault_of_payload(event.data, event.meta)) return;
  std::set<std::string> pointers;
  Search search(subject_.id(), pointers);
  const RedactedEvent left = redacted(event, redaction.value_or(Redaction{}));
  search.in(left.data, "/data");
  search.in(left.meta, "/meta");
  for (const std::string& pointer : pointers) note(event, pointer);
}

void StrayIds::note(const EventView& event, std::string pointer) {
  const std::tuple key(std::string(event.type), event.schema, std::move(pointer));
  if (places_.size() < most_places || places_.contains(key)) ++places_[key];
}

std::vector<StrayId> StrayIds::found() const {
  std::vector<StrayId> found;
  for (const auto& [key, events] : places_) {
    const auto& [type, schema, pointer] = key;
    found.push_back({type, schema, pointer, events});
  }
  return found;
}

}  // namespace evs
