#pragma once

#include <string>

#include "core/codec/incoming.hpp"
#include "core/integrity/hmac.hpp"
#include "core/integrity/sha256.hpp"

namespace evs {

/// Ids for the events of a log file that carry none: a digest of stream, seq and content, the same in every run and
/// whether the other streams are read or passed over. Who has such an id can try out what the event said.
class LogIds {
 public:
  std::string id_for(const IncomingEvent& event, Seq seq);

 private:
  Sha256 hash_;
  std::string text_;
};

/// Ids for the events of an imported input that carry none. The same input gives the same ids for as long as the
/// store keeps its secret, so that an import that was interrupted finds its events again. Without the secret, which a
/// purge erases, they tell nothing of what the event said.
///
/// An event that carries a seq is told by stream, seq and content. One that does not is told by its content and by such
/// events before it: the same line behind the same lines. So two inputs are taken for the same only as far as they
/// begin with the same events.
class ImportedIds {
 public:
  explicit ImportedIds(std::string_view secret) : keyed_(secret) {}
  std::string id_for(const IncomingEvent& event);

 private:
  HmacSha256 keyed_;
  std::string text_;
  Digest before_{};  // stands for the events without a seq so far
};

}  // namespace evs
