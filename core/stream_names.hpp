#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/store.hpp"

namespace evs {

/// Return false to end the visit.
using CategoryVisitor = std::function<bool(std::string_view)>;

/// Streams by name, each with its version.
using NamedVersions = std::map<std::string, Seq, std::less<>>;

/// What a store can tell of the names of its streams without going through them in their order: an ability that a
/// backend may have besides Reader. All calls throw [damaged] and [system] as those of Reader do.
class StreamNames {
 public:
  StreamNames() = default;
  virtual ~StreamNames() = default;
  StreamNames(const StreamNames&) = delete;
  StreamNames& operator=(const StreamNames&) = delete;

  /// Visits the categories that streams have, in byte order.
  virtual void categories(const CategoryVisitor& visit) = 0;

  /// Of the streams whose names begin so, the first ones in byte order, at most `most` (1 or more), and the last; each
  /// with its version. What these names have in common at their beginnings, all have.
  virtual NamedVersions first_and_last(std::string_view beginning, std::size_t most) = 0;
};

}  // namespace evs
