#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/snapshot_options.hpp"
#include "core/evolve/baseline_taking.hpp"
#include "core/evolve/kept_rules.hpp"

namespace evs {
namespace {

/// As a rule, that of a store that baselines can be appended to.
SnapshotSelection selected(const SnapshotOptions& options, Session& session) {
  SnapshotSelection selection = options.selection();
  for (const StreamName& stream : selection.streams) {
    if (stream.is_reserved()) throw Error(ErrorKind::usage, "stream '" + stream.text() + "' is evs's own");
  }
  snapshots_of(session, selection);
  return selection;
}

std::optional<Digest> digest_of(const Reducing& reducing) {
  const Model* const model = reducing.model ? reducing.model.get() : reducing.upcasters.get();
  return model == nullptr ? std::nullopt : std::optional(rules_digest(model->source()));
}

}  // namespace

int snapshot_baseline(const SnapshotOptions& options, Session& session) {
  const Reducing reducing = choose_reducing(session, options.reducer);
  const SnapshotSelection selection = selected(options, session);
  refuse_programs(selection, reducing.fingerprints(), "its rules are not in the model, so they cannot be kept");
  Reader& stored = below_stages(session.reader());
  const auto schemas = open_schemas(session.location());
  const bool writes = !options.confirming.dry_run;
  BaselinesTaken taken;
  {
    BaselineTaking taking({stored, schemas.get(), writes ? &session.store(Missing::refuse, Workload::small) : nullptr},
                          reducing.folded_by(), reducing.notes);
    each_stream(session, selection, [&](const StreamInfo& stream) {
      if (!stream.name.starts_with('$')) taking.take(StreamName(stream.name));
    });
    taken = taking.finish();
  }
  reducing.report(session);
  Record record;
  record.number("streams", taken.streams).number(writes ? "appended" : "would_append", taken.taken);
  record.number("already", taken.already).number("skipped", taken.programs + taken.unfit);
  const auto rules = digest_of(reducing);
  rules ? record.text("rules", to_hex(*rules)) : record.json("rules", "null");
  report({taken.streams, taken.programs, taken.unfit, taken.first_unfit}, selection, session);
  print_single(session, record, session.format("table", "ndjson"));
  return 0;
}

}  // namespace evs
