#include "core/state/replay.hpp"

#include <algorithm>
#include <exception>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "core/text_map.hpp"

namespace evs {
namespace {

/// One stream's fold up to a moment. A prefix that ends in an event later than the moment's time may grow into one
/// that does not, since clocks go back; so the fold goes on, and the last good state is put aside.
class PrefixFold {
 public:
  explicit PrefixFold(Reducer reducer) : folding_(begin_folding(reducer)) {}

  void add(const EventView& event, const Moment& moment) {
    const bool too_late = moment.time && event.time > *moment.time;
    if (too_late && !put_aside_) put_aside_ = folding_->copy();
    fold(event);
    if (too_late) return;
    put_aside_.reset();
    seq_ = event.seq;
  }

  [[nodiscard]] Seq seq() const { return seq_; }
  [[nodiscard]] std::string state() const { return (put_aside_ ? put_aside_ : folding_)->state(); }

 private:
  void fold(const EventView& event) {
    try {
      folding_->fold(event);
    } catch (const Error& error) {  // which knows nothing of the event around the data
      throw Error(error.kind(), "event " + std::to_string(event.seq.value) + " of stream '" +
                                    std::string(event.stream) + "' (position " + std::to_string(event.position.value) +
                                    "): " + error.message())
          .hint("copy all of the store's files away before anything else; then restore a backup");
    }
  }

  std::unique_ptr<Folding> folding_;
  std::unique_ptr<Folding> put_aside_;
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

/// The folds of the streams that one thread looks after.
using Folds = TextMap<std::unique_ptr<PrefixFold>>;

void fold_event(Folds& folds, const EventView& event, Reducer reducer, const Moment& moment) {
  auto& fold = entry_of(folds, event.stream).second;
  if (!fold) fold = std::make_unique<PrefixFold>(reducer);
  fold->add(event, moment);
}

/// Folds streams on several threads. Each reads the whole log and folds its share of the streams: reading a row costs
/// far less than folding it, and nothing has to be handed from thread to thread.
class ParallelFolds {
 public:
  ParallelFolds(const Reader& reader, Selection events, Reducer reducer, const Moment& moment, int threads)
      : events_(std::move(events)), reducer_(reducer), moment_(moment) {
    for (int i = 0; i < threads; ++i) readers_.push_back(reader.another());
  }

  /// Folds the streams with these names, which are sorted and hold all streams between the first and the last of them.
  /// False if the visitor ended it.
  bool fold(const std::vector<std::string>& names, const StateVisitor& visit) {
    std::vector<Folds> parts(readers_.size());
    std::vector<std::exception_ptr> failures(readers_.size());
    {
      std::vector<std::jthread> threads;
      for (std::size_t part = 0; part < parts.size(); ++part) {
        threads.emplace_back([&, part] {
          try {
            fold_part(names, part, parts[part]);
          } catch (...) {
            failures[part] = std::current_exception();
          }
        });
      }
    }
    for (const auto& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
    for (const std::string& name : names) {
      const auto& folds = parts[part_of(name)];
      const auto found = folds.find(name);
      if (found == folds.end() || found->second->seq() == Seq{0}) continue;
      if (!visit({name, found->second->seq(), found->second->state()})) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] std::size_t part_of(std::string_view name) const { return TextHash{}(name) % readers_.size(); }

  void fold_part(const std::vector<std::string>& names, std::size_t part, Folds& folds) {
    const std::string& first = names.front();
    const std::string& last = names.back();
    readers_[part]->read(events_, [&](const EventView& event) {
      const bool is_mine = part_of(event.stream) == part && event.stream >= first && event.stream <= last;
      if (is_mine) fold_event(folds, event, reducer_, moment_);
      return true;
    });
  }

  std::vector<std::unique_ptr<Reader>> readers_;
  Selection events_;
  Reducer reducer_;
  Moment moment_;
};

/// One pass over the log, with every stream's state in memory.
void replay_in_one_pass(Reader& reader, const StreamSelection& selection, Reducer reducer, const Moment& moment,
                        const StateVisitor& visit) {
  Folds folds;
  Selection events = prefix_of(moment);
  events.category = selection.category;
  reader.read(events, [&](const EventView& event) {
    if (!event.stream.starts_with(selection.prefix)) return true;
    fold_event(folds, event, reducer, moment);
    return true;
  });
  std::vector<std::string_view> names;
  for (const auto& [name, fold] : folds) {
    if (fold->seq() != Seq{0}) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  std::int64_t left = selection.limit.value_or(static_cast<std::int64_t>(names.size()));
  for (const std::string_view name : names) {
    if (left-- <= 0) return;
    const PrefixFold& fold = *folds.find(name)->second;
    if (!visit({std::string(name), fold.seq(), fold.state()})) return;
  }
}

}  // namespace

std::optional<StreamState> replay_stream(Reader& reader, const StreamName& name, Reducer reducer,
                                         const Moment& moment) {
  PrefixFold fold(reducer);
  Selection selection = prefix_of(moment);
  selection.streams = {name};
  reader.read(selection, [&](const EventView& event) {
    fold.add(event, moment);
    return true;
  });
  if (fold.seq() == Seq{0}) return std::nullopt;
  return StreamState{name.text(), fold.seq(), fold.state()};
}

void replay_all(Reader& reader, const StreamSelection& selection, Reducer reducer, const Moment& moment, int threads,
                const StateVisitor& visit) {
  if (!reader.info().finds_streams) return replay_in_one_pass(reader, selection, reducer, moment, visit);
  Moment pinned = moment;  // every pass sees the log as it is now
  if (!pinned.position) pinned.position = reader.head().position;
  Selection events = prefix_of(pinned);
  events.category = selection.category;
  ParallelFolds folds(reader, std::move(events), reducer, pinned, threads);
  std::vector<std::string> names;
  bool goes_on = true;
  reader.streams(selection, [&](const StreamInfo& stream) {
    names.push_back(stream.name);
    if (names.size() < streams_per_pass) return true;
    goes_on = folds.fold(names, visit);
    names.clear();
    return goes_on;
  });
  if (goes_on && !names.empty()) folds.fold(names, visit);
}

}  // namespace evs
