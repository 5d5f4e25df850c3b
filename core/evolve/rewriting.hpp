#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/evolve/merging.hpp"
#include "core/evolve/rewrite.hpp"
#include "core/evolve/stream_renaming.hpp"
#include "core/evolve/upcasting.hpp"

namespace evs {

/// Makes the events of a rewritten store of those of its source, and counts. Serves one thread.
class Rewriting {
 public:
  using Visit = std::function<void(Event made)>;

  /// `source` is read for the names of streams before the object is there, and beside its reader later. It, the model
  /// and the job must outlive the object. Events behind `to` are not seen.
  Rewriting(Reader& source, Position to, const std::shared_ptr<const Model>& model, const RewriteJob& job);

  /// Goes on behind a position that a destination has come to.
  void resume(Reader& destination, Position behind);

  /// Hands out what becomes of an event. Must be called in the order of the log.
  void pass(const EventView& stored, const Visit& visit);

  [[nodiscard]] const RewriteCounts& counts() const { return counts_; }

 private:
  [[nodiscard]] bool stays_behind(std::string_view stream) const;
  void hand_out(Event event, const EventView& stored, const Visit& visit);
  void require_exact() const;

  std::shared_ptr<const Model> model_;
  const RewriteJob& job_;
  std::shared_ptr<ModelNotes> notes_;
  Upcaster upcaster_;
  std::unique_ptr<Engine> engine_;  // of the two below
  std::optional<Merging> merging_;
  std::optional<StreamRenaming> renaming_;
  RewriteCounts counts_;
};

}  // namespace evs
