#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/privacy/masked_text.hpp"
#include "core/privacy/personal_rules.hpp"
#include "core/privacy/pseudonym.hpp"
#include "core/text_map.hpp"

namespace evs {

/// The targets of a personal rule in the data and in the meta.
struct MaskRule {
  const PersonalRule* rule;
  std::vector<MaskTarget> data;
  std::vector<MaskTarget> meta;
};

/// Puts pseudonyms in the place of all that a model calls personal, event by event, for a copy. Events must come as
/// they are stored. Of several targets that a value is in, the innermost counts; without a kind of its own, a subject,
/// a mention and what is named of the meta are ids, all other fields are dropped; where that leaves a null in the data,
/// the meta says purged. Serves one thread.
class Masking {
 public:
  /// `rules` must outlive it. Nothing leads back from a pseudonym without the key.
  Masking(const PersonalRules& rules, std::string_view key) : rules_(rules), pseudonyms_(key, rules.categories()) {}

  /// Whether an event is evs's own, and speaks of this store or holds a state: it belongs into no masked copy. To be
  /// asked once of every event before mask(), which numbers the rest of its stream without it.
  bool leaves_out(const EventView& event);

  /// The event without personal data; the texts live until the next call. Throws [bad-input] for an event of a type
  /// that no rule speaks of, for one whose subject is the owner of a stream whose name is not masked (but those that a
  /// purge gave), and for a value that its kind does not fit, [conflict] if two values would get one pseudonym,
  /// [damaged] if data or meta are not JSON. No message holds personal data.
  EventView mask(const EventView& event);

  /// How many events were left out.
  [[nodiscard]] std::int64_t left_out() const { return left_out_; }
  /// Categories with streams that are called like a subject in their events, which was masked; their names were not,
  /// as the model does not say that they identify a person.
  [[nodiscard]] const std::set<std::string>& telling_categories() const { return telling_; }

 private:
  const std::vector<MaskRule>& rules_of(std::string_view type);
  void mask_payload(const EventView& event, const std::vector<const MaskRule*>& rules);
  void note_if_telling(const EventView& event, std::string_view value, const MaskTarget& target);

  const PersonalRules& rules_;
  Pseudonyms pseudonyms_;
  TextMap<std::vector<MaskRule>> compiled_;
  TextMap<std::int64_t> left_out_of_;  // streams
  std::int64_t left_out_ = 0;
  std::set<std::string> telling_;
  std::string id_;  // of the event that was handed out last
  std::string stream_;
  std::string data_;
  std::string meta_;
};

}  // namespace evs
