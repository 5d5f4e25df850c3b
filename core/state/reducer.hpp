#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/reserved.hpp"

namespace evs {

/// The state of one stream while it is folded.
class Folding {
 public:
  Folding() = default;
  virtual ~Folding() = default;
  Folding(const Folding&) = delete;
  Folding& operator=(const Folding&) = delete;
  /// Takes the next event in. Those of evs's own types change no state.
  void fold(const EventView& event) {
    if (!is_own_type(event.type) || takes_own_types()) take_in(event);
  }
  /// The state as JSON without white space.
  [[nodiscard]] virtual std::string state() const = 0;
  /// Why a fold that begins with state() could go on otherwise than this one; nothing if it cannot.
  [[nodiscard]] virtual std::optional<std::string> not_resumable() const;
  /// What is declared to hold always and does not hold after `event`, the last that was taken in; nothing if all does.
  [[nodiscard]] virtual std::optional<std::string> broken_invariant(const EventView& event);

 private:
  virtual void take_in(const EventView& event) = 0;
  /// True of a fold that is about the events themselves, whatever they mean.
  [[nodiscard]] virtual bool takes_own_types() const { return false; }
};

/// How events become state: begins the fold of each stream. An object and what it began serve one thread at a time.
class Reducers {
 public:
  Reducers() = default;
  virtual ~Reducers() = default;
  Reducers(const Reducers&) = delete;
  Reducers& operator=(const Reducers&) = delete;
  /// The state of a stream before its first event. It may outlive this object.
  virtual std::unique_ptr<Folding> begin(std::string_view stream) = 0;
  /// The same of a stream whose state was this once, as a Folding printed it that was resumable. Throws [damaged] if it
  /// is not JSON.
  virtual std::unique_ptr<Folding> resume(std::string_view stream, std::string_view state) = 0;
  /// The same for another thread.
  [[nodiscard]] virtual std::unique_ptr<Reducers> another() const = 0;
};

/// The reducers that need no model; they treat all streams alike.
enum class Reducer {
  merge_patch,  // JSON Merge Patch (RFC 7396) of each event's data into the state, which begins as null; an event that
                // a purge has emptied changes nothing
  last,         // the last event's data
};
std::unique_ptr<Reducers> builtin_reducers(Reducer reducer);

}  // namespace evs
