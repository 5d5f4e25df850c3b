#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/privacy/personal_rules.hpp"

namespace evs {

/// What of an event a purge erases.
enum class Erases { body, field, meta, subject, mention, id, time, state };
/// "body", "field", "meta", "subject", "mention", "id", "time", "state".
std::string_view name(Erases what);

/// One thing that an event loses.
struct Loss {
  Erases what;
  std::string_view pointer;  // of the rule; empty: no pointer is involved
  std::string_view value;    // as it stands in the data or the meta; what it is otherwise, for id and time
};

/// What one event loses. The texts are those of the event and of the rules.
struct Redaction {
  bool body = false;  // all of the data
  bool meta = false;  // all of the meta
  std::vector<Loss> losses;

  [[nodiscard]] bool loses(Erases what) const;
};

/// An event as it is once it was redacted.
struct RedactedEvent {
  std::string data;  // "null": all of it went
  std::string meta;
  bool needs_id = false;  // its own was personal
  Timestamp time;
};
RedactedEvent redacted(const EventView& event, const Redaction& redaction);

/// The salt of an event that is erased, made of the one that it had: who has that one has the event, and can do the
/// same to it (privacy/ledger.hpp); who has not cannot find it. The format is part of evs-store(5).
Salt salt_once_erased(const Salt& before);
/// The id of an event whose own was erased, made of its salt since.
std::string id_once_erased(const Salt& salt);
/// What a baseline loses that events of a person were folded into: its state. Nothing if a purge has emptied it before.
std::optional<Redaction> redaction_of_baseline(const EventView& event);

/// A person whose data it may be.
class DataSubject {
 public:
  /// `rules` must outlive it.
  DataSubject(const PersonalRules& rules, std::string id) : rules_(rules), id_(std::move(id)) {}

  [[nodiscard]] const std::string& id() const { return id_; }
  /// Whether a stream is this person's: its name, or what is behind the category in it, is the id.
  [[nodiscard]] bool owns(std::string_view stream) const;
  /// Whether it is, and its name gives the person away.
  [[nodiscard]] bool is_named_by(std::string_view stream) const {
    return rules_.identify(category_of(stream)) && owns(stream);
  }
  /// What the event has of this person, by all rules; nothing if it has nothing, or nothing any more. Streams of evs's
  /// own have nothing. Throws [damaged] if the data or the meta are not JSON.
  [[nodiscard]] std::optional<Redaction> in(const EventView& event) const;

 private:
  const PersonalRules& rules_;
  std::string id_;
};

}  // namespace evs
