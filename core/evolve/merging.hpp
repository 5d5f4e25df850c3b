#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/evolve/rewritten_from.hpp"
#include "core/evolve/upcasting.hpp"
#include "core/model/engine.hpp"
#include "core/store.hpp"
#include "core/text_map.hpp"

namespace evs {

/// How many events become one at most, and how long the list of where they were may get, in bytes; what follows begins
/// the next one. So no merge grows without end.
constexpr std::size_t most_merged_events = 1000;
constexpr std::size_t longest_merged_list = std::size_t{1} << 20U;

/// What was merged into an event.
struct Merged {
  std::size_t rule = 0;           // by its place in the model
  std::vector<std::string> from;  // rewritten_from() of each event, in order; empty: nothing was
};

/// Merges events of a source that follow each other in a stream into the first of them, by the rules of a model. It
/// sees them as the model's upcasters make them, and looks forward in the stream as far as events merge, with a reader
/// of its own. For as long as the last of them has not come, it remembers the stream's name. Serves one thread.
class Merging {
 public:
  /// `source` must be read as it is stored; events behind `to` are not seen. `engine` must outlive the object.
  Merging(Reader& source, Position to, const std::shared_ptr<const Model>& model,
          const std::shared_ptr<ModelNotes>& notes, Engine& engine);

  /// Remembers what was merged into the events of a rewrite that has come to a position and goes on behind it.
  void resume(Reader& destination, Position behind);

  /// Whether an event of the source was merged into an earlier one. Must be asked in the order of the log.
  bool is_merged(const Event& event);

  /// Merges the events that follow one that is_merged() is false of into it, and says where they were. Throws what
  /// upcasters throw, and [bad-input] with the rule and the events if a function fails.
  Merged merge_following(Event& event);

 private:
  [[nodiscard]] std::optional<std::size_t> rule_for(const Event& event) const;
  void each_behind(const Event& event, const std::function<bool(const Event&)>& visit);

  std::unique_ptr<Reader> source_;
  Position to_;
  std::shared_ptr<const Model> model_;
  Engine& engine_;
  Upcaster upcaster_;
  TextMap<PlaceInStream> open_;  // by stream: the last event of a merge that has not come yet
};

}  // namespace evs
