#pragma once

#include <memory>
#include <string>

#include "core/event.hpp"
#include "core/file.hpp"
#include "core/model/model.hpp"

namespace evs {

/// A program that folds in place of functions (evs-model(5) has the protocol): it is given event lines and answers each
/// with a line that is the state of the event's stream. Ended when the object goes.
class Program {
 public:
  Program() = default;
  virtual ~Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// The state after this event, as JSON, minified. Throws [bad-input] for an answer that is no JSON, [system] if the
  /// program has ended, or has not answered within the model's time.
  virtual std::string answer(const EventView& event) = 0;
};

/// Starts the program of a reducer in the model's folder. Throws [usage] if the model may not start programs, [system]
/// if this one cannot be started.
std::shared_ptr<Program> start_program(const Model& model, std::size_t reducer);

}  // namespace evs
