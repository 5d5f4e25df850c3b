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
  SharedEngine(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes, Sought sought)
      : Engine(model->source()), model_(std::move(model)), notes_(std::move(notes)), sought_(std::move(sought)) {
    if (!sought_.condition.empty()) condition_ = compile(sought_.condition);
  }
  ~SharedEngine() {
    if (rounded()) notes_->add(*rounded());
  }
  SharedEngine(const SharedEngine&) = delete;
  SharedEngine& operator=(const SharedEngine&) = delete;

  [[nodiscard]] const ReducerDeclaration& declaration(std::size_t reducer) const { return model_->reducers()[reducer]; }

  /// What is sought and does not hold; `reducer` is nothing where the model has none.
  std::optional<std::string> broken(std::optional<std::size_t> reducer, State state, const EventView& event) {
    if (condition_) return holds(*condition_, state, event) ? std::nullopt : std::optional(sought_.condition);
    if (!reducer) return std::nullopt;
    return broken_invariant(*reducer, state, event, sought_.invariant);
  }
  /// The same for a state that is not in the engine.
  std::optional<std::string> broken(std::optional<std::size_t> reducer, const Folding& folding,
                                    const EventView& event) {
    if (!condition_ && (!reducer || declaration(*reducer).invariants.empty())) return std::nullopt;
    const State state = adopt(folding.state());
    auto found = broken(reducer, state, event);
    release(state);
    return found;
  }

 private:
  std::shared_ptr<const Model> model_;
  std::shared_ptr<ModelNotes> notes_;
  Sought sought_;
  std::optional<Condition> condition_;
};

class LuaFolding final : public Folding {
 public:
  LuaFolding(std::shared_ptr<SharedEngine> engine, std::size_t reducer, std::string_view stream)
      : engine_(std::move(engine)), reducer_(reducer), stream_(stream), state_(engine_->begin(reducer)) {}
  LuaFolding(std::shared_ptr<SharedEngine> engine, std::size_t reducer, std::string_view stream, std::string_view state)
      : engine_(std::move(engine)), reducer_(reducer), stream_(stream), state_(engine_->adopt(state)) {}
  ~LuaFolding() override { engine_->release(state_); }
  LuaFolding(const LuaFolding&) = delete;
  LuaFolding& operator=(const LuaFolding&) = delete;

  [[nodiscard]] std::string state() const override {
    try {
      return engine_->text(state_);
    } catch (const Engine::NotData& fault) {
      const ReducerDeclaration& reducer = engine_->declaration(reducer_);
      const std::string where = fault.pointer.empty() ? "" : " at " + fault.pointer;
      Error error(ErrorKind::bad_input,
                  reducer.place + ": reducer '" + reducer.category + "' made a state that is not JSON" + where);
      error.detail(fault.reason + "; found after event " + std::to_string(last_.value) + " of stream '" + stream_ +
                   "'");
      error.hint("'evs replay " + stream_ + " --trace' stops at the event that did it");
      error.fact("stream", stream_).fact("seq", last_.value).fact("reducer", reducer.category);
      throw Error(error);
    }
  }

  [[nodiscard]] std::optional<std::string> not_resumable() const override {
    const auto lost = engine_->lost_in_text(state_);
    if (!lost) return std::nullopt;
    return lost->reason + (lost->pointer.empty() ? "" : ", at " + lost->pointer);
  }

  [[nodiscard]] std::optional<std::string> broken_invariant(const EventView& event) override {
    return engine_->broken(reducer_, state_, event);
  }

 private:
  void take_in(const EventView& event) override {
    last_ = event.seq;
    engine_->fold(reducer_, state_, event);
  }

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

  [[nodiscard]] std::string state() const override { return state_; }
  [[nodiscard]] std::optional<std::string> broken_invariant(const EventView& event) override {
    return engine_->broken(reducer_, *this, event);
  }

 private:
  void take_in(const EventView& event) override { state_ = program_->answer(event); }

  std::shared_ptr<Program> program_;
  std::shared_ptr<SharedEngine> engine_;
  std::size_t reducer_;
  std::string state_ = "null";
};

/// The state is native; only the condition is Lua's.
class ConditionFolding final : public Folding {
 public:
  ConditionFolding(std::unique_ptr<Folding> folding, std::shared_ptr<SharedEngine> engine)
      : folding_(std::move(folding)), engine_(std::move(engine)) {}

  [[nodiscard]] std::string state() const override { return folding_->state(); }
  [[nodiscard]] std::optional<std::string> broken_invariant(const EventView& event) override {
    return engine_->broken(std::nullopt, *this, event);
  }

 private:
  void take_in(const EventView& event) override { folding_->fold(event); }

  std::unique_ptr<Folding> folding_;
  std::shared_ptr<SharedEngine> engine_;
};

class ModelReducers final : public Reducers {
 public:
  ModelReducers(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes, Sought sought, Reducer otherwise)
      : model_(std::move(model)),
        notes_(std::move(notes)),
        sought_(std::move(sought)),
        otherwise_(otherwise),
        builtin_(builtin_reducers(otherwise)) {}

  std::unique_ptr<Folding> begin(std::string_view stream) override {
    const auto reducer = model_->reducer_of(category_of(stream));
    if (!reducer) return with_condition(builtin_->begin(stream));
    if (is_program(*reducer)) return std::make_unique<ProgramFolding>(program(*reducer), engine(), *reducer);
    return std::make_unique<LuaFolding>(engine(), *reducer, stream);
  }

  std::unique_ptr<Folding> resume(std::string_view stream, std::string_view state) override {
    const auto reducer = model_->reducer_of(category_of(stream));
    if (!reducer) return with_condition(builtin_->resume(stream, state));
    if (is_program(*reducer)) throw Error(ErrorKind::bug, "a fold by a program was to be resumed");
    return std::make_unique<LuaFolding>(engine(), *reducer, stream, state);
  }

  [[nodiscard]] std::unique_ptr<Reducers> another() const override {
    return std::make_unique<ModelReducers>(model_, notes_, sought_, otherwise_);
  }

 private:
  [[nodiscard]] bool is_program(std::size_t reducer) const { return !model_->reducers()[reducer].command.empty(); }

  const std::shared_ptr<SharedEngine>& engine() {
    if (!engine_) engine_ = std::make_shared<SharedEngine>(model_, notes_, sought_);
    return engine_;
  }

  std::unique_ptr<Folding> with_condition(std::unique_ptr<Folding> folding) {
    if (sought_.condition.empty()) return folding;
    return std::make_unique<ConditionFolding>(std::move(folding), engine());
  }

  std::shared_ptr<Program> program(std::size_t reducer) {
    auto& program = programs_[reducer];
    if (!program) program = start_program(*model_, reducer);
    return program;
  }

  std::shared_ptr<const Model> model_;
  std::shared_ptr<ModelNotes> notes_;
  Sought sought_;
  Reducer otherwise_;
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

std::unique_ptr<Reducers> model_reducers(std::shared_ptr<const Model> model, std::shared_ptr<ModelNotes> notes,
                                         Sought sought, Reducer otherwise) {
  return std::make_unique<ModelReducers>(std::move(model), std::move(notes), std::move(sought), otherwise);
}

}  // namespace evs
