#include "commands/model_check.hpp"

#include "commands/printing.hpp"
#include "commands/seeing.hpp"
#include "commands/session.hpp"
#include "core/counted.hpp"
#include "core/evolve/rewrite_checking.hpp"
#include "core/evolve/upcast_checking.hpp"
#include "core/model/checking.hpp"
#include "core/privacy/personal_rules.hpp"
#include "core/read_through.hpp"

namespace evs {
namespace {

void print_check(RecordPrinter& printer, const std::string& what, const std::string& category, const std::string& name,
                 const std::string& problem, const std::string& note) {
  Record record;
  record.text("check", what);
  record.text_or_null("category", category);
  record.text("name", name);
  record.boolean("passed", problem.empty());
  const std::string& said = problem.empty() ? note : problem;
  record.text_or_null("note", said);
  printer.print(record);
}

/// Prints a line for each stored type that no function of the model is for; true if none would be refused.
bool check_types(Session& session, const Model& model, RecordPrinter& printer) {
  bool passed = true;
  for (const StoredType& type : stored_types(session.reader())) {
    const std::string count = counted(type.events, "event");
    switch (spoken_of(model, type)) {
      case Spoken::nothing:
        print_check(printer, "type", type.category, type.type, "no rule speaks of it: " + count, "");
        passed = false;
        break;
      case Spoken::merge_patch:
        print_check(printer, "type", type.category, type.type, "", "no reducer, folded by merge patch: " + count);
        break;
      case Spoken::otherwise:
        print_check(printer, "type", type.category, type.type, "", "left to the default: " + count);
        break;
      default:
        break;
    }
  }
  return passed;
}

/// Prints a line for each stored type that may hold personal data for all that the model says.
bool check_personal(Session& session, const Model& model, RecordPrinter& printer) {
  if (!model.speaks_of_persons()) return true;
  const auto unspoken = unspoken_types(below_stages(session.reader()), PersonalRules(model));
  for (const UnspokenType& type : unspoken) {
    print_check(
        printer, "personal", type.category, type.type,
        "no personal rule speaks of it: " + counted(type.events, "event") + " of schema " + std::to_string(type.schema),
        "");
  }
  return unspoken.empty();
}

}  // namespace

int check_model(const std::shared_ptr<const Model>& model, Session& session) {
  const auto tests = run_model_tests(model);
  const bool has_store = session.common().store != "evs.db" || store_exists("evs.db");
  if (has_store) session.reader();
  if (has_store) see_through(session, model, std::make_shared<ModelNotes>());
  RecordPrinter printer(session, session.format("table", "ndjson"));
  bool passed = true;
  for (const TestResult& test : tests) {
    print_check(printer, "test", test.category, test.test, test.problem, "");
    passed = passed && test.problem.empty();
  }
  for (const UpcastTestResult& test : run_upcast_tests(*model)) {
    print_check(printer, "upcaster", "", name(model->upcasters().all()[test.rule]) + ": " + test.test, test.problem,
                "");
    passed = passed && test.problem.empty();
  }
  for (const RewriteTestResult& test : run_rewrite_tests(*model)) {
    print_check(printer, "rewrite", "", test.rule + ": " + test.test, test.problem, "");
    passed = passed && test.problem.empty();
  }
  if (has_store) {
    passed = check_types(session, *model, printer) && passed;
    passed = check_personal(session, *model, printer) && passed;
  } else {
    session.note("there is no store here, so only the model's own tests were run");
  }
  printer.finish();
  return passed ? 0 : 1;
}

}  // namespace evs
