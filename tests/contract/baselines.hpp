#pragma once

#include <memory>
#include <string>

#include "core/evolve/baseline_check.hpp"
#include "core/evolve/baseline_taking.hpp"
#include "core/evolve/history.hpp"
#include "core/evolve/upcasting.hpp"
#include "core/state/replay.hpp"
#include "tests/contract/verifying.hpp"
#include "tests/models.hpp"

namespace evs::contract {

/// What folds under a model; under none, merge patch.
inline FoldedBy folded_by(const std::shared_ptr<const Model>& model) {
  FoldedBy by;
  by.reducers = model;
  if (model && !model->upcasters().empty()) by.upcasters = model;
  return by;
}

/// Appends baselines to every stream of a category.
inline BaselinesTaken take_baselines(const std::string& path, const std::shared_ptr<const Model>& model,
                                     const std::string& category = "") {
  const auto reader = open_reader(location_of(path));
  const auto schemas = open_schemas(location_of(path));
  const auto store = test::open_sqlite(path);
  BaselineTaking taking({*reader, schemas.get(), store.get()}, folded_by(model), std::make_shared<ModelNotes>());
  StreamSelection selection;
  selection.category = category;
  store->streams(selection, [&](const StreamInfo& stream) {
    if (!stream.name.starts_with('$')) taking.take(StreamName(stream.name));
    return true;
  });
  return taking.finish();
}

/// A verify that folds baselines again.
inline VerifyJob with_baselines(const std::string& path) {
  VerifyJob job;
  job.refold_baselines = [path](const FindingVisitor& found) {
    const BaselineCounts counts = check_baselines(*open_reader(location_of(path)), found);
    return RefoldedBaselines{counts.checked, counts.emptied};
  };
  return job;
}

/// "2 checked, 1 emptied": what verify says of the baselines, or its findings.
inline std::string verified_baselines(const std::string& path) {
  std::vector<Finding> findings;
  const VerifySummary summary = verify(*open_examination(location_of(path)), with_baselines(path),
                                       [&](const Finding& finding) { findings.push_back(finding); });
  if (!findings.empty()) return told(findings);
  return std::to_string(summary.baselines->compared) + " checked, " + std::to_string(summary.baselines->emptied) +
         " emptied";
}

/// The state of a stream through its history; "" if it has none.
inline std::string history_of(Reader& stored, const std::string& stream, const std::shared_ptr<const Model>& present,
                              const Moment& moment = {}) {
  KeptRules kept(stored);
  History history(stored, kept, fold_rules(folded_by(present), std::make_shared<ModelNotes>()));
  const auto folded = history.fold(StreamName(stream), moment);
  return folded ? folded->folding->state() : "";
}

/// The state of a stream as replay makes it, from its newest baseline or from its first event.
enum class From { first_event, baseline };
inline std::string replayed(Reader& stored, const std::string& stream, const std::shared_ptr<const Model>& present,
                            From from, const Moment& moment = {}) {
  const auto notes = std::make_shared<ModelNotes>();
  const FoldRules rules = fold_rules(folded_by(present), notes);
  BaselineResumption resumption(stored, rules.by, BaselineResumption::WithoutOne::refuse);
  auto reader = stored.another();
  if (rules.by.upcasters) reader = read_through(std::move(reader), upcasting_stage(present, notes));
  const auto state = replay_stream(*reader, StreamName(stream), *rules.reducers, moment,
                                   from == From::baseline ? &resumption : nullptr);
  return state ? state->state : "";
}

}  // namespace evs::contract
