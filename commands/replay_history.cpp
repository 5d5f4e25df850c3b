#include "commands/printing.hpp"
#include "commands/replay_options.hpp"
#include "commands/session.hpp"
#include "core/counted.hpp"
#include "core/evolve/history.hpp"
#include "core/evolve/kept_rules.hpp"
#include "core/state/own_streams.hpp"

namespace evs {
namespace {

/// Streams one after the other.
class Histories {
 public:
  Histories(Reader& stored, const ReplayOptions& options, const Reducing& reducing)
      : kept_(stored),
        history_(stored, kept_, fold_rules(reducing.folded_by(), reducing.notes)),
        moment_(options.moment()) {}

  std::optional<StreamState> state_of(const StreamName& stream) {
    const auto folded = history_.fold(stream, moment_);
    if (!folded) return std::nullopt;
    ++streams_;
    baselines_ += folded->baselines;
    return StreamState{stream.text(), folded->seq, folded->folding->state()};
  }

  void explain(const ReplayOptions& options, Session& session) const {
    if (!options.resuming.explain) return;
    session.note("folded " + counted(streams_, "stream") + " from the first event, with " +
                 counted(baselines_, "baseline") + " on the way, whose rules were used up to there");
  }

 private:
  KeptRules kept_;
  History history_;
  Moment moment_;
  std::int64_t streams_ = 0;
  std::int64_t baselines_ = 0;
};

int replay_one(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  Histories histories(below_stages(session.reader()), options, reducing);
  const auto state = histories.state_of(options.stream_name());
  require_reached(session, options, state ? std::optional(state->seq) : std::nullopt);
  print_state(session, state->state);
  histories.explain(options, session);
  return 0;
}

int replay_many(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  const auto beside = below_stages(session.reader()).another();  // the other one goes through the streams meanwhile
  if (!beside) throw Error(ErrorKind::usage, "what can be read only once has no history that is known before");
  Histories histories(*beside, options, reducing);
  const StreamSelection selection = options.selection();
  session.start_pager();
  RecordPrinter printer(session, session.format("ndjson", "ndjson"));
  std::int64_t streams = 0;
  session.reader().streams(selection, [&](const StreamInfo& stream) {
    if (!is_folded(selection, stream.name)) return true;
    const auto state = histories.state_of(StreamName(stream.name));
    if (!state) return true;
    ++streams;
    printer.print(record_of(*state));
    return true;
  });
  printer.finish();
  histories.explain(options, session);
  if (streams == 0) say_nothing_selected(options, session);
  return 0;
}

}  // namespace

int replay_history(const ReplayOptions& options, const Reducing& reducing, Session& session) {
  return options.stream.empty() ? replay_many(options, reducing, session) : replay_one(options, reducing, session);
}

}  // namespace evs
