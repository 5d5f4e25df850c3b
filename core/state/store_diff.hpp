#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/state/diff.hpp"
#include "core/store.hpp"

namespace evs {

/// How a stream differs between two stores: what its events hold, and up to where. Two events are the same if their
/// producer would say so: id, type, schema and time, and data and meta byte for byte. Positions are the store's own
/// affair.
struct StreamDifference {
  enum class Kind { only_here, only_there, content, longer_here, longer_there };
  Kind kind;
  std::string stream;
  Seq seq;      // the first at which they differ
  Seq version;  // 0: no such stream
  Seq other_version;
  std::optional<Event> event;  // at that seq
  std::optional<Event> other;
  /// Which parts of the two events differ; empty if one of them is not there.
  [[nodiscard]] std::vector<std::string_view> parts() const;
};
/// "only-here", "content", …
std::string_view name(StreamDifference::Kind kind);
using DifferenceVisitor = std::function<void(const StreamDifference&)>;

/// Compares every selected stream of two stores and visits those that differ, by name. Each log is read once, and the
/// streams that differ again. Memory is that of replay_all, twice, and 16 bytes for each event of up to a million in
/// streams that differ, or of one such stream. Both stores must be such that they can be read again.
DiffCounts diff_stores(Reader& here, Reader& there, const StreamSelection& selection, int threads,
                       const DifferenceVisitor& visit);

/// The same for some streams, which must be sorted.
DiffCounts diff_stores(Reader& here, Reader& there, const std::vector<StreamName>& streams,
                       const DifferenceVisitor& visit);

}  // namespace evs
