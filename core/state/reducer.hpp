#pragma once

#include <memory>
#include <string>

#include "core/event.hpp"

namespace evs {

/// The state of one stream while it is folded. A copy is a state of its own.
class Folding {
 public:
  Folding() = default;
  virtual ~Folding() = default;
  Folding(const Folding&) = delete;
  Folding& operator=(const Folding&) = delete;
  /// Takes the next event in.
  virtual void fold(const EventView& event) = 0;
  /// The state as JSON without white space.
  [[nodiscard]] virtual std::string state() const = 0;
  [[nodiscard]] virtual std::unique_ptr<Folding> copy() const = 0;
};

/// How events become state.
enum class Reducer {
  merge_patch,  // JSON Merge Patch (RFC 7396) of each event's data into the state, which begins as null
  last,         // the last event's data
};

/// A fresh state. One that has been made serves one thread at a time.
std::unique_ptr<Folding> begin_folding(Reducer reducer);

}  // namespace evs
