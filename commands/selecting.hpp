#pragma once

#include <memory>

#include "commands/options.hpp"
#include "commands/seeing.hpp"
#include "core/read_through.hpp"

namespace evs {

class Session;

/// The events that a command's options choose: as the upcasters of the model make them, unless --raw is given, and of
/// those what --where lets pass.
class SelectedEvents {
 public:
  /// Loads the model and compiles the condition, without a look at the store. Throws [usage] if the options contradict
  /// each other or the condition is none, and what load_model throws. The session must outlive this object.
  SelectedEvents(Session& session, const SelectionOptions& selectors, const SeeingOptions& seeing);

  /// The session's reader, which hands out these events from now on. To be called once.
  Reader& open();
  /// Says which number the model could not hold, if there was one.
  void report() const { report_rounded(session_, *notes_); }

 private:
  Session& session_;
  std::shared_ptr<ModelNotes> notes_ = std::make_shared<ModelNotes>();
  std::shared_ptr<const Model> upcasters_;  // nothing: events are seen as they are stored
  std::unique_ptr<EventStage> where_;       // nothing: all of them
};

}  // namespace evs
