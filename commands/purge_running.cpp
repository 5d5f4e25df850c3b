#include <map>

#include "commands/build_info.hpp"
#include "commands/model_option.hpp"
#include "commands/purge_options.hpp"
#include "commands/receipt_file.hpp"
#include "commands/terminal_text.hpp"
#include "core/libraries.hpp"

namespace evs {
namespace {

std::shared_ptr<const Model> model_with_rules(Session& session, const PurgeOptions& options) {
  auto model = load_model(session, options.model);
  if (model && model->speaks_of_persons()) return model;
  throw Error(no_personal_rules(model.get(), "a purge").detail("nothing was changed"));
}

PurgePlan read_plan(Session& session, const std::string& name) {
  return parse_plan(session.whole_text(name), Session::input_name(name));
}

std::string given_subject(Session& session, const std::string& given) {
  std::string subject = given == "-" ? session.short_text("-") : given;
  if (given == "-" && subject.ends_with('\n')) subject.pop_back();
  if (subject.empty()) throw Error(ErrorKind::usage, "the subject's id is empty");
  return subject;
}

std::string sqlite_version() {
  for (const auto& [library, version] : library_versions()) {
    if (library == "sqlite") return version;
  }
  return "";
}

/// Writes the receipt and prints what was done: nobody will see the nonce again.
void report(Session& session, Erasure& store, const PurgeOutcome& outcome, const std::string& subject, ScanKnows knows,
            ReceiptFile& receipt) {
  const auto reference = subject.empty() ? std::nullopt : std::optional(make_reference(subject));
  ReceiptFacts facts;
  facts.store = store.store_id();
  facts.finished = to_string(session.around().clock());
  facts.evs = build_info::version;
  facts.sqlite = sqlite_version();
  facts.head = to_string(store.head());
  if (reference) facts.reference = reference->reference;
  facts.is_resumed = knows == ScanKnows::at_most_the_id;
  facts.residue = outcome.residue;
  facts.foreign_tables = store.foreign_tables();
  receipt.write(receipt_json(outcome.record, facts));
  try {
    print_outcome(session, outcome, store.head(), reference, knows);
    session.out().flush();
  } catch (Error& error) {
    error.detail("the events are redacted; the purge is not finished").hint("finish it with 'evs purge --resume'");
    throw;
  }
}

/// The ledger, checked before anything is erased; nothing if none is asked for.
std::optional<PurgeLedger> ledger_for(const PurgeOptions& options, const std::string& store) {
  if (!options.ledger) return std::nullopt;
  return std::optional<PurgeLedger>(std::in_place, *options.ledger, store);
}

int resume(const PurgeOptions& options, Session& session) {
  session.finishes_purge();
  const std::string subject = options.subject ? given_subject(session, *options.subject) : "";
  const auto store = session.erasure();
  const auto unfinished = store->unfinished();
  const std::string begun =
      unfinished ? receipt_beginning(store->store_id(), parse_purge_event(unfinished->data).purge) : "";
  ReceiptFile receipt(session, options.receipt, options.key, begun);
  auto ledger = ledger_for(options, store->store_id());
  resume_purge(*store, subject, {ledger ? &*ledger : nullptr, bool(receipt), [&](const PurgeOutcome& outcome) {
                                   report(session, *store, outcome, subject, ScanKnows::at_most_the_id, receipt);
                                 }});
  return 0;
}

/// A type that --leave names must not be one that goes nevertheless.
void check_left(Session& session, const PersonalRules& rules, const std::vector<std::string>& leave) {
  if (leave.empty()) return;
  std::map<std::string, bool> are_spoken_of;  // in all schemas; types that the store has
  session.reader().types([&](const TypeInfo& type) {
    bool& is_spoken_of = are_spoken_of.try_emplace(type.type, true).first->second;
    is_spoken_of = is_spoken_of && rules.speak_of(type.type, type.schema);
    return true;
  });
  for (const std::string& type : leave) {
    const auto found = are_spoken_of.find(type);
    if (found == are_spoken_of.end()) {
      session.note("warning: the store has no events of type '" + terminal_safe(type) + "', which --leave names");
    } else if (found->second) {
      throw Error(ErrorKind::usage, "--leave does not keep events of type '" + type + "': a rule speaks of them")
          .detail("nothing was changed")
          .hint("do without --leave " + type + ", or take its rule out of the model");
    }
  }
}

void preview(const PurgeOptions& options, Session& session, const PersonalRules& rules, const DataSubject& subject,
             const std::vector<std::string>& leave) {
  const std::string store = session.evidence().store_id();
  PurgePlan plan = plan_purge(session.reader(), rules, subject, leave);
  plan.store = store;
  ledger_for(options, store);  // what would stop the purge stops it here
  options.dry_run ? print_plan(session, plan) : ask_for_consent(session, plan);
}

}  // namespace

int run_purge(const PurgeOptions& options, Session& session) {
  if (options.resume) return resume(options, session);
  require_consent(options, session);
  const auto model = model_with_rules(session, options);
  const PersonalRules rules(*model);
  PurgeOrder order;
  order.leave = options.leave;
  order.reason = options.reason;
  order.ticket = options.ticket;
  order.clock = session.around().clock;
  if (options.plan) {
    order.plan = read_plan(session, *options.plan);
    order.leave = order.plan->leave;
  }
  const DataSubject subject(rules, order.plan ? order.plan->subject : given_subject(session, *options.subject));
  check_left(session, rules, order.leave);
  ReceiptFile receipt(session, options.receipt, options.key);
  if (options.dry_run || !options.yes) preview(options, session, rules, subject, order.leave);
  if (options.dry_run) return 0;
  session.close_store();
  const auto store = session.erasure();
  auto ledger = ledger_for(options, store->store_id());
  order.ledger = ledger ? &*ledger : nullptr;
  order.has_receipt = bool(receipt);
  order.report = [&](const PurgeOutcome& outcome) {
    report(session, *store, outcome, subject.id(), ScanKnows::all, receipt);
  };
  purge(*store, rules, subject, order);
  return 0;
}

}  // namespace evs
