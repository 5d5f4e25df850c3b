#include "commands/reducing.hpp"

#include <utility>

#include "commands/model_option.hpp"
#include "commands/options.hpp"
#include "commands/seeing.hpp"
#include "commands/session.hpp"

namespace evs {

void add_reducer_options(Command& command, ReducerOptions& options) {
  command.options.push_back(
      model_option(options.model, "the model whose reducers fold (default: EVS_MODEL, then model.lua if it is there)"));
  command.options.push_back(
      choice_option("--reducer", "NAME", {"model", "merge-patch", "last"}, options.reducer,
                    "how events become state (default: model if there is one, else merge-patch)"));
  command.options.push_back(raw_option(options.raw));
}

std::unique_ptr<Reducers> Reducing::reducers() const {
  return model ? model_reducers(model, notes) : builtin_reducers(builtin);
}

FingerprintOf Reducing::fingerprints() const {
  return [of = Fingerprints(folded_by())](std::string_view stream) { return of.of(stream); };
}

void Reducing::report(Session& session) const { report_rounded(session, *notes); }

Reducing choose_reducing(Session& session, const ReducerOptions& options) {
  Reducing reducing;
  const bool is_builtin = options.reducer == "merge-patch" || options.reducer == "last";
  if (is_builtin && options.model) {
    throw Error(ErrorKind::usage, "--model and --reducer " + options.reducer + " exclude each other");
  }
  if (options.reducer == "last") reducing.builtin = Reducer::last;
  if (is_builtin && options.raw) return reducing;
  auto model = load_model(session, options.model);
  if (!options.raw) reducing.upcasters = upcasters_of(model);
  see_through(session, reducing.upcasters, reducing.notes);
  if (is_builtin) return reducing;
  reducing.model = std::move(model);
  if (!reducing.model && options.reducer == "model") {
    throw Error(ErrorKind::usage, "there is no model")
        .hint("name it with --model or EVS_MODEL; 'evs model init' begins one");
  }
  return reducing;
}

}  // namespace evs
