#include "core/evolve/upcasting.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/id.hpp"
#include "core/integrity/sha256.hpp"
#include "core/purged.hpp"

namespace evs {
namespace {

constexpr std::size_t most_calls = 10'000;  // for one stored event
constexpr std::size_t most_bytes = 4 * most_upcasted_bytes;

std::string described(std::string_view type, std::int64_t schema) {
  return std::string(type) + " " + std::to_string(schema);
}

Error at_event(Error error, const EventView& event) {
  const std::string seq = std::to_string(event.seq.value);
  const std::string stream(event.stream);
  error.detail("at event " + seq + " of stream '" + stream + "' (" + described(event.type, event.schema) +
               ", position " + std::to_string(event.position.value) + ")");
  error.fact("stream", stream).fact("seq", event.seq.value).fact("position", event.position.value);
  error.fact("type", std::string(event.type)).fact("schema", event.schema);
  if (error.hint().empty()) {
    error.hint("'evs read " + stream + " --from-seq " + seq + " --to-seq " + seq +
               " --raw' shows the event as it is stored");
  }
  return error;
}

Error too_much(const EventView& stored) {
  return at_event(
      Error(ErrorKind::bad_input, "the upcasters make too much of one event: more than " +
                                      std::to_string(most_upcasted_events) + " events, " + std::to_string(most_calls) +
                                      " calls, or " + std::to_string(most_bytes >> 20U) + " MiB"),
      stored);
}

std::size_t size_of(const std::vector<UpcastedEvent>& results) {
  std::size_t size = 0;
  for (const UpcastedEvent& result : results) size += result.data.value_or("").size() + result.meta.value_or("").size();
  return size;
}

/// An event that was made of `from`.
Event event_of(UpcastedEvent made, const Event& from) {
  Event event = from;
  event.type = std::move(made.type);
  event.schema = made.schema;
  if (made.data) event.data = std::move(*made.data);
  if (made.meta) event.meta = std::move(*made.meta);
  return event;
}

class Upcasting final : public EventStage {
 public:
  Upcasting(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes)
      : model_(model), notes_(notes), upcaster_(std::move(model), std::move(notes)) {}

  /// A function may return events of any type, so one of a wanted type can come of every type that has an upcaster.
  [[nodiscard]] Selection needed(const Selection& wanted) const override {
    Selection needed = wanted;
    if (wanted.types.empty()) return needed;
    for (const UpcastDeclaration& rule : model_->upcasters().all()) {
      if (std::find(needed.types.begin(), needed.types.end(), rule.type) == needed.types.end()) {
        needed.types.push_back(rule.type);
      }
    }
    return needed;
  }

  bool pass(const EventView& event, const EventVisitor& visit) override {
    if (!upcaster_.changes(event)) return visit(event);
    const std::vector<Event>& made = upcaster_.upcast(event).events;
    for (std::size_t i = 0; i < made.size(); ++i) {
      EventView view = made[i].view();
      view.has_next_sub = i + 1 < made.size();
      if (!visit(view)) return false;
    }
    return true;
  }

  [[nodiscard]] std::unique_ptr<EventStage> another() const override {
    return std::make_unique<Upcasting>(model_, notes_);
  }

 private:
  std::shared_ptr<const Model> model_;
  std::shared_ptr<ModelNotes> notes_;
  Upcaster upcaster_;
};

}  // namespace

Upcaster::Upcaster(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes)
    : model_(std::move(model)), notes_(std::move(notes)) {}

void Upcaster::require_known(std::string_view type, std::int64_t schema, const EventView& stored) const {
  const UpcastGraph::Type* known = model_->upcasters().type(type);
  if (known == nullptr || schema <= known->newest) return;
  throw at_event(
      Error(ErrorKind::bad_input, "the model knows '" + std::string(type) + "' up to schema " +
                                      std::to_string(known->newest) + ", and this event has " + std::to_string(schema))
          .hint("use the model of the software that wrote it; --raw reads what is stored"),
      stored);
}

bool Upcaster::changes(const EventView& event) const {
  const UpcastGraph::Type* known = model_->upcasters().type(event.type);
  if (known == nullptr || event.stream.starts_with('$')) return false;
  require_known(event.type, event.schema, event);
  return known->rules.contains(event.schema) && !is_emptied(event);
}

const Upcast& Upcaster::upcast(const EventView& event) {
  if (!engine_) engine_ = std::make_unique<Engine>(model_->source());
  made_.events.clear();
  made_.rules.clear();
  made_.dropped_by.clear();
  bytes_ = 0;
  stored_ = &event;
  std::vector<SchemaOfType> way;
  go_on(Event(event), way);
  if (engine_->rounded() && !has_noted_) {
    notes_->add(*engine_->rounded());
    has_noted_ = true;
  }
  return made_;
}

/// Follows an event to where it stays, what comes of it first before what comes of the next.
void Upcaster::go_on(Event event, std::vector<SchemaOfType>& way) {
  const auto rule = model_->upcasters().rule_for(event.type, event.schema);
  if (!rule) return add(std::move(event));
  SchemaOfType here{event.type, event.schema};
  if (std::find(way.begin(), way.end(), here) != way.end()) throw in_circle(way, here);
  way.push_back(std::move(here));
  made_.rules.push_back(*rule);
  if (made_.rules.size() > most_calls) throw too_much(*stored_);
  std::vector<UpcastedEvent> results = engine_->upcast(*rule, event.view());
  if (results.empty()) made_.dropped_by.push_back(*rule);
  const std::size_t in_hand = event.data.size() + event.meta.size() + size_of(results);
  take(in_hand);
  for (UpcastedEvent& result : results) go_on(event_of(std::move(result), event), way);
  bytes_ -= in_hand;
  way.pop_back();
}

void Upcaster::add(Event event) {
  require_known(event.type, event.schema, *stored_);
  take(event.data.size() + event.meta.size());
  const auto sub = static_cast<std::int64_t>(made_.events.size());
  if (sub >= most_upcasted_events) throw too_much(*stored_);
  event.sub = sub;
  event.id = id_of_sub(stored_->id, sub);
  made_.events.push_back(std::move(event));
}

void Upcaster::take(std::size_t bytes) {
  bytes_ += bytes;
  if (bytes_ > most_bytes) throw too_much(*stored_);
}

Error Upcaster::in_circle(const std::vector<SchemaOfType>& way, const SchemaOfType& again) const {
  const UpcastGraph& upcasters = model_->upcasters();
  std::string rules;
  for (const auto& [type, schema] : way) {
    rules += (rules.empty() ? "'" : ", '") + name(upcasters.all()[*upcasters.rule_for(type, schema)]) + "'";
  }
  return at_event(
      Error(ErrorKind::bad_input, "the upcasters " + rules + " lead back to " + described(again.first, again.second)),
      *stored_);
}

std::string id_of_sub(std::string_view stored_id, std::int64_t sub) {
  std::string id(stored_id);
  if (sub == 0) return id;
  id += '#' + std::to_string(sub);
  if (id.size() <= longest_id) return id;
  return make_derived_id(sha256(id));
}

std::unique_ptr<EventStage> upcasting_stage(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes) {
  return std::make_unique<Upcasting>(std::move(model), std::move(notes));
}

}  // namespace evs
