#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/model/model.hpp"
#include "core/privacy/masking.hpp"
#include "core/store.hpp"

namespace evs {

class Session;

/// Of the export: --mask and --mask-key.
struct MaskOptions {
  bool mask = false;
  std::optional<std::string> key;  // a file; nothing: a random key that is forgotten
};

/// The masking of one export.
class ExportMasking {
 public:
  /// Loads the model and the key. Throws [bad-input] if the model says nothing of personal data, [usage] if the key is
  /// too short, and what load_model throws.
  ExportMasking(Session& session, const std::optional<std::string>& model, const std::optional<std::string>& key);

  /// Makes a selection pass over what belongs into no masked copy. This object must outlive it.
  void restrict(Selection& selection);
  /// The event as it is exported; the texts live until the next call.
  EventView mask(const EventView& event, const Selection& selection);
  /// Says what was left out, what the names of streams tell, and what the copy still is.
  void report() const;

 private:
  Session& session_;
  std::shared_ptr<const Model> model_;
  PersonalRules rules_;
  std::unique_ptr<Masking> masking_;
};

}  // namespace evs
