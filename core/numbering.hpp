#pragma once

#include <optional>

#include "core/event.hpp"

namespace evs {

/// How a source's own numbers map to seqs: message-db, Axon and KurrentDB count a stream's events from 0, Marten,
/// Emmett and Commanded from 1. A stream's first number decides.
struct SourceNumbering {
  Seq version;              // the last seq given out
  std::int64_t offset = 0;  // what is added to the source's number: 0 or 1

  /// The seq of the stream's next event, `source_seq` being the number that it carries, if any. Throws [bad-input] on
  /// a hole or a reordering, naming what was expected; the numbering is then as before.
  Seq next(std::string_view stream, std::optional<std::int64_t> source_seq);
};

}  // namespace evs
