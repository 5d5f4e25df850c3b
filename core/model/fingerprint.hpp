#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "core/model/model.hpp"
#include "core/state/reducer.hpp"
#include "core/state/snapshot.hpp"

namespace evs {

/// Raised whenever this code would fold the same events, by the same reducer, to another state than before; snapshots
/// of the versions before are passed over then.
inline constexpr std::int64_t folding_version = 1;

/// What decides a fold besides the events.
struct FoldedBy {
  Reducer builtin = Reducer::merge_patch;    // where `reducers` has none
  std::shared_ptr<const Model> reducers{};   // the model whose reducers fold; nothing: none does
  std::shared_ptr<const Model> upcasters{};  // the one whose upcasters are in force; nothing: events are folded as
                                             // they are stored
};

/// What folds a stream: "model", "merge-patch" or "last", the kind in its fingerprint; "program" has none.
std::string_view fold_kind(const FoldedBy& by, std::string_view stream);

/// The fingerprints of a fold: one for what the model's reducers fold, one for the rest.
///
///     SHA-256("evs.reducer.v1\0" ‖ LP(kind) ‖ be64(folding_version) ‖ LP(Lua) ‖ texts(reducers) ‖ texts(upcasters))
///     texts(model) = be64(n) ‖ LP(name) ‖ LP(text) for each of its n texts
///
/// LP(x) is the 8-byte big-endian length of x, then x. `kind` is "merge-patch", "last" or "model"; Lua is its release
/// ("Lua 5.4.4"), empty where no text takes part. The texts of a model are its own, with an empty name, and those of
/// the modules that it required, by the bytes of their names; of no model there are 0, and a built-in reducer takes
/// none of `reducers`. The format is part of evs-model(5).
class Fingerprints {
 public:
  explicit Fingerprints(FoldedBy by);

  /// Nothing for a stream that a program folds.
  [[nodiscard]] std::optional<Fingerprint> of(std::string_view stream) const;

 private:
  FoldedBy by_;
  Fingerprint builtin_;
  std::optional<Fingerprint> model_;
};

}  // namespace evs
