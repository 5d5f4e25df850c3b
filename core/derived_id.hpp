#pragma once

#include <string>

#include "core/codec/incoming.hpp"
#include "core/integrity/commitment.hpp"
#include "core/text_map.hpp"

namespace evs {

/// Ids for events of an input that carry none. The same input gives the same ids every time, so that an import that
/// was interrupted finds its events again.
///
/// An event that carries a seq is told by stream, seq and content. One that does not is told by its content and by all
/// such events before it in its stream; so it does not matter whether other streams are read as well. Two inputs in
/// which a stream begins with the same events are, as far as these go, the same.
class DerivedIds {
 public:
  std::string id_for(const IncomingEvent& event);

 private:
  Sha256 hash_;
  TextMap<Digest> chains_;  // by stream
};

}  // namespace evs
