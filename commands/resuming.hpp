#pragma once

#include <memory>
#include <string>

#include "commands/command.hpp"
#include "commands/reducing.hpp"
#include "core/evolve/baseline_resumption.hpp"

namespace evs {

class Session;

/// Where a command that folds may begin, and whether it is to say where it did: --no-snapshot and --explain.
struct ResumingOptions {
  bool no_snapshot = false;
  bool explain = false;
  bool from_baseline = false;  // not at snapshots, but at baselines
};
void add_resuming_options(Command& command, ResumingOptions& options);

/// The snapshots, or the baselines, that the folds of a command may begin at, and what is said about them.
class Resuming {
 public:
  /// Uses `reader` to look for them; the session's own may be read meanwhile if it is another one.
  /// `without` says what happens to a stream without a baseline, if folds are to begin there.
  Resuming(Session& session, Reader& reader, const ResumingOptions& options, const Reducing& reducing,
           BaselineResumption::WithoutOne without = BaselineResumption::WithoutOne::refuse);

  /// Nothing: folds begin at the first event.
  [[nodiscard]] Resumption* resumption() { return resumption_.get(); }

  /// With --explain, says after the fold of a stream where it began, and why not elsewhere.
  void explain(const StreamName& stream);
  /// The same after the folds of many, in numbers.
  void explain_all();
  /// The same for a fold that looks at every event, because of this option.
  void explain_every(const std::string& option);

 private:
  [[nodiscard]] std::string why_none() const;
  void explain_passed_over(const StreamName& stream);
  void explain_baseline(const StreamName& stream);

  Session& session_;
  ResumingOptions options_;
  FingerprintOf fingerprint_of_;
  std::string kind_;      // of the store
  Snapshots* snapshots_;  // nothing: it keeps none
  std::unique_ptr<Resumption> resumption_;
};

}  // namespace evs
