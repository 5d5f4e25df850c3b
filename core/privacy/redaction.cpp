#include "core/privacy/redaction.hpp"

#include <algorithm>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/evolve/baseline.hpp"
#include "core/id.hpp"
#include "core/integrity/sha256.hpp"
#include "core/privacy/json_places.hpp"
#include "core/purged.hpp"

namespace evs {
namespace {

/// Where ids of subjects stand in an event by one rule.
struct SubjectPlaces {
  const PointerPattern* pattern;
  std::vector<Place> all;   // whoever is meant
  std::vector<Place> ours;  // the subject that is looked for
};

/// One rule at one event.
class RuleAtEvent {
 public:
  RuleAtEvent(const PersonalRule& rule, const EventView& event, const DataSubject& subject, bool is_named)
      : rule_(rule), event_(event), subject_(subject) {
    bool names_anyone = false;
    for (const PointerPattern& pattern : rule.subject) {
      SubjectPlaces places{&pattern, places_of(event.data, pattern), {}};
      for (const Place& place : places.all) {
        if (is_id(place.value, subject.id())) places.ours.push_back(place);
        names_anyone = names_anyone || place.value != "null";
      }
      subjects_.push_back(std::move(places));
    }
    const bool is_owner = rule.declared->is_of_owner && subject.owns(event.stream);
    owns_ = is_owner || (is_named && !names_anyone);
  }

  void add_to(Redaction& redaction) const {
    const bool names_us =
        std::any_of(subjects_.begin(), subjects_.end(), [](const auto& s) { return !s.ours.empty(); });
    const bool is_ours = owns_ || names_us;
    const PersonalDeclaration& declared = *rule_.declared;
    if (is_ours && declared.event) add_body(redaction);
    for (const PointerPattern& field : rule_.fields) add_field(redaction, field);
    for (const PointerPattern& pointer : rule_.meta) {
      for (const Place& place : places_of(event_.meta, pointer)) {
        if (is_ours || is_id(place.value, subject_.id())) add(redaction, Erases::meta, pointer, place);
      }
    }
    for (const SubjectPlaces& places : subjects_) {
      for (const Place& place : places.ours) add(redaction, Erases::subject, *places.pattern, place);
    }
    for (const PointerPattern& pointer : rule_.mentions) {
      for (const Place& place : places_of(event_.data, pointer)) {
        if (is_id(place.value, subject_.id())) add(redaction, Erases::mention, pointer, place);
      }
    }
    if (is_ours && declared.id) redaction.losses.push_back({Erases::id, {}, event_.id});
    if (is_ours && declared.day && begin_of_day(event_.time) != event_.time) {
      redaction.losses.push_back({Erases::time, {}, {}});
    }
  }

 private:
  static void add(Redaction& redaction, Erases what, const PointerPattern& pointer, const Place& place) {
    if (place.value != "null") redaction.losses.push_back({what, pointer.text(), place.value});
  }

  void add_body(Redaction& redaction) const {
    redaction.body = true;
    if (event_.data != "null") redaction.losses.push_back({Erases::body, {}, event_.data});
    if (!owns_ || event_.meta == "{}" || event_.meta == only_purged) return;
    redaction.meta = true;
    redaction.losses.push_back({Erases::meta, {}, event_.meta});
  }

  /// A field belongs to those of the event's subjects whose pointer it has most in common with; to all, if it has
  /// nothing in common with any.
  void add_field(Redaction& redaction, const PointerPattern& field) const {
    const std::vector<Place> places = places_of(event_.data, field);
    if (owns_) {
      for (const Place& place : places) add(redaction, Erases::field, field, place);
      return;
    }
    std::size_t most = 0;
    for (const SubjectPlaces& subject : subjects_) {
      if (!subject.all.empty()) most = std::max(most, shared_tokens(*subject.pattern, field));
    }
    for (const SubjectPlaces& subject : subjects_) {
      const std::size_t shared = shared_tokens(*subject.pattern, field);
      if (shared < most) continue;
      for (const Place& place : places) {
        const auto is_its = [&](const Place& ours) { return share_way(place, ours, shared); };
        if (std::any_of(subject.ours.begin(), subject.ours.end(), is_its)) add(redaction, Erases::field, field, place);
      }
    }
  }

  const PersonalRule& rule_;
  const EventView& event_;
  const DataSubject& subject_;
  std::vector<SubjectPlaces> subjects_;
  bool owns_ = false;  // the whole event
};

std::vector<std::string_view> values_of(const Redaction& redaction, bool in_meta) {
  std::vector<std::string_view> values;
  for (const Loss& loss : redaction.losses) {
    const bool is_in_meta = loss.what == Erases::meta;
    const bool has_place = loss.what != Erases::id && loss.what != Erases::time;
    if (has_place && is_in_meta == in_meta) values.push_back(loss.value);
  }
  return values;
}

void require_readable(const EventView& event) {
  const auto fault = json::fault_of_payload(event.data, event.meta);
  if (!fault) return;
  throw Error(ErrorKind::damaged,
              "the event at position " + std::to_string(event.position.value) + " cannot be searched: " + *fault)
      .hint("'evs verify' finds what else is damaged; a purge leaves nothing unread");
}

}  // namespace

std::string_view name(Erases what) {
  constexpr std::string_view names[] = {"body", "field", "meta", "subject", "mention", "id", "time", "state"};
  return names[static_cast<std::size_t>(what)];
}

bool Redaction::loses(Erases what) const {
  return std::any_of(losses.begin(), losses.end(), [&](const Loss& loss) { return loss.what == what; });
}

RedactedEvent redacted(const EventView& event, const Redaction& redaction) {
  RedactedEvent left;
  left.data = redaction.body ? "null" : with_nulls(event.data, values_of(redaction, false));
  std::string meta = redaction.meta ? "{}" : with_nulls(event.meta, values_of(redaction, true));
  if (meta == "null") meta = "{}";
  left.meta = marked_as_purged(meta);
  left.needs_id = redaction.loses(Erases::id);
  left.time = redaction.loses(Erases::time) ? begin_of_day(event.time) : event.time;
  return left;
}

Salt salt_once_erased(const Salt& before) {
  Salt salt{};
  const Digest digest = derived_digest("evs.erased.salt.v1", before);
  std::copy_n(digest.begin(), salt.size(), salt.begin());
  return salt;
}

std::string id_once_erased(const Salt& salt) { return make_derived_id(derived_digest("evs.erased.id.v1", salt)); }

std::optional<Redaction> redaction_of_baseline(const EventView& event) {
  if (is_emptied_baseline(event)) return std::nullopt;
  require_readable(event);
  Redaction redaction;
  if (event.data.starts_with('{')) {
    for (const json::RawMember& member : json::members_of(event.data)) {
      if (member.key == "state") redaction.losses.push_back({Erases::state, "/state", member.value});
    }
  }
  if (!redaction.losses.empty()) return redaction;
  redaction.body = true;  // what else stands there in place of a baseline is not known
  redaction.losses.push_back({Erases::body, {}, event.data});
  return redaction;
}

bool DataSubject::owns(std::string_view stream) const { return stream == id_ || owner_of(stream) == id_; }

std::optional<Redaction> DataSubject::in(const EventView& event) const {
  if (event.stream.starts_with('$')) return std::nullopt;
  const auto& rules = rules_.of(event.type);
  const auto matters = [&](const PersonalRule& rule) { return rule.speaks_of(event.schema) && !rule.declared->none; };
  const bool is_named = is_named_by(event.stream);
  const bool is_derived = is_derived_id(event.id);
  const bool tells_name = is_named && is_derived;
  if (std::none_of(rules.begin(), rules.end(), matters) && !tells_name) return std::nullopt;
  require_readable(event);
  Redaction redaction;
  for (const PersonalRule& rule : rules) {
    if (matters(rule)) RuleAtEvent(rule, event, *this, is_named).add_to(redaction);
  }
  const bool tells = tells_name || (is_derived && !redaction.losses.empty());  // of what goes
  if (tells && !redaction.loses(Erases::id)) redaction.losses.push_back({Erases::id, {}, event.id});
  const auto has_content = [](const Loss& loss) { return loss.what != Erases::id && loss.what != Erases::time; };
  const bool has_more = std::any_of(redaction.losses.begin(), redaction.losses.end(), has_content);
  const bool was_purged = json::has_member(event.meta, "purged");
  if (redaction.losses.empty() || (!has_more && was_purged)) return std::nullopt;
  return redaction;
}

}  // namespace evs
