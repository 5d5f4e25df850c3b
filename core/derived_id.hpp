#pragma once

#include <string>

#include "core/codec/incoming.hpp"
#include "core/integrity/commitment.hpp"

namespace evs {

/// Ids for events of an input that carry none. The same input gives the same ids every time, so that an import that
/// was interrupted finds its events again.
///
/// An event that carries a seq is told by stream, seq and content. One that does not is told by its content and by all
/// such events before it in the input: the same line at the same place behind the same lines. Two inputs that begin
/// with the same lines are, as far as these lines go, the same input.
class DerivedIds {
 public:
  std::string id_for(const IncomingEvent& event);

 private:
  Sha256 hash_;
  Digest chain_{};
};

}  // namespace evs
