#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/codec/json.hpp"
#include "core/evolve/history.hpp"
#include "core/model/model.hpp"
#include "core/store.hpp"

namespace evs {

/// The stream in which a store keeps, for ever, what its baselines were made by: models ($evs.rules) and schemas
/// ($evs.schema). What an event there holds decides its id, and all else of it is fixed, so that the same rules are the
/// same event in every store.
inline constexpr const char* rules_stream = "$evs-rules";

/// The longest data, in bytes, of an event that evs writes itself for baselines: the rest of its line is shorter than
/// what is left.
inline constexpr std::size_t longest_own_data = json::max_length - 4096;

/// SHA-256("evs.rules.v1\0" ‖ LP(text) ‖ be64(n) ‖ LP(name) ‖ LP(text) of each of the n modules, by name), where LP(x)
/// is the 8-byte big-endian length of x, then x. The format is part of evs-store(5).
Digest rules_digest(const ModelSource& rules);

/// The event that keeps a model: {"text","modules":[{"name","text"}]}. Throws [bad-input] if a text is not UTF-8, or
/// all of them are longer than an event line may be.
NewEvent rules_event(const ModelSource& rules);
/// The event that keeps the text of a JSON Schema: {"text"}. Its id has the SHA-256 of that.
NewEvent schema_event(std::string_view text);

/// Why an event of that stream is not one that evs wrote there; nothing if it is.
std::optional<std::string> fault_of_kept(const EventView& event);

/// The ids of the events that keep what has these digests.
std::string rules_id(const Digest& rules);
std::string schema_id(const Digest& schema);

/// What is kept for the selected baselines of a store, for whoever takes them elsewhere; numbered by itself. `stored`
/// must hand out events as they are stored; of what can be read only once, it is nothing.
std::vector<Event> kept_for(Reader& stored, const Selection& selection);

/// What a store keeps, loaded. Models have no way to files or programs. Serves one thread.
class KeptRules {
 public:
  /// Of the store that `stored` reads as it is stored; on a connection of its own, so that it can be asked during a
  /// read. Throws [usage] if it cannot be read again.
  explicit KeptRules(const Reader& stored);

  /// Whether the event with this id is there.
  bool has(const std::string& id);
  /// What folds as it was folded for a baseline. Throws [damaged] if the rules are not kept or not what their digest
  /// says, [bad-input] if they are no model.
  FoldRules rules_for(const UsedRules& used);

 private:
  std::shared_ptr<const Model> model(const Digest& rules);

  std::unique_ptr<Reader> stored_;
  std::map<std::string, Seq> places_;  // by id
  std::map<Digest, std::shared_ptr<const Model>> models_;
  std::map<UsedRules, FoldRules> ready_;
};

}  // namespace evs
