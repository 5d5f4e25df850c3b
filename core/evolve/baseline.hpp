#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/state/snapshot.hpp"

namespace evs {

/// The type of the events that are baselines: each stands in the stream whose state it has.
inline constexpr std::string_view baseline_type = "$evs.baseline";

/// By what a state was folded.
struct UsedRules {
  std::string reducer;          // "model", "merge-patch" or "last"
  bool upcasts = false;         // the upcasters of the model made of the stored events what was folded
  std::optional<Digest> rules;  // of the model (kept_rules.hpp); nothing: none took part
  auto operator<=>(const UsedRules&) const = default;
};

/// A state that was written down for good: those who fold need no rules any more for the events before it.
struct Baseline {
  std::string state;  // as Folding::state() printed it; "null" also once a purge has emptied it
  Fingerprint fingerprint{};
  UsedRules by;
  std::vector<Digest> schemas;  // SHA-256 of the texts of those that the events were written by, sorted
};

/// The data of the event: {"state","fingerprint","reducer","upcast","rules","schemas"}.
std::string to_json(const Baseline& baseline);
/// The inverse; other members are passed over. Throws [bad-input] with the reason.
Baseline parse_baseline(std::string_view data);

/// Whether an event is a baseline, by its type; those in evs's own streams are none.
bool is_baseline(const EventView& event);
/// Whether a purge has emptied it: its state is not known any more.
bool is_emptied_baseline(const EventView& event);
/// The baseline that an event is. Throws [damaged] with its place if it is none.
Baseline baseline_in(const EventView& event);

}  // namespace evs
