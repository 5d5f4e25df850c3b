#pragma once

#include <cstddef>
#include <cstdint>
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

/// What may come of one stored event.
constexpr std::int64_t most_upcasted_events = 1000;
constexpr std::size_t most_upcasted_bytes = std::size_t{64} << 20U;

/// An event as an upcaster made it.
struct UpcastedEvent {
  std::string type;
  std::int64_t schema = 1;
  std::optional<std::string> data;  // nothing: as the event that it was made of has it
  std::optional<std::string> meta;
};

/// A test that stands in an upcaster: an event, and what must become of it.
struct UpcastTest {
  std::string name;
  Event event;
  std::vector<UpcastedEvent> expected;
};

/// A test that stands in a merge rule: two events, and what must become of them.
struct MergeTest {
  std::string name;
  Event first;
  Event next;
  std::optional<UpcastedEvent> expected;  // nothing: they stay apart
};

/// A test that stands in the rule that renames streams.
struct RenamingTest {
  std::string name;
  std::string stream;
  std::string expected;
};

/// A number of an event that Lua could not hold as it was.
struct RoundedNumber {
  std::string number;
  std::string stream;
  Seq seq;
  Position position;
};

/// The release of Lua that models run in: "Lua 5.4.4".
std::string_view lua_release();

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
  [[nodiscard]] std::vector<UpcastDeclaration> upcasters() const;
  [[nodiscard]] std::vector<MergeDeclaration> merges() const;
  [[nodiscard]] std::optional<RenamingDeclaration> renaming() const;
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

  /// What the upcaster with this place among those declared makes of an event of its type and schema; nothing: it
  /// drops it. What its function did not change keeps the producer's bytes, down to each member of an object.
  std::vector<UpcastedEvent> upcast(std::size_t upcaster, const EventView& event);
  /// Throws [bad-input] if what stands there is no test.
  [[nodiscard]] std::vector<UpcastTest> upcast_tests(std::size_t upcaster);

  /// What the merge rule with this place makes of an event of its type and the next one of the stream; nothing: they
  /// stay apart. Bytes are kept as upcast() keeps them, those of `next` where its whole data or meta take the place.
  std::optional<UpcastedEvent> merge(std::size_t rule, const EventView& first, const EventView& next);
  /// Throws [bad-input] if what stands there is no test.
  [[nodiscard]] std::vector<MergeTest> merge_tests(std::size_t rule);

  /// The name that the model's renaming, which must be declared, gives to a stream. Throws [bad-input] with the stream
  /// also if it is no name, or one of evs's own.
  std::string renamed(std::string_view stream);
  /// Throws [bad-input] if what stands there is no test.
  [[nodiscard]] std::vector<RenamingTest> renaming_tests();

  /// A Lua expression over the state s and the event e, which may call what the model has as globals. Throws [usage] if
  /// it is none.
  using Condition = int;
  Condition compile(const std::string& expression);
  /// Whether it holds for a state and the event that led there. Throws [usage] with the event if it fails.
  [[nodiscard]] bool holds(Condition condition, State state, const EventView& event);

  /// The same over the event alone; throws [usage] also if it speaks of s.
  Condition compile_for_events(const std::string& expression);
  [[nodiscard]] bool holds(Condition condition, const EventView& event);

  /// The first number so far that a state, or an upcasted or merged event, does not have as it was.
  [[nodiscard]] const std::optional<RoundedNumber>& rounded() const { return rounded_; }

  /// Why a state is not JSON.
  struct NotData {
    std::string pointer;
    std::string reason;
  };
  /// What of a state its JSON does not tell, so that a fold could go on otherwise from there; nothing if it is all in
  /// it. The state must be JSON.
  [[nodiscard]] std::optional<NotData> lost_in_text(State state) const;

 private:
  Condition compile(const std::string& expression, bool has_state);
  bool ask(Condition condition, State state, const EventView& event, const char* asked);
  [[nodiscard]] std::string as_models_print(std::string_view json);
  void keep_bytes(std::vector<UpcastedEvent>& made, const EventView& event);
  void keep_bytes(std::optional<std::string>& made, std::string_view first, std::string_view next);

  std::unique_ptr<lua::Machine> machine_;
  std::optional<RoundedNumber> rounded_;
};

}  // namespace evs
