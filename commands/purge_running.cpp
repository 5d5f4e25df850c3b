#include "commands/build_info.hpp"
#include "commands/key_file.hpp"
#include "commands/model_option.hpp"
#include "commands/purge_options.hpp"
#include "core/codec/json.hpp"
#include "core/integrity/signature.hpp"
#include "core/libraries.hpp"

namespace evs {
namespace {

std::shared_ptr<const Model> required_model(Session& session, const PurgeOptions& options) {
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

/// The receipt's file and key, opened before anything is erased.
class Receipt {
 public:
  Receipt(const PurgeOptions& options, Session& session) {
    if (!options.receipt) return;
    if (options.key) {
      key_name_ = Session::input_name(*options.key);
      key_ = read_key(session, *options.key);
      signature_of("", key_, key_name_);  // whether it signs
    }
    file_ = create_file(*options.receipt, IfExists::refuse);
  }
  ~Receipt() { wipe(key_); }
  Receipt(const Receipt&) = delete;
  Receipt& operator=(const Receipt&) = delete;

  void write(const std::string& json) {
    if (!file_) return;
    std::string line = json;
    if (!key_name_.empty()) {
      const std::string signature = signature_of("evs.receipt.v1\n" + json + "\n", key_, key_name_);
      line = json::with_member(json, "signature", "\"" + signature + "\"");
    }
    file_->write(line + "\n");
    file_->close();
  }

 private:
  std::unique_ptr<ByteSink> file_;
  std::string key_;
  std::string key_name_;
};

std::string sqlite_version() {
  for (const auto& [library, version] : library_versions()) {
    if (library == "sqlite") return version;
  }
  return "";
}

/// Prints what was done, and writes the receipt.
void report(Session& session, Erasure& store, const PurgeOutcome& outcome, const std::string& subject, ScanKnows knows,
            Receipt& receipt) {
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
  print_outcome(session, outcome, store.head(), reference, knows);
}

/// The ledger, checked before anything is erased; nothing if none is asked for.
std::optional<PurgeLedger> ledger_for(const PurgeOptions& options, const Erasure& store) {
  if (!options.ledger) return std::nullopt;
  return std::optional<PurgeLedger>(std::in_place, *options.ledger, store.store_id());
}

int resume(const PurgeOptions& options, Session& session) {
  session.finishes_purge();
  const std::string subject = options.subject ? given_subject(session, *options.subject) : "";
  Receipt receipt(options, session);
  const auto store = session.erasure();
  auto ledger = ledger_for(options, *store);
  report(session, *store, resume_purge(*store, subject, ledger ? &*ledger : nullptr), subject,
         ScanKnows::at_most_the_id, receipt);
  return 0;
}

}  // namespace

int run_purge(const PurgeOptions& options, Session& session) {
  if (options.resume) return resume(options, session);
  require_consent(options, session);
  const auto model = required_model(session, options);
  const PersonalRules rules(*model);
  PurgeOrder order{options.leave, options.reason, options.ticket, std::nullopt, nullptr, session.around().clock};
  if (options.plan) {
    order.plan = read_plan(session, *options.plan);
    order.leave = order.plan->leave;
  }
  const DataSubject subject(rules, order.plan ? order.plan->subject : given_subject(session, *options.subject));
  if (options.dry_run || !options.yes) {
    session.evidence();
    PurgePlan plan = plan_purge(session.reader(), rules, subject, order.leave);
    plan.store = session.evidence().store_id();
    if (options.dry_run) {
      print_plan(session, plan);
      return 0;
    }
    ask_for_consent(session, plan);
  }
  Receipt receipt(options, session);
  session.close_store();
  const auto store = session.erasure();
  auto ledger = ledger_for(options, *store);
  if (ledger) order.ledger = &*ledger;
  report(session, *store, purge(*store, rules, subject, order), subject.id(), ScanKnows::all, receipt);
  return 0;
}

}  // namespace evs
