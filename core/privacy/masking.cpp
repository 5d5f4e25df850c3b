#include "core/privacy/masking.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/error.hpp"
#include "core/id.hpp"
#include "core/privacy/json_places.hpp"
#include "core/privacy/masked_text.hpp"
#include "core/purged.hpp"
#include "core/reserved.hpp"

namespace evs {
namespace {

MaskRule compiled(const PersonalRule& rule) {
  const PersonalDeclaration& declared = *rule.declared;
  MaskRule made{&rule, {}, {}};
  const auto add = [](auto& targets, const auto& patterns, MaskKind kind, bool is_subject) {
    for (const PointerPattern& pattern : patterns) targets.push_back({pattern, kind, false, is_subject});
  };
  add(made.data, rule.subject, MaskKind::id, true);
  add(made.data, rule.mentions, MaskKind::id, true);
  add(made.data, rule.fields, MaskKind::text, false);
  add(made.meta, rule.meta, MaskKind::id, false);
  const std::vector<PointerPattern> all = {PointerPattern("")};
  if (declared.event) add(made.data, all, MaskKind::text, false);
  if (declared.event && declared.is_of_owner) add(made.meta, all, MaskKind::text, false);

  const auto find = [](std::vector<MaskTarget>& targets, const std::string& pointer) {
    return std::find_if(targets.begin(), targets.end(), [&](const auto& one) { return one.pattern.text() == pointer; });
  };
  for (const auto& [pointer, word] : declared.mask) {
    MaskTarget target{PointerPattern(pointer), *mask_kind(word), true, false};
    const bool is_in_meta = find(made.meta, pointer) != made.meta.end();
    if (is_in_meta) made.meta.push_back(target);
    const auto same = find(made.data, pointer);
    target.is_subject = same != made.data.end() && same->is_subject;
    if (!is_in_meta || same != made.data.end()) made.data.push_back(target);
  }
  return made;
}

bool can_be_id(std::string_view value) {
  return value.front() == '"' || value.front() == '-' || (value.front() >= '0' && value.front() <= '9');
}

bool is_within(std::string_view text, std::string_view part) {
  return text.data() <= part.data() && part.data() < text.data() + text.size();
}

/// Whose value it is: of the rule's subjects the one whose pointer it has most in common with, or else the stream's
/// owner.
std::string subject_of(const Covered& covered, const EventView& event) {
  const PersonalRule& rule = *covered.rule;
  const bool is_in_data = is_within(event.data, covered.place.value);
  std::optional<std::string> found;
  std::size_t most = 0;
  for (const PointerPattern& pattern : rule.subject) {
    const std::size_t shared = is_in_data ? shared_tokens(pattern, covered.target->pattern) : 0;
    if (found && shared <= most) continue;
    for (const Place& place : places_of(event.data, pattern)) {
      if (!can_be_id(place.value) || !share_way(place, covered.place, shared)) continue;
      found = id_text(place.value);
      most = shared;
      break;
    }
  }
  const bool is_owners = !found || (rule.declared->is_of_owner && most == 0);
  return is_owners ? std::string(owner_of(event.stream)) : *found;
}

std::string described(const EventView& event) {
  return std::string(event.type) + " " + std::to_string(event.schema) + ", at position " +
         std::to_string(event.position.value);
}

Error not_spoken_of(const EventView& event) {
  const std::string type(event.type);
  return Error(ErrorKind::bad_input,
               "the model does not say whether there is personal data in events of type '" + type + "'")
      .detail("the first of them in the way: " + described(event) + ", in category '" +
              std::string(category_of(event.stream)) + "'")
      .hint("write personal \"" + type +
            "\" { ... } in the model, with none = true if there is none; 'evs model check' lists all such types")
      .fact("type", type)
      .fact("schema", event.schema)
      .fact("position", event.position.value);
}

/// The name of a stream that a purge has renamed.
bool is_purged_name(std::string_view stream) {
  constexpr std::string_view prefix = "purged-";
  return stream.starts_with(prefix) && stream.find_first_not_of("0123456789-", prefix.size()) == stream.npos;
}

/// For an event whose subject, the stream's owner, would be told by the stream's name.
Error names_owner(const EventView& event) {
  const std::string category(category_of(event.stream));
  const bool is_all = category.size() + 1 >= event.stream.size();
  return Error(ErrorKind::bad_input,
               is_all
                   ? "the name of a stream is, as a whole, the id of a subject, and is not masked"
                   : "the names of the streams of category '" + category + "' hold ids of subjects, and are not masked")
      .detail("the first of them in the way: " + described(event) + ", with subject = \"stream\"")
      .hint(is_all ? "only what is behind a '-' can be masked; 'evs rewrite --rename-streams' gives streams other names"
                   : "write personal_streams { \"" + category + "\" } in the model, which masks the names")
      .fact("type", std::string(event.type))
      .fact("position", event.position.value);
}

void require_sound(const EventView& event) {
  const auto fault = json::fault_of_payload(event.data, event.meta);
  if (!fault) return;
  throw Error(ErrorKind::damaged,
              "the event at position " + std::to_string(event.position.value) + " cannot be masked: " + *fault)
      .hint("'evs verify' finds what else is damaged");
}

}  // namespace

bool Masking::leaves_out(const EventView& event) {
  if (!is_own(event)) return false;
  ++left_out_;
  if (!event.stream.starts_with('$')) ++entry_of(left_out_of_, event.stream).second;
  return true;
}

EventView Masking::mask(const EventView& event) {
  if (!rules_.speak_of(event.type, event.schema)) throw Error(not_spoken_of(event));
  EventView masked = event;
  masked.stream = stream_ = pseudonyms_.of_stream(event.stream);
  if (const auto missing = left_out_of_.find(event.stream); missing != left_out_of_.end()) {
    masked.seq.value -= missing->second;
  }
  std::vector<const MaskRule*> rules;
  for (const MaskRule& rule : rules_of(event.type)) {
    if (rule.rule->speaks_of(event.schema) && !rule.rule->declared->none) rules.push_back(&rule);
  }
  const bool is_derived = is_derived_id(event.id);
  if (is_derived && stream_ != event.stream) masked.id = id_ = pseudonyms_.of_id(event.id);
  if (rules.empty()) return masked;
  const auto any = [&](bool PersonalDeclaration::*what) {
    return std::any_of(rules.begin(), rules.end(), [&](const MaskRule* rule) { return rule->rule->declared->*what; });
  };
  const bool keeps_name = stream_ == event.stream && !is_purged_name(event.stream);
  if (keeps_name && any(&PersonalDeclaration::is_of_owner)) throw Error(names_owner(event));
  require_sound(event);
  mask_payload(event, rules);
  if (any(&PersonalDeclaration::id) || is_derived) masked.id = id_ = pseudonyms_.of_id(event.id);
  if (any(&PersonalDeclaration::day)) masked.time = begin_of_day(event.time);
  masked.data = data_;
  masked.meta = meta_;
  return masked;
}

const std::vector<MaskRule>& Masking::rules_of(std::string_view type) {
  auto& [key, rules] = entry_of(compiled_, type);
  if (rules.empty()) {
    for (const PersonalRule& rule : rules_.of(type)) rules.push_back(compiled(rule));
  }
  return rules;
}

void Masking::mask_payload(const EventView& event, const std::vector<const MaskRule*>& rules) {
  std::vector<Covered> in_data;
  std::vector<Covered> in_meta;
  for (const MaskRule* rule : rules) {
    for (const MaskTarget& target : rule->data) {
      for (Place& place : places_of(event.data, target.pattern))
        in_data.push_back({std::move(place), &target, rule->rule});
    }
    for (const MaskTarget& target : rule->meta) {
      for (Place& place : places_of(event.meta, target.pattern))
        in_meta.push_back({std::move(place), &target, rule->rule});
    }
  }
  bool has_lost = false;
  const auto replace = [&](std::string_view value, const Covered& covered) {
    const MaskKind kind = covered.target->kind;
    try {
      note_if_telling(event, value, *covered.target);
      std::string pseudonym = pseudonyms_.of(kind, value, kind == MaskKind::date ? subject_of(covered, event) : "");
      if (pseudonym == "null" && value != pseudonym && is_within(event.data, value)) has_lost = true;
      return pseudonym;
    } catch (Error& error) {
      error.detail("at " + covered.target->pattern.text() + " of " + described(event));
      throw;
    }
  };
  const auto replace_key = [&](std::string_view key) {
    return json::quoted(pseudonyms_.of_id(json::text_of_string(key)));
  };
  data_ = masked_text(event.data, std::move(in_data), replace, replace_key);
  meta_ = masked_text(event.meta, std::move(in_meta), replace, replace_key);
  if (meta_ == "null") meta_ = "{}";
  const bool is_dropped = data_ != event.data && (data_ == "null" || data_ == "\"\"");
  if (is_dropped) data_ = "null";
  // What reads a certain shape, and what demands it, makes allowance for that.
  if (is_dropped || has_lost || is_purged(event)) meta_ = marked_as_purged(meta_);
}

void Masking::note_if_telling(const EventView& event, std::string_view value, const MaskTarget& target) {
  constexpr std::size_t shortest = 5;  // a shorter one may be the same by chance
  if (!target.is_subject || target.kind == MaskKind::keep || stream_ != event.stream || !can_be_id(value)) return;
  const std::string id = id_text(value);
  if (id.size() < shortest || (id != event.stream && id != owner_of(event.stream))) return;
  telling_.emplace(category_of(event.stream));
}

}  // namespace evs
