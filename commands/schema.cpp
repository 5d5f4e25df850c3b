#include <algorithm>
#include <memory>

#include "commands/commands.hpp"
#include "commands/schema_actions.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

struct Action {
  std::string name;
  std::string usage;
  std::size_t least_words;  // behind the action
  std::size_t most_words;
  int (*run)(const SchemaOptions&, Session&);
};

const std::vector<Action>& actions() {
  static const std::vector<Action> all{
      {"add", "TYPE N FILE", 3, 3, add_schema},
      {"list", "", 0, 0, list_schemas},
      {"show", "TYPE [N]", 1, 2, show_schema},
      {"enforce", "TYPE", 0, 1, enforce_schemas},
      {"infer", "TYPE", 1, 1, infer_schema},
      {"check", "[STREAM...]", 0, std::size_t{1} << 20U, check_schemas},
      {"compat", "TYPE FILE", 2, 2, check_compatibility},
  };
  return all;
}

int run(const SchemaOptions& options, Session& session) {
  const auto action =
      std::find_if(actions().begin(), actions().end(), [&](const Action& one) { return one.name == options.action; });
  const std::size_t words = (options.type.empty() ? 0 : 1) + options.words.size();
  if (words < action->least_words || words > action->most_words) {
    throw Error(ErrorKind::usage, "'schema " + action->name + "' takes " +
                                      (action->usage.empty() ? "nothing behind it" : action->usage + " behind it"))
        .hint("evs schema " + action->name + (action->usage.empty() ? "" : " ") + action->usage);
  }
  const bool only_enforce = options.off || options.all || options.list;
  if (only_enforce && options.action != "enforce") {
    throw Error(ErrorKind::usage, "--off, --all and --list are for 'schema enforce'");
  }
  if (options.schema && options.action != "infer") {
    throw Error(ErrorKind::usage, "--schema is for 'schema infer'");
  }
  return action->run(options, session);
}

void describe(Command& command) {
  command.name = "schema";
  command.group = "evolve";
  command.summary = "Keep JSON Schemas for events, and check events against them";
  command.description =
      "A schema says what the data of the events of a type and schema version must be: JSON Schema draft-07, see "
      "evs-event(5).\n\n"
      "add TYPE N FILE keeps the schema in FILE (- is the standard input) for the schema version N of TYPE, for ever: "
      "another text for the same version is refused. What cannot be judged by exactly is refused as well, with its "
      "place. list lists the schemas; show TYPE [N] prints one, the newest by default.\n\n"
      "enforce TYPE makes append and import refuse events of TYPE that do not match the schema of their version, or "
      "have none; --all does so for all types, as 'evs init --strict' does; --off ends it; --list shows what is "
      "enforced. Events that are stored already stay.\n\n"
      "infer TYPE prints a schema that all stored events of TYPE match, with counts; it is where to begin, not where "
      "to end.\n\n"
      "check holds the stored events, all or those that the selectors choose, against the schemas of their versions; "
      "and, if the model has upcasters, what these make of them against the newest schemas. compat TYPE FILE holds the "
      "events of TYPE, as upcasters make them unless --raw is given, against the schema in FILE, before it is added, "
      "and shows the first 20 that it would refuse. Events that a purge has taken something of are left out.";
}

/// The selectors but the streams, which are words of `check`.
void add_selector_options(Command& command, SelectionOptions& selectors) {
  Command with_selectors;
  add_selectors(with_selectors, selectors);
  for (Option& option : with_selectors.options) command.options.push_back(std::move(option));
}

}  // namespace

Command schema_command() {
  const auto options = std::make_shared<SchemaOptions>();
  Command command;
  describe(command);
  std::vector<std::string> names;
  for (const Action& action : actions()) names.push_back(action.name);
  command.arguments = {
      choice_argument("ACTION", names, options->action, "add, list, show, enforce, infer, check or compat"),
      text_argument("TYPE", options->type, "the type of the events; for check, a STREAM", Presence::optional,
                    Completes::types),
      repeated_argument("WORD", options->words, "N, FILE, or more streams, as the action takes them", Completes::files),
  };
  command.options = {
      flag("--off", options->off, "enforce: no longer"),
      flag("--all", options->all, "enforce: for every type"),
      flag("--list", options->list, "enforce: show what is enforced, change nothing"),
      number_option("--schema", "N", options->schema, "infer: from events of this schema version only", 1),
  };
  add_selector_options(command, options->selectors);
  add_seeing_options(command, options->seeing);
  command.formats = {"table", "json", "ndjson", "csv"};
  command.answer_no = "check, compat: events do not match";
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::busy,
                    ErrorKind::damaged,   ErrorKind::system,   ErrorKind::in_doubt};
  command.examples = {
      {"evs schema infer OrderPlaced | tee order-placed.json", "begin with what the stored events have in common"},
      {"evs schema infer OrderPlaced | evs schema add OrderPlaced 1 -", "keep a schema"},
      {"evs schema infer OrderPlaced | evs schema compat OrderPlaced -", "would a new schema refuse stored events?"},
      {"evs schema infer OrderPaid | evs schema add OrderPaid 1 - && evs schema enforce OrderPaid",
       "refuse events that do not match"},
      {"evs schema check --category order", "do the stored events match?"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
