#include "commands/selecting.hpp"

#include "commands/model_option.hpp"
#include "commands/session.hpp"
#include "core/model/where.hpp"

namespace evs {

SelectedEvents::SelectedEvents(Session& session, const SelectionOptions& selectors, const SeeingOptions& seeing)
    : session_(session) {
  if (seeing.raw && seeing.model && !selectors.where) {
    throw Error(ErrorKind::usage, "--raw and --model exclude each other, unless a --where calls what the model has");
  }
  if (!seeing.raw) upcasters_ = model_to_see_through(session, seeing.model);
  if (!selectors.where) return;
  auto model = seeing.raw ? load_model(session, seeing.model) : upcasters_;
  if (!model) model = std::make_shared<const Model>(ModelSource{"the condition", ""});
  where_ = where_stage(std::move(model), *selectors.where);
}

Reader& SelectedEvents::open() {
  see_through(session_, upcasters_, notes_);
  if (where_) session_.read_through(std::move(where_));
  return session_.reader();
}

}  // namespace evs
