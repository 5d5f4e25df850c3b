#include "commands/selecting.hpp"

#include "commands/model_option.hpp"
#include "commands/session.hpp"
#include "core/model/where.hpp"

namespace evs {

std::unique_ptr<EventStage> where_stage(Session& session, const SelectionOptions& options) {
  if (!options.where) {
    if (!options.model) return nullptr;
    throw Error(ErrorKind::usage, "--model is for --where here").hint("add a condition, or leave --model out");
  }
  auto model = load_model(session, options.model);
  if (!model) model = std::make_shared<const Model>(ModelSource{"the condition", ""});
  return where_stage(std::move(model), *options.where);
}

Reader& selected_reader(Session& session, const SelectionOptions& options) {
  if (auto stage = where_stage(session, options)) session.read_through(std::move(stage));
  return session.reader();
}

}  // namespace evs
