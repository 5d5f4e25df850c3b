#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/event.hpp"
#include "core/model/declarations.hpp"
#include "core/model/model.hpp"

namespace evs {

namespace lua {
class Machine;
}

/// A test that stands in a model: the events, and the state that they must make.
struct ModelTest {
  std::string name;  // "test 1", or what it calls itself
  std::vector<Event> events;
  std::string state;  // as JSON
};

/// A number of an event that Lua could not hold as it was.
struct RoundedNumber {
  std::string number;
  std::string stream;
  Seq seq;
  Position position;
};

/// A model at work: one Lua state. Serves one thread at a time. Which of the reducers is meant is said by its place
/// among those declared. Calls into the model's functions throw [bad-input] with the place in the model, the rule and
/// the event, and [damaged] if the event's data are not JSON; whatever was folded then is of no use any more.
class Engine {
 public:
  /// Runs the model's text. Throws [bad-input] with file, line and reason. `source` must outlive the engine.
  explicit Engine(const ModelSource& source);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  [[nodiscard]] std::vector<ReducerDeclaration> reducers() const;
  [[nodiscard]] const std::vector<PersonalDeclaration>& personal() const;
  /// The categories of streams whose names identify a person.
  [[nodiscard]] const std::vector<std::string>& personal_categories() const;
  /// What the model required, in the order of loading.
  [[nodiscard]] const std::vector<LoadedText>& modules() const;
  /// Throws [bad-input] if what stands there is no test.
  [[nodiscard]] std::vector<ModelTest> tests(std::size_t reducer);

  /// A state that the engine holds; released by release().
  using State = int;
  State begin(std::size_t reducer);
  /// The state that this JSON is. Throws [damaged] if it is none.
  State adopt(std::string_view json);
  void fold(std::size_t reducer, State state, const EventView& event);
  /// As JSON; throws NotData.
  [[nodiscard]] std::string text(State state) const;
  /// The first invariant, by the order of the sentences, that does not hold; if `only` is not empty, no other is asked.
  [[nodiscard]] std::optional<std::string> broken_invariant(std::size_t reducer, State state, const EventView& event,
                                                            std::string_view only = {});
  void release(State state);

  /// A Lua expression over the state s and the event e, which may call what the model has as globals. Throws [usage] if
  /// it is none.
  using Condition = int;
  Condition compile(const std::string& expression);
  /// Whether it holds for a state and the event that led there. Throws [usage] with the event if it fails.
  [[nodiscard]] bool holds(Condition condition, State state, const EventView& event);

  /// The first number so far that could not be kept.
  [[nodiscard]] const std::optional<RoundedNumber>& rounded() const { return rounded_; }

  /// Why a state is not JSON.
  struct NotData {
    std::string pointer;
    std::string reason;
  };

 private:
  std::unique_ptr<lua::Machine> machine_;
  std::optional<RoundedNumber> rounded_;
};

}  // namespace evs
