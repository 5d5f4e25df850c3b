#include <memory>

#include "commands/commands.hpp"
#include "commands/model_check.hpp"
#include "commands/model_option.hpp"
#include "commands/model_show.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"
#include "core/model/skeleton.hpp"

namespace evs {
namespace {

struct ModelOptions {
  std::string action;
  std::optional<std::string> file;
};

int init(const ModelOptions& options, Session& session) {
  const std::string path = model_path(session, options.file);
  const std::string text = model_skeleton(session.reader());
  const auto file = create_file(path, IfExists::refuse);
  file->write(text);
  file->close();
  session.note("wrote the model '" + path + "'");
  return 0;
}

int show(const ModelOptions& options, Session& session) {
  print_declarations(session, *required_model(session, options.file));
  return 0;
}

}  // namespace

Command model_command() {
  const auto options = std::make_shared<ModelOptions>();
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
    return options->action == "check" ? check_model(required_model(session, options->file), session)
                                      : show(*options, session);
  };
  return command;
}

}  // namespace evs
