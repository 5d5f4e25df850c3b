#include "core/model/where.hpp"

#include <utility>

#include "core/model/engine.hpp"

namespace evs {
namespace {

class WhereStage final : public EventStage {
 public:
  WhereStage(std::shared_ptr<const Model> model, const std::string& condition)
      : model_(std::move(model)),
        text_(condition),
        engine_(model_->source()),
        condition_(engine_.compile_for_events(text_)) {}

  [[nodiscard]] Selection needed(const Selection& wanted) const override { return wanted; }

  bool pass(const EventView& event, const EventVisitor& visit) override {
    return !engine_.holds(condition_, event) || visit(event);
  }

  [[nodiscard]] std::unique_ptr<EventStage> another() const override {
    return std::make_unique<WhereStage>(model_, text_);
  }

 private:
  std::shared_ptr<const Model> model_;
  std::string text_;
  Engine engine_;
  Engine::Condition condition_;
};

}  // namespace

std::unique_ptr<EventStage> where_stage(std::shared_ptr<const Model> model, const std::string& condition) {
  return std::make_unique<WhereStage>(std::move(model), condition);
}

}  // namespace evs
