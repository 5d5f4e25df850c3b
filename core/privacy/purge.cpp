#include "core/privacy/purge.hpp"

#include <utility>

#include "core/counted.hpp"
#include "core/error.hpp"
#include "core/evolve/baseline.hpp"
#include "core/id.hpp"

namespace evs {
namespace {

/// One purge, as the store asks about it.
class Purging final : public ErasureRules {
 public:
  Purging(const PersonalRules& rules, const DataSubject& subject, const PurgeOrder& order, std::string store)
      : subject_(subject), order_(order), store_(std::move(store)), survey_(rules, subject, order.leave) {
    values_.add_text(subject.id());
    record_.purge = make_id(order.clock());
    record_.rules = rules.digest();
    record_.reason = order.reason;
    record_.ticket = order.ticket;
  }

  bool touches(const EventView& event) override { return survey_.add(event).has_value(); }
  [[nodiscard]] bool renames(std::string_view stream) const override { return subject_.is_named_by(stream); }

  [[nodiscard]] std::string new_name(std::string_view /*stream*/, const std::string& free) const override {
    return free;
  }

  void settle(const Head& head) override {
    if (order_.plan) require_planned(head);
    survey_.require_complete();
    const PurgePlan plan = survey_.plan();
    if (order_.plan && order_.plan->positions != plan.positions) {
      throw Error(ErrorKind::conflict, "other events would be erased than those of the plan")
          .detail("nothing was changed")
          .hint("make a new plan with 'evs purge --subject ID --dry-run -o json'");
    }
    record_.types = plan.types;
  }

  std::optional<RedactedEvent> redact(const EventView& event) override {
    if (renames(event.stream)) values_.add_text(event.stream);
    const auto redaction = is_baseline(event) ? redaction_of_baseline(event) : subject_.in(event);
    if (!redaction) return std::nullopt;
    for (const Loss& loss : redaction->losses) {
      if (loss.what == Erases::state) continue;  // what it has of the person, the events before it had
      if (loss.what == Erases::id)
        values_.add_text(loss.value);
      else
        values_.add_json(loss.value);
    }
    RedactedEvent left = redacted(event, *redaction);
    if (left.needs_id) ++record_.ids;
    return left;
  }

  std::vector<AccountingEvent> accounts(const ErasedRows& rows) override {
    require_impersonal("--reason", order_.reason);
    require_impersonal("--ticket", order_.ticket);
    record_.head = to_string(rows.before);
    record_.streams = rows.new_names;
    record_.snapshots = rows.snapshots;
    record_.events = static_cast<std::int64_t>(rows.accounts.size());
    return purge_events(record_, rows.accounts);
  }

  [[nodiscard]] OwedFiles owes() const override { return {order_.ledger != nullptr, order_.has_receipt}; }

  [[nodiscard]] const PurgeRecord& record() const { return record_; }
  [[nodiscard]] const ErasedValues& values() const { return values_; }

 private:
  void require_planned(const Head& head) const {
    const PurgePlan& plan = *order_.plan;
    std::string what;
    if (plan.store != store_) what = "the plan was made for another store";
    if (what.empty() && to_string(plan.head) != to_string(head))
      what = "the store has moved on since the plan was made";
    if (what.empty() && plan.rules != record_.rules) what = "the model is not the one that the plan was made with";
    if (what.empty()) return;
    throw Error(ErrorKind::conflict, what)
        .detail("nothing was changed")
        .hint("make a new plan with 'evs purge --subject ID --dry-run -o json'");
  }

  /// They are kept for ever.
  void require_impersonal(const std::string& option, const std::string& text) const {
    if (text.empty()) return;
    const ResidueSearch search(values_);
    auto counts = search.no_counts();
    if (text != subject_.id() && !search.count(text, counts)) return;
    throw Error(ErrorKind::usage, option + " holds what is to be erased")
        .detail("it would be kept in the store, and nothing was changed")
        .hint("say it without the person's data");
  }

  const DataSubject& subject_;
  const PurgeOrder& order_;
  std::string store_;
  PurgeSurvey survey_;
  PurgeRecord record_;
  ErasedValues values_;
};

void require_finished(Erasure& store) {
  if (!store.unfinished()) return;
  throw Error(ErrorKind::conflict, "a purge before this one is not finished")
      .detail("nothing was changed")
      .hint("finish it with 'evs purge --resume'");
}

ResidueReport clean_and_look(Erasure& store, const ErasedValues& values) {
  store.clean();
  ResidueReport report = find_residue(store, values);
  if (report.hits == 0) return report;
  throw Error(ErrorKind::system, counted(report.hits, "value") + " of those that were erased can still be found in '" +
                                     report.hit_files.front() + "'")
      .detail("the events are redacted; the purge is not finished")
      .hint("see which program keeps that file, then 'evs purge --resume'");
}

/// All that comes behind the rows. The mark of an unfinished purge goes last.
PurgeOutcome finished(Erasure& store, PurgeOutcome outcome, const ErasedValues& values, const PurgeOutputs& outputs) {
  if (outputs.ledger != nullptr) outputs.ledger->add(ledger_entry(store, store.unfinished().value()));
  outcome.residue = clean_and_look(store, values);
  if (outputs.report) outputs.report(outcome);
  store.finish();
  return outcome;
}

void require_owed(const OwedFiles& owed, const PurgeOutputs& outputs) {
  std::string missing = owed.ledger && outputs.ledger == nullptr ? " --ledger FILE" : "";
  if (owed.receipt && !outputs.has_receipt) missing += " --receipt FILE";
  if (missing.empty()) return;
  throw Error(ErrorKind::usage, "this purge was begun with" + missing + ", and what goes there may not be written yet")
      .detail("the purge is not finished")
      .hint("name the file again: 'evs purge --resume" + missing + "'");
}

}  // namespace

PurgeOutcome purge(Erasure& store, const PersonalRules& rules, const DataSubject& subject, const PurgeOrder& order) {
  require_finished(store);
  Purging purging(rules, subject, order, store.store_id());
  const Position position = store.erase(purging, std::string(purge_event_type));
  return finished(store, {purging.record(), position, {}}, purging.values(), order);
}

PurgeOutcome resume_purge(Erasure& store, const std::string& subject, const PurgeOutputs& outputs) {
  const auto unfinished = store.unfinished();
  if (!unfinished) throw Error(ErrorKind::not_found, "no purge of this store is unfinished");
  require_owed(unfinished->owed, outputs);
  ErasedValues values;
  values.add_text(subject);
  return finished(store, {parse_purge_event(unfinished->data), unfinished->position, {}}, values, outputs);
}

}  // namespace evs
