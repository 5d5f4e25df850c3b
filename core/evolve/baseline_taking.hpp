#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/evolve/baseline_resumption.hpp"
#include "core/evolve/history.hpp"
#include "core/evolve/kept_rules.hpp"
#include "core/evolve/schemas.hpp"

namespace evs {

/// What appending baselines came to.
struct BaselinesTaken {
  std::int64_t streams = 0;   // that were looked at
  std::int64_t taken = 0;     // baselines; that would be, if nothing is written
  std::int64_t already = 0;   // streams that end in an equal one
  std::int64_t programs = 0;  // streams that a program folds, whose rules cannot be kept
  std::int64_t unfit = 0;     // states of which no baseline can be made
  std::optional<Error> first_unfit{};
};

/// Appends a baseline to one stream after another: the state at its version, folded from its newest baseline by the
/// present rules. The rules, and the schemas of the events in between, are kept first. Written in batches of moderate
/// size; what was written stays if a later fold fails. A stream that was appended to in between is folded again.
class BaselineTaking {
 public:
  /// `stored` must hand out events as they are stored, of the store that `store` writes to, on another connection. All
  /// must outlive this object.
  struct Places {
    Reader& stored;
    Schemas* schemas;  // nothing: none are kept
    Store* store;      // nothing: it is only looked what would be done
  };
  BaselineTaking(Places places, const FoldedBy& by, const std::shared_ptr<ModelNotes>& notes);

  /// Makes that of one stream. Throws what folding throws, and [bad-input] if the rules cannot be kept.
  void take(const StreamName& stream);
  /// Writes what is left. Throws [conflict] if a stream was appended to again and again.
  BaselinesTaken finish();

 private:
  struct Made {
    StreamName stream;
    Seq version;  // before it
    Baseline baseline;
  };
  std::optional<Made> make(const StreamName& stream);
  std::vector<Digest> kept_schemas(const std::set<std::pair<std::string, std::int64_t>>& types);
  void refuse(const StreamName& stream, const std::string& reason);
  void keep_rules();
  void keep(const NewEvent& event);
  void write();
  void take_again(const StreamName& stream);

  Places places_;
  FoldedBy by_;
  Fingerprints fingerprints_;
  KeptRules kept_;
  History history_;
  bool has_kept_rules_ = false;
  std::map<std::pair<std::string, std::int64_t>, std::optional<Digest>> schemas_;
  std::vector<Made> batch_;
  std::size_t bytes_ = 0;
  BaselinesTaken outcome_;
};

}  // namespace evs
