#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/engine.hpp"
#include "core/model/model.hpp"
#include "core/model/model_reducers.hpp"
#include "core/read_through.hpp"

namespace evs {

/// What became of a stored event.
struct Upcast {
  std::vector<Event> events;            // in order; numbered by `sub`, with ids of their own
  std::vector<std::size_t> rules;       // the upcasters that were applied, in that order
  std::vector<std::size_t> dropped_by;  // those of them that returned nothing
};

/// Brings stored events to the newest schemas that a model knows: an event goes from upcaster to upcaster until none is
/// for its type and schema. Begins its engine when the first event needs it. Serves one thread.
class Upcaster {
 public:
  Upcaster(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes);

  [[nodiscard]] const Model& model() const { return *model_; }

  /// Whether an upcaster is for this event; those of evs's own streams, and those that a purge has emptied, are
  /// nobody's. Throws [bad-input] if its schema is newer than any that the model knows of its type.
  [[nodiscard]] bool changes(const EventView& event) const;

  /// What becomes of an event that changes() is true of; it is there until the next call. Throws [bad-input] with the
  /// upcaster and the event if a function fails, if what it returned is no event, or if events go in a circle.
  const Upcast& upcast(const EventView& event);

 private:
  using SchemaOfType = std::pair<std::string, std::int64_t>;

  void go_on(Event event, std::vector<SchemaOfType>& way);
  void add(Event event);
  void take(std::size_t bytes);
  void require_known(std::string_view type, std::int64_t schema, const EventView& stored) const;
  [[nodiscard]] Error in_circle(const std::vector<SchemaOfType>& way, const SchemaOfType& again) const;

  std::shared_ptr<const Model> model_;
  std::shared_ptr<ModelNotes> notes_;
  std::unique_ptr<Engine> engine_;
  bool has_noted_ = false;
  Upcast made_;
  const EventView* stored_ = nullptr;  // during a call
  std::size_t bytes_ = 0;              // of what the call keeps in memory
};

/// The id of the k-th of the events that came of a stored one: the stored one's for k = 0, then ID#k; or, where that
/// would be longer than 255 bytes, a UUIDv8 that is derived from it.
std::string id_of_sub(std::string_view stored_id, std::int64_t sub);

/// Makes a reader hand out events as a model's upcasters make them. A number that they could not hold is noted when it
/// is met.
std::unique_ptr<EventStage> upcasting_stage(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes);

}  // namespace evs
