#include <memory>

#include "commands/commands.hpp"
#include "commands/model_option.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"
#include "commands/upcasting.hpp"

namespace evs {
namespace {

struct UpcastOptions {
  std::string action;
  std::optional<std::string> model;
  PreviewOptions preview;
};

int run(const UpcastOptions& options, Session& session) {
  const bool previews = options.action == "preview";
  if (!previews && (!options.preview.selectors.is_everything() || options.preview.all)) {
    throw Error(ErrorKind::usage, "'upcast check' looks at every event and takes no selectors")
        .hint("'evs upcast preview' takes them");
  }
  const auto model = required_model(session, options.model);
  const bool has_others = !previews && (!model->merges().empty() || model->renaming());
  if (model->upcasters().empty() && !has_others)
    session.note("the model '" + model->source().path + "' has no upcasters");
  return previews ? preview_upcasts(options.preview, model, session) : check_upcasts(model, session);
}

}  // namespace

Command upcast_command() {
  const auto options = std::make_shared<UpcastOptions>();
  Command command;
  command.name = "upcast";
  command.group = "evolve";
  command.summary = "Check or preview the upcasters of the model";
  command.description =
      "An upcaster is a rule of the model that turns an event of an old schema into events of newer ones whenever it "
      "is read (evs-model(5)). What is stored does not change.\n\n"
      "check runs the tests that stand in the upcasters, and in the rules that only a rewrite applies "
      "(evs-rewrite(1)), and then all events of the store through the upcasters. It prints a line for each test, for "
      "each upcaster with how many events it got and dropped, and for each type and schema in the store with how many "
      "events there are, how many come of them, and how many of them come to nothing. The exit status is 1 if a test "
      "fails, if a rule has no test, if an upcaster fails at an event, or if events end at a schema that is older than "
      "the newest that the model knows of their type.\n\n"
      "preview shows the selected events of the store that upcasters change, before and after: {\"before\",\"after\","
      "\"rules\"}, where after is the list of the events that come of it, and rules are the upcasters that were "
      "applied. On a terminal, the changes as people read them.";
  command.arguments = {choice_argument("ACTION", {"check", "preview"}, options->action, "check or preview")};
  add_selectors(command, options->preview.selectors);
  command.options.push_back(flag("--all", options->preview.all, "preview: also events that do not change"));
  command.options.push_back(
      model_option(options->model, "the model (default: EVS_MODEL, then model.lua if it is there)"));
  command.formats = {"table", "json", "ndjson", "csv"};
  command.answer_no = "check: a test fails or is missing, an upcaster fails, or events do not become newest ones";
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs model init -q && evs upcast check", "before a release: does every stored event still load"},
      {"evs model init -q && evs upcast preview --type OrderPlaced --limit 10", "what becomes of the first ten orders"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
