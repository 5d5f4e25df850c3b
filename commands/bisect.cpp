#include <memory>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/reducing.hpp"
#include "commands/session.hpp"
#include "commands/steps.hpp"
#include "core/state/trace.hpp"

namespace evs {
namespace {

struct BisectOptions {
  std::vector<std::string> words;  // STREAM and CONDITION, as far as they are needed
  bool all = false;
  std::string category;
  std::string invariant;
  ReducerOptions reducer;

  [[nodiscard]] bool takes_stream() const { return !all && category.empty(); }
  [[nodiscard]] std::string condition() const { return invariant.empty() ? words.back() : ""; }
};

void check(const BisectOptions& options) {
  if (options.all && !options.category.empty()) {
    throw Error(ErrorKind::usage, "--all and --category exclude each other");
  }
  const std::size_t wanted = (options.takes_stream() ? 1 : 0) + (options.invariant.empty() ? 1 : 0);
  if (options.words.size() == wanted) return;
  const char* shape = options.takes_stream() ? "a stream and a condition" : "a condition";
  if (!options.invariant.empty()) shape = options.takes_stream() ? "a stream" : "no words";
  throw Error(ErrorKind::usage, std::string("bisect takes ") + shape + " here")
      .hint("evs bisect order-7 's.total >= 0', or --category order 's.total >= 0', or order-7 --invariant SENTENCE");
}

/// The model with what is sought; without a model, an empty one that only carries the condition.
std::unique_ptr<Reducers> sought_reducers(const BisectOptions& options, const Reducing& reducing) {
  auto model = reducing.model;
  if (!model) {
    if (!options.invariant.empty()) {
      throw Error(ErrorKind::usage, "--invariant needs a model").hint("name it with --model or EVS_MODEL");
    }
    model = std::make_shared<const Model>(ModelSource{"the condition", ""});
  }
  return model_reducers(model, reducing.notes, {options.condition(), options.invariant}, reducing.builtin);
}

void require_invariant(const Model& model, const std::string& invariant) {
  for (const ReducerDeclaration& reducer : model.reducers()) {
    for (const std::string& sentence : reducer.invariants) {
      if (sentence == invariant) return;
    }
  }
  throw Error(ErrorKind::usage, "the model has no invariant \"" + invariant + "\"").hint("'evs model show' lists them");
}

Checked search(const BisectOptions& options, Reducers& reducers, Session& session) {
  if (!options.takes_stream()) {
    StreamSelection selection;
    selection.category = options.category;
    return check_all(session.reader(), selection, reducers, {}, session.around().threads, StateBefore::keep);
  }
  const StreamName name = stream_named(options.words.front());
  Checked checked = check_stream(session.reader(), name, reducers, {}, StateBefore::keep);
  if (!checked.broken && checked.streams == 0) throw no_stream(name.text());
  return checked;
}

int run(const BisectOptions& options, Session& session) {
  check(options);
  const Reducing reducing = choose_reducing(session, options.reducer);
  if (!options.invariant.empty() && reducing.model) require_invariant(*reducing.model, options.invariant);
  Checked checked;
  {
    const auto reducers = sought_reducers(options, reducing);
    checked = search(options, *reducers, session);
  }
  reducing.report(session);
  if (checked.broken) {
    print_broken(session, *checked.broken, options.invariant.empty() ? "condition" : "invariant");
    return 0;
  }
  Record record;
  record.boolean("holds", true).number("streams", checked.streams).number("events", checked.events);
  print_single(session, record, session.format("table", "ndjson"));
  return 1;
}

}  // namespace

Command bisect_command() {
  const auto options = std::make_shared<BisectOptions>();
  Command command;
  command.name = "bisect";
  command.group = "state";
  command.summary = "Find the first event after which a condition does not hold";
  command.description =
      "Folds a stream, or all streams of a category, and evaluates a condition after every event: a Lua expression "
      "over the state s and the event e, which may call the global functions of the model (evs-model(5)). It stops at "
      "the first event in the log after which the condition does not hold, and prints {\"holds\":false,\"condition\","
      "\"actor\",\"reason\",\"event\",\"patch\",\"before\",\"after\"}: who did it and why, as its meta says, and "
      "the states around it.\n\n"
      "The exit status is 0 if there is such an event. It is 1 if the condition always holds; then "
      "{\"holds\":true,\"streams\",\"events\"} is printed. It goes through the log once and folds no event twice; it "
      "begins at no snapshot, since the condition may have failed before it.\n\n"
      "With --invariant, one of the model's invariants takes the place of the condition.";
  Argument words = repeated_argument("WORD", options->words,
                                     "the stream, unless --category or --all is given, and the "
                                     "condition, unless --invariant is given",
                                     Completes::streams);
  command.arguments = {words};
  command.options = {
      text_option("--category", "NAME", options->category, "every stream of this category", Completes::categories),
      flag("--all", options->all, "every stream"),
      text_option("--invariant", "SENTENCE", options->invariant, "this invariant of the model, and no condition"),
  };
  add_reducer_options(command, options->reducer);
  command.formats = {"json", "ndjson"};
  command.answer_no = "the condition holds after every event";
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs bisect order-7 's.status ~= \"paid\"'", "the event that made an order paid"},
      {"evs bisect --category order 's.items == nil'", "the first order that got an item"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
