#include "core/privacy/ledger_replay.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/codec/json.hpp"
#include "core/error.hpp"
#include "core/evolve/baseline.hpp"
#include "core/privacy/personal_rules.hpp"
#include "core/privacy/purge_record.hpp"

namespace evs {
namespace {

std::map<Position, Digest> commitments_of(const LedgerEntry& entry) {
  std::map<Position, Digest> commitments;
  for (const AccountingEvent& event : entry.events) {
    for (const RedactionAccount& account : accounts_in(event.data).value_or(std::vector<RedactionAccount>{})) {
      commitments[account.redacted] = account.commitment;
    }
  }
  return commitments;
}

/// One purge, as the copy asks about it. What lies behind the copy's last event came after it: where the purge met
/// such an event, the copy may have the account of a purge that was replayed before.
class Replaying final : public ErasureRules {
 public:
  Replaying(const LedgerEntry& entry, Position last, ErasedValues& values)
      : entry_(entry),
        last_(last),
        values_(values),
        record_(parse_purge_event(entry.events.front().data)),
        commitments_(commitments_of(entry)) {}

  bool touches(const EventView& event) override {
    const ErasedPlaces* const places = places_of(event);
    if (places != nullptr && places->stream) new_names_[std::string(event.stream)] = *places->stream;
    return places != nullptr;
  }

  [[nodiscard]] bool renames(std::string_view stream) const override { return new_names_.contains(stream); }

  [[nodiscard]] std::string new_name(std::string_view stream, const std::string& /*free*/) const override {
    return new_names_.find(stream)->second;
  }

  void settle(const Head& /*head*/) override {
    const auto is_beyond = [&](const auto& account) { return account.first > last_; };
    beyond_ = std::count_if(commitments_.begin(), commitments_.end(), is_beyond);
  }

  std::optional<RedactedEvent> redact(const EventView& event) override {
    if (renames(event.stream)) {
      values_.add_text(event.stream);
      values_.add_text(owner_of(event.stream));
    }
    const ErasedPlaces* const places = places_of(event);
    if (places == nullptr) return std::nullopt;
    if (const auto fault = json::fault_of_payload(event.data, event.meta)) {
      throw Error(ErrorKind::damaged, "the event at position " + std::to_string(event.position.value) + ": " + *fault);
    }
    auto again = erased_again(event, *places);
    if (!again) return std::nullopt;
    if (!is_baseline(event)) {  // what its state has of the person, the events before it had
      for (const std::string& value : again->lost) values_.add_json(value);
    }
    if (again->left.needs_id) {
      values_.add_text(event.id);
      ++ids_;
    }
    ++types_[{std::string(event.type), event.schema}];
    return std::move(again->left);
  }

  /// Where the copy is what the purge met, the events are those that the purge wrote, to the byte.
  std::vector<AccountingEvent> accounts(const ErasedRows& rows) override {
    require_all(rows.accounts);
    redacted_ = static_cast<std::int64_t>(rows.accounts.size());
    const bool is_whole = rows.accounts.size() == commitments_.size();
    is_same_ = is_whole && to_string(rows.before) == record_.head;
    if (is_same_) return entry_.events;
    PurgeRecord record = record_;
    record.head = to_string(rows.before);
    record.events = redacted_;
    record.ids = ids_;
    record.snapshots = rows.snapshots;
    record.streams = rows.new_names;
    record.types.clear();
    for (const auto& [type, events] : types_) record.types.push_back({type.first, type.second, events});
    return purge_events(record, rows.accounts);
  }

  [[nodiscard]] OwedFiles owes() const override { return {}; }

  /// Whether the copy was what the purge met.
  [[nodiscard]] bool is_same() const { return is_same_; }
  [[nodiscard]] std::int64_t redacted() const { return redacted_; }
  [[nodiscard]] std::int64_t beyond() const { return beyond_; }

 private:
  [[nodiscard]] const ErasedPlaces* places_of(const EventView& event) const {
    if (event.position > last_) return nullptr;
    const auto before = [](const ErasedPlaces& places, Position position) { return places.position < position; };
    const auto& erased = entry_.erased;
    const auto at = std::lower_bound(erased.begin(), erased.end(), event.position, before);
    return at == erased.end() || at->position != event.position ? nullptr : &*at;
  }

  /// Each event that the purge accounts for, as far as it is there, has become what it became then.
  void require_all(const std::vector<RedactionAccount>& accounts) const {
    std::map<Position, Digest> made;
    for (const RedactionAccount& account : accounts) made[account.redacted] = account.commitment;
    for (const auto& [position, commitment] : commitments_) {
      const auto found = made.find(position);
      if (position > last_ || (found != made.end() && found->second == commitment)) continue;
      throw Error(ErrorKind::conflict, "the ledger does not fit: the event at position " +
                                           std::to_string(position.value) + " is not the one that purge " +
                                           entry_.purge + " erased")
          .detail("nothing was restored")
          .hint(
              "restore elsewhere without the ledger, and purge by the model; evs-privacy(7) says how this comes about");
    }
  }

  const LedgerEntry& entry_;
  Position last_;  // of the copy before the first purge was replayed
  ErasedValues& values_;
  PurgeRecord record_;
  std::map<Position, Digest> commitments_;
  std::map<std::string, std::string, std::less<>> new_names_;
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> types_;
  bool is_same_ = false;
  std::int64_t ids_ = 0;
  std::int64_t redacted_ = 0;
  std::int64_t beyond_ = 0;
};

void require_same_store(const std::string& store, std::span<const LedgerEntry> ledger) {
  const auto is_same = [&](const LedgerEntry& entry) { return entry.store == store; };
  if (std::all_of(ledger.begin(), ledger.end(), is_same)) return;
  throw Error(ErrorKind::conflict, "the ledger is that of another store")
      .detail("nothing was restored")
      .hint("a backup has the id of its store; 'evs head --sign' tells it");
}

void replay(Erasure& copy, const LedgerEntry& entry, Position last, LedgerOutcome& outcome, ErasedValues& values) {
  Replaying rules(entry, last, values);
  try {
    copy.erase(rules, std::string(purge_event_type));
  } catch (Error& error) {
    if (error.kind() == ErrorKind::conflict && !outcome.unlisted.empty()) {
      error.detail("purges before it are not in the ledger, and may have changed the event: " +
                   std::to_string(outcome.unlisted.size()));
    }
    throw;
  }
  if (rules.is_same() && to_string(copy.head()) != to_string(entry.head)) {
    throw Error(ErrorKind::conflict,
                "the ledger does not fit: purge " + entry.purge + " does not lead to the head that it led to")
        .detail("nothing was restored")
        .hint("take the ledger from another of its copies");
  }
  ++outcome.applied;
  outcome.redacted += rules.redacted();
  outcome.beyond += rules.beyond();
}

ResidueReport clean_and_look(Erasure& copy, const ErasedValues& values) {
  copy.clean();
  ResidueReport report = find_residue(copy, values);
  if (report.hits > 0) {
    throw Error(ErrorKind::system,
                std::to_string(report.hits) + " of the erased values can still be found in the copy");
  }
  copy.finish();
  return report;
}

}  // namespace

LedgerOutcome replay_ledger(Erasure& copy, std::span<const LedgerEntry> ledger) {
  require_same_store(copy.store_id(), ledger);
  const Position last = copy.head().position;
  const auto seen = purges_up_to(*copy.evidence(), last);
  std::set<std::string> known(seen.begin(), seen.end());
  LedgerOutcome outcome;
  ErasedValues values;
  for (const LedgerEntry& entry : ledger) {
    for (const std::string& before : entry.before) {
      if (!known.contains(before)) outcome.unlisted.insert(before);
    }
    if (known.insert(entry.purge).second)
      replay(copy, entry, last, outcome, values);
    else
      ++outcome.known;
  }
  if (outcome.applied > 0 || copy.unfinished()) outcome.residue = clean_and_look(copy, values);
  return outcome;
}

}  // namespace evs
