#include "core/model/model_reducers.hpp"

#include <map>
#include <utility>

#include "core/error.hpp"
#include "core/model/program.hpp"

namespace evs {
namespace {

/// An engine that several folds share; says what it noted when the last of them is gone.
class SharedEngine : public Engine {
 public:
  SharedEngine(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes)
      : Engine(model->source()), model_(std::move(model)), notes_(std::move(notes)) {}
  ~SharedEngine() {
    if (rounded()) notes_->add(*rounded());
  }
  SharedEngine(const SharedEngine&) = delete;
  SharedEngine& operator=(const SharedEngine&) = delete;

  [[nodiscard]] const ReducerDeclaration& declaration(std::size_t reducer) const { return model_->reducers()[reducer]; }

 private:
  std::shared_ptr<const Model> model_;
  std::shared_ptr<ModelNotes> notes_;
};

class LuaFolding final : public Folding {
 public:
  LuaFolding(std::shared_ptr<SharedEngine> engine, std::size_t reducer, std::string_view stream)
      : engine_(std::move(engine)), reducer_(reducer), stream_(stream), state_(engine_->begin(reducer)) {}
  ~LuaFolding() override { engine_->release(state_); }
  LuaFolding(const LuaFolding&) = delete;
  LuaFolding& operator=(const LuaFolding&) = delete;

  void fold(const EventView& event) override {
    last_ = event.seq;
    engine_->fold(reducer_, state_, event);
  }

  [[nodiscard]] std::string state() const override {
    try {
      return engine_->text(state_);
    } catch (const Engine::NotData& fault) {
      const ReducerDeclaration& reducer = engine_->declaration(reducer_);
      const std::string where = fault.pointer.empty() ? "" : " at " + fault.pointer;
      Error error(ErrorKind::bad_input,
                  reducer.place + ": reducer '" + reducer.category + "' made a state that is not JSON" + where);
      error.detail(fault.reason + "; found after event " + std::to_string(last_.value) + " of stream '" + stream_ + "'");
      error.hint("'evs replay " + stream_ + " --trace' stops at the event that did it");
      error.fact("stream", stream_).fact("seq", last_.value).fact("reducer", reducer.category);
      throw Error(error);
    }
  }

  [[nodiscard]] std::optional<std::string> broken_invariant(const EventView& event) override {
    return engine_->broken_invariant(reducer_, state_, event);
  }

 private:
  std::shared_ptr<SharedEngine> engine_;
  std::size_t reducer_;
  std::string stream_;
  Engine::State state_;
  Seq last_;
};

/// The state is what the program answered to the last event; invariants are still the model's.
class ProgramFolding final : public Folding {
 public:
  ProgramFolding(std::shared_ptr<Program> program, std::shared_ptr<SharedEngine> engine, std::size_t reducer)
      : program_(std::move(program)), engine_(std::move(engine)), reducer_(reducer) {}

  void fold(const EventView& event) override { state_ = program_->answer(event); }
  [[nodiscard]] std::string state() const override { return state_; }
  [[nodiscard]] std::optional<std::string> broken_invariant(const EventView& event) override {
    if (engine_->declaration(reducer_).invariants.empty()) return std::nullopt;
    const Engine::State state = engine_->adopt(state_);
    auto broken = engine_->broken_invariant(reducer_, state, event);
    engine_->release(state);
    return broken;
  }

 private:
  std::shared_ptr<Program> program_;
  std::shared_ptr<SharedEngine> engine_;
  std::size_t reducer_;
  std::string state_ = "null";
};

class ModelReducers final : public Reducers {
 public:
  ModelReducers(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes)
      : model_(std::move(model)), notes_(std::move(notes)), builtin_(builtin_reducers(Reducer::merge_patch)) {}

  std::unique_ptr<Folding> begin(std::string_view stream) override {
    const auto reducer = model_->reducer_of(category_of(stream));
    if (!reducer) return builtin_->begin(stream);
    if (!engine_) engine_ = std::make_shared<SharedEngine>(model_, notes_);
    if (model_->reducers()[*reducer].command.empty()) return std::make_unique<LuaFolding>(engine_, *reducer, stream);
    return std::make_unique<ProgramFolding>(program(*reducer), engine_, *reducer);
  }

  [[nodiscard]] std::unique_ptr<Reducers> another() const override {
    return std::make_unique<ModelReducers>(model_, notes_);
  }

 private:
  std::shared_ptr<Program> program(std::size_t reducer) {
    auto& program = programs_[reducer];
    if (!program) program = start_program(*model_, reducer);
    return program;
  }

  std::shared_ptr<const Model> model_;
  std::shared_ptr<ModelNotes> notes_;
  std::unique_ptr<Reducers> builtin_;
  std::shared_ptr<SharedEngine> engine_;
  std::map<std::size_t, std::shared_ptr<Program>> programs_;
};

}  // namespace

void ModelNotes::add(const RoundedNumber& rounded) {
  const std::lock_guard lock(mutex_);
  if (!rounded_ || rounded.position < rounded_->position) rounded_ = rounded;
}

std::optional<RoundedNumber> ModelNotes::rounded() const {
  const std::lock_guard lock(mutex_);
  return rounded_;
}

std::unique_ptr<Reducers> model_reducers(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes) {
  return std::make_unique<ModelReducers>(std::move(model), std::move(notes));
}

}  // namespace evs
