#include "core/evolve/baseline_taking.hpp"

#include <algorithm>
#include <utility>

#include "core/codec/json.hpp"

namespace evs {
namespace {

/// What is written at once: so little that other writers wait for milliseconds only.
constexpr std::size_t most_in_batch = 500;
constexpr std::size_t most_bytes_in_batch = std::size_t{4} << 20U;
constexpr int most_attempts = 10;

/// The model that takes part in a fold of this kind.
const Model* model_of(const FoldedBy& by, std::string_view kind) {
  return kind == "model" ? by.reducers.get() : by.upcasters.get();
}

/// Why a state cannot be written down for others to go on from; empty if it can.
std::string unfitness_of(const Folding& folding, const std::string& data) {
  if (auto reason = folding.not_resumable()) return *reason;
  if (data.size() > longest_own_data) return "it is longer than " + std::to_string(longest_own_data) + " bytes";
  return json::fault_of_payload(data, "{}").value_or("");
}

AppendRequest request(const StreamName& stream, Seq version, const Baseline& baseline) {
  NewEvent event;
  event.type = baseline_type;
  event.data = to_json(baseline);
  return {stream, {Expected::Kind::version, version}, {std::move(event)}};
}

/// Whether an append was too late; throws what else it was refused for.
bool is_conflict(const AppendOutcome& outcome) {
  const auto* const error = std::get_if<Error>(&outcome);
  if (error != nullptr && error->kind() != ErrorKind::conflict) throw Error(*error);
  return error != nullptr;
}

}  // namespace

BaselineTaking::BaselineTaking(Places places, const FoldedBy& by, const std::shared_ptr<ModelNotes>& notes)
    : places_(places),
      by_(by),
      fingerprints_(by),
      kept_(places.stored),
      history_(places.stored, kept_, fold_rules(by, notes)) {}

void BaselineTaking::take(const StreamName& stream) {
  ++outcome_.streams;
  if (fold_kind(by_, stream.text()) == "program") {
    ++outcome_.programs;
    return;
  }
  auto made = make(stream);
  if (!made) return;
  bytes_ += made->baseline.state.size();
  batch_.push_back(std::move(*made));
  if (batch_.size() >= most_in_batch || bytes_ >= most_bytes_in_batch) write();
}

std::optional<BaselineTaking::Made> BaselineTaking::make(const StreamName& stream) {
  auto newest = newest_baseline(places_.stored, stream, {});
  if (newest) {
    const std::string why_not = obstacle(newest->baseline.by.reducer, fold_kind(by_, stream.text()));
    if (!why_not.empty()) {
      refuse(stream, why_not);
      return std::nullopt;
    }
  }
  std::optional<Snapshot> from;
  if (newest) from = Snapshot{stream.text(), newest->seq, newest->position, {}, {}, newest->baseline.state};
  std::set<std::pair<std::string, std::int64_t>> types;
  HistoryWatch watch;
  watch.on_event = [&](const EventView& event) { types.emplace(event.type, event.schema); };
  const auto folded = history_.fold(stream, {}, from, watch);
  if (!folded) return std::nullopt;  // it is not there
  Made made{stream, folded->seq, {}};
  Baseline& baseline = made.baseline;
  baseline.state = folded->folding->state();
  baseline.fingerprint = *fingerprints_.of(stream.text());
  baseline.by.reducer = fold_kind(by_, stream.text());
  baseline.by.upcasts = by_.upcasters != nullptr;
  if (const Model* model = model_of(by_, baseline.by.reducer)) baseline.by.rules = rules_digest(model->source());
  if (newest && newest->seq == folded->seq && newest->baseline.state == baseline.state &&
      newest->baseline.by == baseline.by && newest->baseline.fingerprint == baseline.fingerprint) {
    ++outcome_.already;
    return std::nullopt;
  }
  baseline.schemas = kept_schemas(types);
  const std::string unfit = unfitness_of(*folded->folding, to_json(baseline));
  if (unfit.empty()) return made;
  refuse(stream, unfit);
  return std::nullopt;
}

std::vector<Digest> BaselineTaking::kept_schemas(const std::set<std::pair<std::string, std::int64_t>>& types) {
  std::vector<Digest> digests;
  if (places_.schemas == nullptr) return digests;
  for (const auto& type : types) {
    const auto [known, is_new] = schemas_.try_emplace(type);
    if (is_new) {
      if (const auto schema = places_.schemas->schema(type.first, type.second)) {
        known->second = schema->digest;
        keep(schema_event(schema->text));
      }
    }
    if (known->second) digests.push_back(*known->second);
  }
  std::sort(digests.begin(), digests.end());
  digests.erase(std::unique(digests.begin(), digests.end()), digests.end());
  return digests;
}

void BaselineTaking::refuse(const StreamName& stream, const std::string& reason) {
  ++outcome_.unfit;
  if (outcome_.first_unfit) return;
  outcome_.first_unfit =
      Error(ErrorKind::bad_input, "the state of stream '" + stream.text() + "' cannot be kept as a baseline");
  outcome_.first_unfit->detail(reason).fact("stream", stream.text());
}

void BaselineTaking::keep_rules() {
  if (std::exchange(has_kept_rules_, true)) return;
  const Model* const model = by_.reducers ? by_.reducers.get() : by_.upcasters.get();
  if (model != nullptr) keep(rules_event(model->source()));
}

/// What is kept already is not written again, since it has the same id and the same content.
void BaselineTaking::keep(const NewEvent& event) {
  if (places_.store == nullptr) return;
  const AppendRequest one{StreamName(rules_stream), Expected{}, {event}};
  const auto outcomes = places_.store->append({&one, 1});
  if (const auto* const error = std::get_if<Error>(&outcomes.front())) throw Error(*error);
}

void BaselineTaking::write() {
  std::vector<Made> batch = std::exchange(batch_, {});
  bytes_ = 0;
  if (batch.empty()) return;
  keep_rules();
  if (places_.store == nullptr) {
    outcome_.taken += static_cast<std::int64_t>(batch.size());
    return;
  }
  std::vector<AppendRequest> requests;
  for (const Made& made : batch) requests.push_back(request(made.stream, made.version, made.baseline));
  const auto outcomes = places_.store->append(requests);
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (is_conflict(outcomes[i]))
      take_again(batch[i].stream);
    else
      ++outcome_.taken;
  }
}

void BaselineTaking::take_again(const StreamName& stream) {
  for (int attempt = 1; attempt < most_attempts; ++attempt) {
    const auto made = make(stream);
    if (!made) return;
    const AppendRequest one = request(stream, made->version, made->baseline);
    const auto outcomes = places_.store->append({&one, 1});
    if (is_conflict(outcomes.front())) continue;
    ++outcome_.taken;
    return;
  }
  throw Error(ErrorKind::conflict, "stream '" + stream.text() + "' got new events whenever its baseline was ready")
      .detail("it has no baseline of this run; what was written before stays")
      .hint("run it again when less is written to the stream")
      .fact("stream", stream.text());
}

BaselinesTaken BaselineTaking::finish() {
  write();
  return std::move(outcome_);
}

}  // namespace evs
