#include "core/import.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "core/codec/event_source.hpp"
#include "core/derived_id.hpp"
#include "core/evolve/baseline.hpp"
#include "core/evolve/kept_rules.hpp"
#include "core/integrity/commitment.hpp"
#include "core/per_thread.hpp"
#include "core/reserved.hpp"

namespace evs {
namespace {

constexpr std::size_t bytes_per_commit = std::size_t{64} << 20U;

/// What is parsed while a commit is written: about as much as the next one takes.
constexpr std::size_t bytes_ahead = std::size_t{40} << 20U;
constexpr std::size_t events_ahead = 100'000;

/// So long, in all, others who want to write wait for the input of which a batch is being stored.
constexpr std::chrono::milliseconds longest_wait(2000);

/// So many refused lines are kept until the store has looked at the events before them.
constexpr std::size_t most_refused = 10'000;

/// The numbers of what is kept for baselines are those of a store; another keeps more or less.
void take_kept(IncomingEvent& event) {
  EventView view;
  view.id = event.id;
  view.type = event.type;
  view.schema = event.schema;
  view.time = event.time.value_or(Timestamp{-1});
  view.data = event.data;
  view.meta = event.meta;
  if (const auto fault = fault_of_kept(view)) {
    throw LineFault{1,
                    "stream '" + std::string(event.stream) + "' takes only what another store kept there: " + *fault};
  }
  event.source_seq.reset();
}

/// Of evs's own events, only baselines and what they name mean something in another store.
void require_importable(IncomingEvent& event) {
  if (event.stream == rules_stream) return take_kept(event);
  if (event.stream.starts_with('$')) {
    throw LineFault{1, "stream '" + std::string(event.stream) + "': names that start with $ are evs's own"};
  }
  if (!is_own_type(event.type)) return;
  if (event.type != baseline_type) {
    throw LineFault{1, "type '" + std::string(event.type) + "': types that start with $evs. are evs's own"};
  }
  try {
    parse_baseline(event.data);
  } catch (const Error& error) {
    throw LineFault{1, "the event is no baseline: " + error.message()};
  }
}

/// What an importing thread does to an event besides parsing it: everything that needs no knowledge of the store. Not
/// sealed are events that are likely to be stored already; the store seals them if they are not.
void prepare(IncomingEvent& event, json::Arena& arena, ImportRules::Numbering numbering, bool seals) {
  require_importable(event);
  const bool assigns = numbering == ImportRules::Numbering::assign;
  if (assigns && event.source_seq && !json::has_member(event.meta, "source_seq")) {
    event.meta = arena.keep(json::with_member(event.meta, "source_seq", std::to_string(*event.source_seq)));
  }
  if (!seals || event.id.empty() || !event.time) return;  // what is decided later is sealed, too
  static PerThread<Sha256> hashes;
  Seal seal{make_salt(), {}};
  seal.commitment =
      commitment_of(hashes.mine(), seal.salt,
                    {event.stream, event.id, event.type, event.schema, *event.time, event.data, event.meta});
  event.seal = seal;
}

class Import {
 public:
  Import(std::string name, Store& store, const ImportJob& job) : name_(std::move(name)), store_(store), job_(job) {
    // In others a commit more costs more than it gains, since each comes to all pages of the look-ups.
    const bool is_empty = store.head().position == Position{0};
    events_of_next_commit_ = static_cast<std::size_t>(
        is_empty ? std::min(job.events_per_commit, job.events_of_first_commit) : job.events_per_commit);
  }

  ImportSummary run(std::unique_ptr<ByteSource> bytes) {
    EventSource::Options options;
    options.threads = job_.threads;
    options.helpers = 1;  // the caller's processor is free while it waits
    options.bytes_ahead = bytes_ahead;
    options.events_ahead = events_ahead;
    options.prepare = [this](IncomingEvent& event, json::Arena& arena) {
      prepare(event, arena, job_.numbering, finds_new_.load(std::memory_order_relaxed));
    };
    EventSource source(std::move(bytes), name_, options);
    source_ = &source;
    events_.reserve(std::min<std::size_t>(events_ahead, static_cast<std::size_t>(job_.events_per_commit)));
    while (!at_end_) {
      collect(events_of_part());
      commit();
    }
    return summary_;
  }

 private:
  using Milliseconds = std::chrono::milliseconds;

  /// A line that is not stored, and why.
  struct Refused {
    std::int64_t line;
    Error error;
    std::string text;
  };

  [[nodiscard]] bool is_full() const { return events_.size() >= events_of_next_commit_ || bytes_ >= bytes_per_commit; }

  [[nodiscard]] std::size_t events_of_part() const {
    const bool is_worth_it = finds_new_.load(std::memory_order_relaxed) && job_.events_of_part > 0;
    return is_worth_it ? static_cast<std::size_t>(job_.events_of_part) : events_of_next_commit_;
  }

  /// Takes events for the next commit: so many, if there are, and then those that are ready. What is refused is told in
  /// the order of the lines, so that the store must have looked at the events before it.
  void collect(std::size_t least) {
    while (!at_end_ && !is_full()) {
      if (refused_.size() > most_untold()) {
        if (events_.size() > given_) return;
        tell_refused();
      }
      if (!block_) {
        const bool is_enough = events_.size() >= least;
        if (is_enough ? !source_->is_ready() : is_storing_ && !comes_soon()) return;
        next_block();
      } else if (!take_next()) {
        return;
      }
    }
  }

  /// If there is nobody to tell it to, the first ends the import.
  [[nodiscard]] std::size_t most_untold() const { return job_.on_rejected ? most_refused : 0; }

  /// While others wait who want to write.
  bool comes_soon() {
    const auto begin = std::chrono::steady_clock::now();
    const bool is_ready = source_->is_ready(patience_);
    patience_ -= std::min(patience_, std::chrono::ceil<Milliseconds>(std::chrono::steady_clock::now() - begin));
    return is_ready;
  }

  void next_block() {
    try {
      block_ = source_->next();
    } catch (const Error& error) {
      throw stopped(error);
    }
    taken_ = 0;
    rejected_ = 0;
    at_end_ = !block_;
  }

  /// The next line of the block, or its end. False where the store must be asked, which is busy.
  bool take_next() {
    const bool has_event = taken_ < block_->events.size();
    const bool has_rejected = rejected_ < block_->rejected.size();
    if (has_rejected && (!has_event || block_->rejected[rejected_].line < block_->events[taken_].line)) {
      reject(std::move(block_->rejected[rejected_++]));
    } else if (has_event) {
      IncomingEvent& event = block_->events[taken_];
      if (is_storing_ && event.id.empty() && !ids_) return false;
      ++taken_;
      take(event);
    } else {
      block_->events = {};  // their texts are still needed
      bytes_ += block_->input.size;
      blocks_.push_back(std::move(block_));
    }
    return true;
  }

  void take(IncomingEvent& event) {
    if (event.id.empty() && !can_tell_whether_stored()) return refuse_unsent(event, untold());
    if (event.id.empty()) event.id = block_->arena.keep(ids_->id_for(event));
    if (event.sub > 0 && job_.numbering == ImportRules::Numbering::automatic) {
      return refuse_unsent(event, upcasted(event));
    }
    events_.push_back(event);
  }

  void commit() {
    if (!events_.empty()) {
      const ImportOutcome outcome = store();
      finds_new_.store(outcome.imported > 0, std::memory_order_relaxed);
      summary_.imported += outcome.imported;
      summary_.skipped += outcome.skipped;
      summary_.rejected += outcome.refused;
      summary_.streams.insert(outcome.streams.begin(), outcome.streams.end());
    }
    tell_refused();  // of a commit without events
    total_bytes_ += static_cast<std::int64_t>(bytes_);
    events_of_next_commit_ = static_cast<std::size_t>(job_.events_per_commit);
    events_.clear();
    given_ = 0;
    blocks_.clear();
    bytes_ = 0;
    if (job_.on_progress) job_.on_progress(summary_.imported + summary_.skipped + summary_.rejected, total_bytes_);
  }

  /// What there is, and until the commit is full what comes meanwhile. What was refused is told before it is durable,
  /// so that nothing of it is lost.
  ImportOutcome store() {
    ImportRules rules;
    rules.numbering = job_.numbering;
    rules.on_refused = [this](const IncomingEvent& event, const Error& error) { refuse(event, error); };
    rules.expected = at_end_ ? events_.size() : std::max(events_.size(), events_of_next_commit_);
    rules.more = [this] {
      given_ = events_.size();
      collect(given_ + events_of_part());
      if (given_ == events_.size()) tell_refused();
      return std::span<const IncomingEvent>(events_).subspan(given_);
    };
    given_ = events_.size();
    patience_ = longest_wait;
    is_storing_ = true;
    ImportOutcome outcome = store_.import(events_, rules);
    is_storing_ = false;
    return outcome;
  }

  void reject(RejectedLine rejected) {
    Error error(ErrorKind::bad_input,
                source_->place(rejected.line) + ", byte " + std::to_string(rejected.byte) + ": " + rejected.reason);
    error.fact("file", plain_name()).fact("line", rejected.line).fact("byte", static_cast<long long>(rejected.byte));
    ++summary_.rejected;
    refused_.push_back({rejected.line, std::move(error), std::move(rejected.text)});
  }

  void tell_refused() {
    std::stable_sort(refused_.begin(), refused_.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
    for (const Refused& refused : refused_) {
      if (!job_.on_rejected) throw stopped(refused.error);
      job_.on_rejected(refused.line, refused.error, refused.text);
    }
    refused_.clear();
  }

  /// By an id that is made of the event; makes what it takes for that.
  bool can_tell_whether_stored() {
    if (!ids_) {
      const IdSecret secret = store_.id_secret();
      was_secret_erased_ = secret.was_one_erased;
      ids_.emplace(std::string_view(reinterpret_cast<const char*>(secret.bytes.data()), secret.bytes.size()));
    }
    return job_.takes_as_new || !was_secret_erased_;
  }

  static Error untold() {
    return Error(ErrorKind::bad_input,
                 "the event has no id, and a purge has erased what such ids are made with here: whether the event is "
                 "stored, or was erased, cannot be told")
        .hint("leave out what was imported before and take the rest with --as-new, or give the events ids");
  }

  /// Its seq is that of the stored event that it came of, which another line has too.
  static Error upcasted(const IncomingEvent& event) {
    return Error(ErrorKind::bad_input,
                 "\"sub\" is " + std::to_string(event.sub) +
                     ": an upcaster made several events of one here, so that seqs do not count them")
        .hint("import what 'evs export --raw' writes, or number the events as they come with --seq assign")
        .fact("stream", std::string(event.stream));
  }

  /// Before the store was asked, which counts what it refuses itself.
  void refuse_unsent(const IncomingEvent& event, const Error& refused) {
    ++summary_.rejected;
    refused_.push_back({event.line, told_of(event, refused), as_it_came(event)});
  }

  void refuse(const IncomingEvent& event, const Error& refused) {
    if (!job_.on_rejected) throw stopped(told_of(event, refused));
    refused_.push_back({event.line, told_of(event, refused), as_it_came(event)});
  }

  [[nodiscard]] Error told_of(const IncomingEvent& event, const Error& refused) const {
    Error error(refused.kind(), source_->place(event.line) + ": " + refused.message());
    for (const Error::Fact& fact : refused.facts()) error.fact(fact);
    error.fact("file", plain_name()).fact("line", event.line);
    if (!refused.hint().empty()) {
      error.hint(refused.hint());
    } else if (refused.kind() == ErrorKind::bad_input) {
      error.hint("put the missing events in front, or number them as they come with --seq assign");
    }
    return error;
  }

  /// A line that can be imported again: as it was read, with the source's own seq.
  static std::string as_it_came(const IncomingEvent& event) {
    std::string out = "{";
    if (!event.id.empty()) out += R"("id":)" + json::quoted(event.id) + ',';
    out += R"("stream":)" + json::quoted(event.stream);
    if (event.source_seq) out += R"(,"seq":)" + std::to_string(*event.source_seq);
    out += R"(,"type":)" + json::quoted(event.type) + R"(,"schema":)" + std::to_string(event.schema);
    if (event.time) out += R"(,"time":")" + to_string(*event.time) + '"';
    out.append(R"(,"data":)").append(event.data).append(R"(,"meta":)").append(event.meta).append("}");
    return out;
  }

  Error stopped(Error error) const {
    const std::int64_t imported = job_.imported_before + summary_.imported;
    error.detail(imported == 0 ? "nothing was imported"
                 : imported == 1
                     ? "1 event was imported before; run it again to go on behind it"
                     : std::to_string(imported) + " events were imported before; run it again to go on behind them");
    return error;
  }

  [[nodiscard]] std::string plain_name() const {
    return name_.starts_with('\'') ? name_.substr(1, name_.size() - 2) : name_;
  }

  std::string name_;
  EventSource* source_ = nullptr;  // while run() runs
  Store& store_;
  const ImportJob& job_;
  std::size_t events_of_next_commit_;
  ImportSummary summary_;
  std::atomic<bool> finds_new_ = true;  // the last commit did
  std::optional<ImportedIds> ids_;      // once an event needs one
  bool was_secret_erased_ = false;
  std::unique_ptr<ParsedBlock> block_;  // that events are taken from
  std::size_t taken_ = 0;               // of its events
  std::size_t rejected_ = 0;            // of its rejected lines
  bool at_end_ = false;
  bool is_storing_ = false;                          // the store waits for more
  Milliseconds patience_{};                          // that is left
  std::vector<Refused> refused_;                     // and not yet told
  std::vector<IncomingEvent> events_;                // of the next commit, with
  std::deque<std::unique_ptr<ParsedBlock>> blocks_;  // the blocks that they are in
  std::size_t given_ = 0;                            // of the events, to the store
  std::size_t bytes_ = 0;                            // of input in the blocks
  std::int64_t total_bytes_ = 0;                     // of input in the commits so far
};

}  // namespace

ImportSummary import_events(std::unique_ptr<ByteSource> source, const std::string& name, Store& store,
                            const ImportJob& job) {
  return Import(name, store, job).run(std::move(source));
}

}  // namespace evs
