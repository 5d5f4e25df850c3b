#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "core/privacy/personal_rules.hpp"
#include "core/privacy/redaction.hpp"
#include "core/privacy/stray_ids.hpp"

namespace evs {

/// What events of one type lose by one rule.
struct PlannedLoss {
  Erases what;
  std::string type;
  std::int64_t schema;
  std::string pointer;  // empty: no pointer is involved
  std::int64_t events = 0;
};

/// A stream whose name gives the person away.
struct PlannedStream {
  std::string name;
  std::int64_t events = 0;
};

/// Which events of a type are redacted.
struct PlannedType {
  std::string type;
  std::int64_t schema;
  std::int64_t events = 0;
};

/// What a purge would do.
struct PurgePlan {
  std::string subject;
  std::vector<std::string> leave;  // types that no rule speaks of, and that stay as they are
  std::string store;               // the store's id
  std::string rules;               // the digest of the model
  Head head;                       // the store that was looked at
  std::vector<PlannedLoss> losses;
  std::vector<PlannedStream> streams;
  std::vector<PlannedType> types;
  std::vector<StrayId> elsewhere;   // where the id stands, and stays
  std::int64_t snapshots = 0;       // of the streams of these events
  std::vector<Position> positions;  // of the events that are redacted

  /// The plan as a line of JSON, without the newline. It holds the subject's id.
  [[nodiscard]] std::string json() const;
};

/// Which copies of what a store holds a purge of it does not reach, in words.
std::vector<std::string> copies_not_reached();

/// The part of a plan that says which purge is meant: store, rules, head, subject, leave and positions. Throws
/// [bad-input] with `name` in front if the text is no plan.
PurgePlan parse_plan(std::string_view json, const std::string& name);

/// Looks for a person in one event after another.
class PurgeSurvey {
 public:
  PurgeSurvey(const PersonalRules& rules, const DataSubject& subject, std::vector<std::string> leave);

  /// Returns what the event has of the person.
  std::optional<Redaction> add(const EventView& event);
  /// The streams whose snapshots go, and whose later baselines hold the person.
  [[nodiscard]] const std::set<std::string, std::less<>>& touched_streams() const { return touched_streams_; }
  /// Throws [bad-input] if there are types that may hold personal data for all that is known, and that are not left;
  /// [not-found], with where it looked, if nothing is there of the person.
  void require_complete() const;
  /// Store, rules and head are the caller's.
  [[nodiscard]] PurgePlan plan() const;

 private:
  using LossKey = std::tuple<Erases, std::string, std::int64_t, std::string>;
  void require_spoken() const;
  [[nodiscard]] Error nobody() const;
  std::optional<Redaction> look_at(const EventView& event);

  const PersonalRules& rules_;
  const DataSubject& subject_;
  std::vector<std::string> leave_;
  UnspokenCount unspoken_;
  std::map<LossKey, std::int64_t> losses_;
  std::map<std::string, std::int64_t, std::less<>> streams_;
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> types_;
  std::vector<Position> positions_;
  std::set<std::string, std::less<>> touched_streams_;
  std::int64_t events_ = 0;
};

/// Looks at all events of a store. Throws as PurgeSurvey::require_complete().
PurgePlan plan_purge(Reader& reader, const PersonalRules& rules, const DataSubject& subject,
                     std::vector<std::string> leave);

}  // namespace evs
