#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/engine.hpp"
#include "core/store.hpp"
#include "core/text_map.hpp"

namespace evs {

/// The names that a model gives to the streams of a source. Serves one thread.
class StreamRenaming {
 public:
  /// Which streams will be asked for.
  using Asked = std::function<bool(std::string_view stream)>;

  /// Asks the model for the name of each stream of the source that will be asked for, and keeps 16 bytes of each.
  /// Throws [bad-input] if two streams that have events up to `to` would have one name, and what Engine::renamed()
  /// throws. `engine` must outlive the object.
  StreamRenaming(Reader& source, Position to, Engine& engine, std::string place, const Asked& asked);

  /// The name; it is there until the next call. Throws [bad-input] if it is another than it was before.
  const std::string& name_of(std::string_view stream);

 private:
  void require_no_clash(Reader& source, Position to, const Asked& asked) const;

  Engine& engine_;
  std::string place_;                                          // of the declaration
  std::vector<std::pair<std::size_t, std::size_t>> expected_;  // hashes of names, old and new; sorted
  TextMap<std::string> recent_;
};

}  // namespace evs
