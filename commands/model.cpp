#include <memory>

#include "commands/commands.hpp"
#include "commands/model_option.hpp"
#include "commands/model_show.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/seeing.hpp"
#include "commands/session.hpp"
#include "core/evolve/rewrite_checking.hpp"
#include "core/evolve/upcast_checking.hpp"
#include "core/model/checking.hpp"
#include "core/model/skeleton.hpp"
#include "core/privacy/personal_rules.hpp"

namespace evs {
namespace {

struct ModelCommandOptions {
  std::string action;
  std::optional<std::string> file;
};

std::shared_ptr<const Model> required_model(Session& session, const std::optional<std::string>& file) {
  auto model = load_model(session, file);
  if (model) return model;
  throw Error(ErrorKind::not_found, "there is no model")
      .hint("name it with --model or EVS_MODEL; 'evs model init' begins one");
}

int init(const ModelCommandOptions& options, Session& session) {
  const std::string path = model_path(session, options.file);
  const std::string text = model_skeleton(session.reader());
  const auto file = create_file(path, IfExists::refuse);
  file->write(text);
  file->close();
  session.note("evs: wrote the model '" + path + "'");
  return 0;
}

void print_check(RecordPrinter& printer, const std::string& what, const std::string& category, const std::string& name,
                 const std::string& problem, const std::string& note) {
  Record record;
  record.text("check", what);
  category.empty() ? record.json("category", "null") : record.text("category", category);
  record.text("name", name);
  record.json("passed", problem.empty() ? "true" : "false");
  const std::string& said = problem.empty() ? note : problem;
  said.empty() ? record.json("note", "null") : record.text("note", said);
  printer.print(record);
}

std::string events(std::int64_t count) { return std::to_string(count) + (count == 1 ? " event" : " events"); }

/// Prints a line for each stored type that no function of the model is for; true if none would be refused.
bool check_types(Session& session, const Model& model, RecordPrinter& printer) {
  bool passed = true;
  for (const StoredType& type : stored_types(session.reader())) {
    const std::string count = events(type.events);
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
  const auto unspoken = unspoken_types(session.reader(), PersonalRules(model));
  for (const UnspokenType& type : unspoken) {
    print_check(printer, "personal", type.category, type.type,
                "no personal rule speaks of it: " + events(type.events) + " of schema " + std::to_string(type.schema),
                "");
  }
  return unspoken.empty();
}

int check(const ModelCommandOptions& options, Session& session) {
  const auto model = required_model(session, options.file);
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
    session.note("evs: there is no store here, so only the model's own tests were run");
  }
  printer.finish();
  return passed ? 0 : 1;
}

int show(const ModelCommandOptions& options, Session& session) {
  print_declarations(session, *required_model(session, options.file));
  return 0;
}

}  // namespace

Command model_command() {
  const auto options = std::make_shared<ModelCommandOptions>();
  Command command;
  command.name = "model";
  command.group = "evolve";
  command.summary = "Begin, check or show the model";
  command.description =
      "A model is a file in Lua that says how events become state: evs-model(5).\n\n"
      "init writes one to begin with: a reducer for each category in the store, with a rule for each type and the "
      "fields that its events have. As it stands, it folds as no model does. A file that is there is not touched.\n\n"
      "check loads the model, runs the tests that stand in it, and lists the types in the store that no function is "
      "for, as they are after the model's upcasters. If the model says what personal data is, it also lists the types "
      "that no personal rule speaks of, as they are stored. The exit status is 1 if a test fails, if there are events "
      "that a reducer would refuse, or if a type is listed that may hold personal data.\n\n"
      "show prints what the model declares.";
  command.arguments = {choice_argument("ACTION", {"init", "check", "show"}, options->action, "init, check or show")};
  command.options = {model_option(options->file, "the model (default: EVS_MODEL, then model.lua)")};
  command.formats = {"table", "json", "ndjson", "csv"};
  command.answer_no = "check: a test of the model fails, or stored types are without a rule";
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::damaged,
                    ErrorKind::system};
  command.examples = {
      {"evs model init", "write model.lua from what the store holds"},
      {"evs model init --model orders.lua && evs model check --model orders.lua", "write it elsewhere, and check it"},
      {"evs model init -q && evs model show", "what is declared"},
  };
  command.run = [options](Session& session) {
    if (options->action == "init") return init(*options, session);
    return options->action == "check" ? check(*options, session) : show(*options, session);
  };
  return command;
}

}  // namespace evs
