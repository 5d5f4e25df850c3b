#include "commands/seeing.hpp"

#include <utility>

#include "commands/model_option.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"
#include "core/evolve/upcasting.hpp"

namespace evs {

Option raw_option(bool& raw) {
  return flag("--raw", raw, "the events as they are stored, not as the model's upcasters make them");
}

void add_seeing_options(Command& command, SeeingOptions& options) {
  command.options.push_back(model_option(options.model,
                                         "the model whose upcasters are applied, and whose functions --where may call "
                                         "(default: EVS_MODEL, then model.lua)"));
  command.options.push_back(raw_option(options.raw));
}

std::shared_ptr<const Model> model_to_see_through(Session& session, const std::optional<std::string>& file) {
  try {
    return load_model(session, file);
  } catch (Error& error) {
    if (error.kind() == ErrorKind::bad_input) error.hint("--raw shows the events as they are stored, without a model");
    throw;
  }
}

std::shared_ptr<const Model> upcasters_of(std::shared_ptr<const Model> model) {
  return model && !model->upcasters().empty() ? std::move(model) : nullptr;
}

void see_through(Session& session, const std::shared_ptr<const Model>& model,
                 const std::shared_ptr<ModelNotes>& notes) {
  if (upcasters_of(model)) session.read_through(upcasting_stage(model, notes));
}

std::unique_ptr<Reader> seen_through(std::unique_ptr<Reader> reader, const std::shared_ptr<const Model>& model,
                                     const std::shared_ptr<ModelNotes>& notes) {
  if (!upcasters_of(model)) return reader;
  return read_through(std::move(reader), upcasting_stage(model, notes));
}

void report_rounded(Session& session, const ModelNotes& notes) {
  const auto rounded = notes.rounded();
  if (!rounded) return;
  session.note("the number " + rounded->number + " in event " + std::to_string(rounded->seq.value) + " of stream '" +
               rounded->stream + "' is not exact in a model, which has integers of 64 bits and doubles");
}

}  // namespace evs
