#include "core/privacy/purge_plan.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/codec/json.hpp"
#include "core/codec/json_text.hpp"
#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/evolve/baseline.hpp"
#include "core/privacy/json_list.hpp"
#include "core/state/snapshots.hpp"

namespace evs {
namespace {

constexpr std::string_view kind_of_plan = "\"evs.purge-plan.v1\"";
constexpr std::size_t most_named = 10;

std::string json_of(const PlannedLoss& loss) {
  return "{\"what\":" + json::quoted(name(loss.what)) + ",\"type\":" + json::quoted(loss.type) +
         ",\"schema\":" + std::to_string(loss.schema) +
         ",\"pointer\":" + (loss.pointer.empty() ? "null" : json::quoted(loss.pointer)) +
         ",\"events\":" + std::to_string(loss.events) + "}";
}

/// What two rules take of one event counts once.
void count_losses(const Redaction& redaction, const EventView& event,
                  std::map<std::tuple<Erases, std::string, std::int64_t, std::string>, std::int64_t>& losses) {
  std::vector<std::pair<Erases, std::string_view>> seen;
  for (const Loss& loss : redaction.losses) {
    const std::pair<Erases, std::string_view> one(loss.what, loss.pointer);
    if (std::find(seen.begin(), seen.end(), one) != seen.end()) continue;
    seen.push_back(one);
    ++losses[{loss.what, std::string(event.type), event.schema, std::string(loss.pointer)}];
  }
}

std::optional<Head> as_head(const std::string& text) {
  try {
    return parse_head(text);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::optional<Position> as_position(std::string_view number) {
  Position position;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), position.value);
  const bool is_one = read.ec == std::errc() && read.ptr == number.data() + number.size() && position.value > 0;
  return is_one ? std::optional(position) : std::nullopt;
}

}  // namespace

std::string PurgePlan::json() const {
  std::string out = "{\"plan\":" + std::string(kind_of_plan);
  out += ",\"subject\":" + json::quoted(subject) + ",\"store\":" + json::quoted(store);
  out += ",\"head\":" + json::quoted(to_string(head)) + ",\"rules\":" + json::quoted(rules);
  out += ",\"leave\":" + json_texts(leave);
  out += ",\"losses\":" + json_list(losses, [](const PlannedLoss& loss) { return json_of(loss); });
  out += ",\"streams\":" + json_list(streams, [](const PlannedStream& stream) {
           return "{\"stream\":" + json::quoted(stream.name) + ",\"events\":" + std::to_string(stream.events) + "}";
         });
  out += ",\"snapshots\":" + std::to_string(snapshots);
  out += ",\"elsewhere\":" + json_list(elsewhere, [](const StrayId& stray) {
           return "{\"type\":" + json::quoted(stray.type) + ",\"schema\":" + std::to_string(stray.schema) +
                  ",\"pointer\":" + json::quoted(stray.pointer) + ",\"events\":" + std::to_string(stray.events) + "}";
         });
  out += ",\"not_reached\":" + json_texts(copies_not_reached());
  return out +
         ",\"positions\":" + json_list(positions, [](Position position) { return std::to_string(position.value); }) +
         "}";
}

std::vector<std::string> copies_not_reached() {
  return {"backups and exports made before the purge", "read models and other systems that were fed from the store"};
}

PurgePlan parse_plan(std::string_view json, const std::string& name) {
  const std::string object = json::checked_object(name, json);
  PurgePlan plan;
  bool is_plan = false;
  bool is_sound = true;
  for (const json::RawMember& member : json::members_of(object)) {
    if (member.key == "plan") is_plan = member.value == kind_of_plan;
    if (member.key == "subject") plan.subject = json::text_or_empty(member.value);
    if (member.key == "store") plan.store = json::text_or_empty(member.value);
    if (member.key == "rules") plan.rules = json::text_or_empty(member.value);
    if (member.key == "head") plan.head = as_head(json::text_or_empty(member.value)).value_or(Head{});
    if (member.key == "leave" && member.value.starts_with('[')) {
      for (const std::string_view type : json::items_of(member.value)) plan.leave.push_back(json::text_or_empty(type));
    }
    if (member.key == "positions" && member.value.starts_with('[')) {
      for (const std::string_view item : json::items_of(member.value)) {
        const auto position = as_position(item);
        is_sound = is_sound && position;
        plan.positions.push_back(position.value_or(Position{}));
      }
    }
  }
  if (is_plan && is_sound && !plan.subject.empty() && plan.head.digest) return plan;
  throw Error(ErrorKind::bad_input, name + " is not the plan of a purge")
      .hint("'evs purge --subject ID --dry-run -o json' prints one");
}

PurgeSurvey::PurgeSurvey(const PersonalRules& rules, const DataSubject& subject, std::vector<std::string> leave)
    : rules_(rules), subject_(subject), leave_(std::move(leave)), unspoken_(rules) {}

std::optional<Redaction> PurgeSurvey::add(const EventView& event) {
  ++events_;
  unspoken_.add(event);
  const bool is_renamed = subject_.is_named_by(event.stream);
  if (is_renamed) ++streams_[std::string(event.stream)];
  auto redaction = look_at(event);
  if (redaction || is_renamed) touched_streams_.emplace(event.stream);
  if (!redaction) return redaction;
  count_losses(*redaction, event, losses_);
  ++types_[{std::string(event.type), event.schema}];
  positions_.push_back(event.position);
  return redaction;
}

/// A baseline holds what the events before it held.
std::optional<Redaction> PurgeSurvey::look_at(const EventView& event) {
  if (!is_baseline(event)) return subject_.in(event);
  const bool holds = touched_streams_.contains(event.stream) || subject_.is_named_by(event.stream);
  return holds ? redaction_of_baseline(event) : std::nullopt;
}

void PurgeSurvey::require_spoken() const {
  std::vector<const UnspokenType*> open;
  for (const UnspokenType& type : unspoken_.types()) {
    if (std::find(leave_.begin(), leave_.end(), type.type) == leave_.end()) open.push_back(&type);
  }
  if (open.empty()) return;
  Error error(ErrorKind::bad_input, "the model does not say whether there is personal data in " +
                                        counted(static_cast<std::int64_t>(open.size()), "type") + " of events");
  for (std::size_t i = 0; i < std::min(open.size(), most_named); ++i) {
    error.detail("'" + open[i]->type + "' of schema " + std::to_string(open[i]->schema) + " in category '" +
                 open[i]->category + "': " + counted(open[i]->events, "event"));
  }
  if (open.size() > most_named) error.detail("and more; 'evs model check' lists them");
  error.detail("nothing was changed");
  throw Error(error.hint("write personal \"" + open.front()->type +
                         "\" { ... } in the model, with none = true if "
                         "there is none, or name each type with --leave"));
}

Error PurgeSurvey::nobody() const {
  Error error(ErrorKind::not_found, "nothing in the store is of subject '" + subject_.id() + "'");
  error.detail((events_ == 1 ? "the only event was" : "all " + std::to_string(events_) + " events were") +
               std::string(" looked at, by the rules of the model"));
  if (!rules_.categories().empty()) {
    std::string names;
    for (const std::string& category : rules_.categories()) names += (names.empty() ? "'" : ", '") + category + "'";
    error.detail("and the names of the streams of category " + names);
  }
  error.hint("ids are compared byte by byte; 'evs model show' lists where they are looked for");
  return error.fact("events", events_);
}

void PurgeSurvey::require_complete() const {
  require_spoken();
  if (positions_.empty() && streams_.empty()) throw Error(nobody());
}

PurgePlan PurgeSurvey::plan() const {
  PurgePlan plan;
  plan.subject = subject_.id();
  plan.leave = leave_;
  plan.rules = rules_.digest();
  plan.positions = positions_;
  for (const auto& [key, events] : losses_) {
    const auto& [what, type, schema, pointer] = key;
    plan.losses.push_back({what, type, schema, pointer, events});
  }
  for (const auto& [name, events] : streams_) plan.streams.push_back({name, events});
  for (const auto& [type, events] : types_) plan.types.push_back({type.first, type.second, events});
  return plan;
}

PurgePlan plan_purge(Reader& reader, const PersonalRules& rules, const DataSubject& subject,
                     std::vector<std::string> leave) {
  PurgeSurvey survey(rules, subject, std::move(leave));
  StrayIds strays(subject);
  Selection up_to_here;
  const Head head = reader.head();
  up_to_here.to_position = head.position;
  reader.read(up_to_here, [&](const EventView& event) {
    strays.add(event, survey.add(event));
    return true;
  });
  survey.require_complete();
  PurgePlan plan = survey.plan();
  plan.head = head;
  plan.elsewhere = strays.found();
  if (auto* const snapshots = dynamic_cast<Snapshots*>(&reader)) {
    snapshots->snapshots({}, SnapshotDepth::place, [&](const StoredSnapshot& stored) {
      if (survey.touched_streams().contains(stored.snapshot.stream)) ++plan.snapshots;
      return true;
    });
  }
  return plan;
}

}  // namespace evs
