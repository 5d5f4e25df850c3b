#include "core/state/replay.hpp"

#include <algorithm>
#include <exception>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "core/name_table.hpp"
#include "core/state/own_streams.hpp"
#include "core/state/resumption.hpp"

namespace evs {
namespace {

/// One stream's fold up to a moment. A prefix that ends in an event later than the moment's time may grow into one
/// that does not, since clocks go back; so the fold goes on, and the last good state is put aside.
class PrefixFold {
 public:
  explicit PrefixFold(std::unique_ptr<Folding> folding) : folding_(std::move(folding)) {}
  /// Goes on behind a snapshot, which belongs to the prefix.
  PrefixFold(Reducers& reducers, const Snapshot& from)
      : folding_(reducers.resume(from.stream, from.state)), from_(from.seq), seq_(from.seq) {}

  void add(const EventView& event, const Moment& moment) {
    if (!needs(event.seq)) return;
    const bool too_late = moment.time && event.time > *moment.time;
    if (too_late && !put_aside_) put_aside_ = folding_->state();
    folding_->fold(event);
    if (too_late) return;
    put_aside_.reset();
    seq_ = event.seq;
  }

  /// Whether an event is behind where the fold began.
  [[nodiscard]] bool needs(Seq seq) const { return seq > from_; }
  [[nodiscard]] Seq seq() const { return seq_; }
  [[nodiscard]] std::string state() const { return put_aside_ ? *put_aside_ : folding_->state(); }

 private:
  std::unique_ptr<Folding> folding_;
  std::optional<std::string> put_aside_;
  Seq from_;
  Seq seq_;
};

Selection prefix_of(const Moment& moment) {
  Selection selection;
  selection.to_seq = moment.seq;
  selection.to_position = moment.position;
  return selection;
}

/// How many streams are folded in one pass over the log; bounds the states in memory.
constexpr std::size_t streams_per_pass = 100'000;

/// Where the fold of a stream begins.
struct Beginning {
  std::string name;
  Seq version;
  std::optional<Snapshot> from;  // nothing: at the first event
};

/// The position behind which are all events that folds of these streams need; nothing if their snapshots are all of
/// it.
std::optional<Position> needed_behind(const std::vector<Beginning>& streams) {
  std::optional<Position> behind;
  for (const Beginning& stream : streams) {
    if (stream.from && stream.from->seq == stream.version) continue;
    const Position needed = stream.from ? stream.from->position : Position{};
    if (!behind || needed < *behind) behind = needed;
  }
  return behind;
}

/// A stream's fold, and what has come of it.
class StreamFold {
 public:
  void add(const EventView& event, Reducers& reducers, const Moment& moment) {
    if (!fold_) fold_.emplace(reducers.begin(event.stream));
    fold_->add(event, moment);
  }
  void resume(Reducers& reducers, const Snapshot& from) { fold_.emplace(reducers, from); }
  [[nodiscard]] bool needs(Seq seq) const { return !fold_ || fold_->needs(seq); }
  [[nodiscard]] Seq seq() const { return fold_ ? fold_->seq() : Seq{0}; }

  /// Makes the text of the state, and gives back the memory of the fold. What is thrown meanwhile is kept for take().
  void finish() {
    try {
      seq_ = seq();
      if (seq_ != Seq{0}) state_ = fold_->state();
    } catch (...) {
      failure_ = std::current_exception();
    }
    fold_.reset();
  }
  /// Once, when it is finished; seq 0: no event belongs to the prefix.
  [[nodiscard]] StreamState take(const std::string& stream) {
    if (failure_) std::rethrow_exception(failure_);
    return {stream, seq_, std::move(state_)};
  }

 private:
  std::optional<PrefixFold> fold_;
  Seq seq_;
  std::string state_;
  std::exception_ptr failure_;
};

/// The folds of the streams that one thread looks after.
using Folds = NameTable<StreamFold>;

/// Folds streams on several threads. Each reads the whole log and folds its share of the streams: reading a row costs
/// far less than folding it, and nothing has to be handed from thread to thread.
class ParallelFolds {
 public:
  ParallelFolds(const Reader& reader, const StreamSelection& selection, Selection events, const Reducers& reducers,
                const Moment& moment, int threads)
      : selection_(selection), events_(std::move(events)), moment_(moment) {
    for (int i = 0; i < threads; ++i) workers_.push_back({reader.another(), reducers.another(), {}, nullptr});
  }

  /// Folds these streams, which are sorted by name and are all that are to be folded between the first and the last of
  /// them. False if the visitor ended it.
  bool fold(std::vector<Beginning>& streams, const StateVisitor& visit) {
    const auto behind = needed_behind(streams);
    needs_events_ = behind.has_value();
    if (behind && *behind > Position{}) events_.from_position = behind->next();
    {
      std::vector<std::jthread> threads;
      for (std::size_t part = 0; part < workers_.size(); ++part) {
        threads.emplace_back([&, part] { work(streams, part); });
      }
    }
    rethrow_first_failure();
    for (const Beginning& stream : streams) {
      Folds::Entry* const found = workers_[part_of(stream.name)].folds.find(stream.name);
      if (found == nullptr) continue;
      const StreamState state = found->second.take(stream.name);
      if (state.seq != Seq{0} && !visit(state)) return false;
    }
    return true;
  }

 private:
  struct Worker {
    std::unique_ptr<Reader> reader;
    std::unique_ptr<Reducers> reducers;
    Folds folds;
    std::exception_ptr failure;
    bool has_resumed = false;  // some of the folds began behind the first event
    Position reached{};        // the event that was come to last
  };

  [[nodiscard]] std::size_t part_of(std::string_view name) const { return TextHash{}(name) % workers_.size(); }

  void work(std::vector<Beginning>& streams, std::size_t part) {
    Worker& worker = workers_[part];
    worker.folds.clear();
    worker.has_resumed = false;
    try {
      for (Beginning& stream : streams) {
        if (part_of(stream.name) == part && stream.from) resume(worker, stream);  // another's is not even looked at
      }
      if (needs_events_) read(worker, part, streams.front().name, streams.back().name);
      for (Folds::Entry& fold : worker.folds.entries()) fold.second.finish();
    } catch (...) {
      worker.failure = std::current_exception();
    }
  }

  void read(Worker& worker, std::size_t part, const std::string& first, const std::string& last) const {
    Selection mine = events_;
    mine.reached = &worker.reached;
    mine.share_of_streams = [&](std::string_view stream) {
      const bool is_mine =
          part_of(stream) == part && stream >= first && stream <= last && is_folded(selection_, stream);
      return is_mine ? StreamShare{true, &worker.folds[stream].second} : StreamShare{};
    };
    if (worker.has_resumed) {  // what is in a state already is not handed to stages, whose rules may know it no more
      mine.share = [&](const EventView& event) { return fold_of(event, worker.folds).needs(event.seq); };
    }
    worker.reader->read(mine, [&](const EventView& event) {
      fold_of(event, worker.folds).add(event, *worker.reducers, moment_);
      return true;
    });
  }

  /// Where the reader does not hand it out, it is looked for.
  static StreamFold& fold_of(const EventView& event, Folds& folds) {
    return event.attached != nullptr ? *static_cast<StreamFold*>(event.attached) : folds[event.stream].second;
  }

  static void resume(Worker& worker, Beginning& stream) {
    worker.has_resumed = true;
    worker.folds[stream.name].second.resume(*worker.reducers, *stream.from);
    stream.from.reset();  // the fold has the state now
  }

  /// Of several failures the one that comes first in the log, which one thread alone would have met.
  void rethrow_first_failure() const {
    const Worker* first = nullptr;
    for (const Worker& worker : workers_) {
      if (worker.failure && (first == nullptr || worker.reached < first->reached)) first = &worker;
    }
    if (first != nullptr) std::rethrow_exception(first->failure);
  }

  std::vector<Worker> workers_;
  StreamSelection selection_;
  Selection events_;
  bool needs_events_ = true;  // not all is in the snapshots
  Moment moment_;
};

/// One pass over the log, with every stream's state in memory.
void replay_in_one_pass(Reader& reader, const StreamSelection& selection, Reducers& reducers, const Moment& moment,
                        const StateVisitor& visit) {
  Folds folds;
  Selection events = prefix_of(moment);
  events.category = selection.category;
  reader.read(events, [&](const EventView& event) {
    if (!event.stream.starts_with(selection.prefix) || !is_folded(selection, event.stream)) return true;
    folds[event.stream].second.add(event, reducers, moment);
    return true;
  });
  std::vector<Folds::Entry*> streams;
  for (Folds::Entry& stream : folds.entries()) {
    if (stream.second.seq() != Seq{0}) streams.push_back(&stream);
  }
  std::sort(streams.begin(), streams.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
  std::int64_t left = selection.limit.value_or(static_cast<std::int64_t>(streams.size()));
  for (Folds::Entry* const stream : streams) {
    if (left-- <= 0) return;
    auto& [name, fold] = *stream;
    fold.finish();
    if (!visit(fold.take(name))) return;
  }
}

}  // namespace

std::optional<StreamState> replay_stream(Reader& reader, const StreamName& name, Reducers& reducers,
                                         const Moment& moment, Resumption* resumption) {
  const auto from = resumption != nullptr ? resumption->newest(name, moment) : std::nullopt;
  PrefixFold fold = from ? PrefixFold(reducers, *from) : PrefixFold(reducers.begin(name.text()));
  Selection selection = prefix_of(moment);
  selection.streams = {name};
  if (from) selection.from_seq = from->seq.next();
  if (reader.info().finds_streams) selection.to_position.reset();  // it would look at all that come behind
  reader.read(selection, [&](const EventView& event) {
    if (moment.position && event.position > *moment.position) return false;
    fold.add(event, moment);
    return true;
  });
  if (fold.seq() == Seq{0}) return std::nullopt;
  return StreamState{name.text(), fold.seq(), fold.state()};
}

void replay_all(Reader& reader, const StreamSelection& selection, Reducers& reducers, const Moment& moment, int threads,
                const StateVisitor& visit, Resumption* resumption) {
  if (!reader.info().finds_streams) return replay_in_one_pass(reader, selection, reducers, moment, visit);
  Moment pinned = moment;  // every pass sees the log as it is now
  if (!pinned.position) pinned.position = reader.head().position;
  Selection events = prefix_of(pinned);
  events.category = selection.category;
  ParallelFolds folds(reader, selection, std::move(events), reducers, pinned, threads);
  std::vector<Beginning> streams;
  bool goes_on = true;
  reader.streams(selection, [&](const StreamInfo& stream) {
    if (!is_folded(selection, stream.name)) return true;
    auto from = resumption != nullptr ? resumption->newest(StreamName(stream.name), pinned) : std::nullopt;
    streams.push_back({stream.name, stream.version, std::move(from)});
    if (streams.size() < streams_per_pass) return true;
    goes_on = folds.fold(streams, visit);
    streams.clear();
    return goes_on;
  });
  if (goes_on && !streams.empty()) folds.fold(streams, visit);
}

}  // namespace evs
