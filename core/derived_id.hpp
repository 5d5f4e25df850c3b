#pragma once

#include <string>

#include "core/codec/incoming.hpp"
#include "core/integrity/commitment.hpp"
#include "core/text_map.hpp"

namespace evs {

/// Ids for events of an input that carry none. The same input gives the same ids every time, so that an import that
/// was interrupted finds its events again.
///
/// An event that carries a seq is told by stream, seq and content. One that does not is told by its content and by such
/// events before it: the same line at the same place behind the same lines.
class DerivedIds {
 public:
  enum class Behind {
    whole_input,  // import: two inputs are taken for the same only as far as they begin with the same events
    stream,       // a log that is read: the id is the same whether the other streams are read or passed over
  };

  explicit DerivedIds(Behind behind) : behind_(behind) {}
  std::string id_for(const IncomingEvent& event);

 private:
  Behind behind_;
  Sha256 hash_;
  TextMap<Digest> chains_;  // by stream; one, under "", for the whole input
};

}  // namespace evs
