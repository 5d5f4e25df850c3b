#include "core/model/model.hpp"

#include <algorithm>
#include <utility>

#include "core/model/engine.hpp"

namespace evs {

Model::Model(ModelSource source) : source_(std::move(source)) {
  const Engine engine(source_);
  reducers_ = engine.reducers();
  upcasters_ = UpcastGraph(engine.upcasters());
  merges_ = engine.merges();
  renaming_ = engine.renaming();
  personal_ = engine.personal();
  personal_categories_ = engine.personal_categories();
  source_.modules = engine.modules();  // every engine has the same, whatever becomes of the files
}

std::optional<std::size_t> Model::reducer_of(std::string_view category) const {
  const auto found = std::find_if(reducers_.begin(), reducers_.end(),
                                  [&](const ReducerDeclaration& reducer) { return reducer.category == category; });
  if (found == reducers_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - reducers_.begin());
}

}  // namespace evs
