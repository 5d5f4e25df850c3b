#include "core/state/replay.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

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
    folding_->fold(event);
    if (too_late) return;
    put_aside_.reset();
    seq_ = event.seq;
  }

  [[nodiscard]] Seq seq() const { return seq_; }
  [[nodiscard]] std::string state() const { return (put_aside_ ? put_aside_ : folding_)->state(); }

 private:
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

/// Folds streams on several threads and hands the states out in the order in which they were asked for.
class OrderedFolds {
 public:
  OrderedFolds(Reader& reader, std::vector<std::string> names, Reducer reducer, const Moment& moment, int threads)
      : names_(std::move(names)),
        reducer_(reducer),
        moment_(moment),
        ahead_(2 * static_cast<std::size_t>(threads) + 2) {
    for (int i = 0; i < threads; ++i) {
      auto own_reader = reader.another();
      threads_.emplace_back([this, own = std::shared_ptr<Reader>(std::move(own_reader))] { work(*own); });
    }
  }

  ~OrderedFolds() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
  }
  OrderedFolds(const OrderedFolds&) = delete;
  OrderedFolds& operator=(const OrderedFolds&) = delete;

  /// The states of the next chunk of names; false at the end.
  bool next(std::vector<StreamState>& states) {
    std::unique_lock lock(mutex_);
    if (given_ * chunk_size >= names_.size()) return false;
    changed_.wait(lock, [this] { return done_.contains(given_) || failure_; });
    if (failure_) std::rethrow_exception(failure_);
    states = std::move(done_.at(given_));
    done_.erase(given_++);
    lock.unlock();
    changed_.notify_all();
    return true;
  }

 private:
  static constexpr std::size_t chunk_size = 64;

  void work(Reader& reader) {
    try {
      for (std::size_t chunk = 0; take(chunk);) {
        std::vector<StreamState> states;
        const std::size_t end = std::min(names_.size(), (chunk + 1) * chunk_size);
        for (std::size_t i = chunk * chunk_size; i < end; ++i) {
          auto state = replay_stream(reader, StreamName(names_[i]), reducer_, moment_);
          if (state) states.push_back(std::move(*state));
        }
        const std::lock_guard lock(mutex_);
        done_.emplace(chunk, std::move(states));
        changed_.notify_all();
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
      changed_.notify_all();
    }
  }

  bool take(std::size_t& chunk) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || failure_ || taken_ < given_ + ahead_; });
    if (stopping_ || failure_ || taken_ * chunk_size >= names_.size()) return false;
    chunk = taken_++;
    return true;
  }

  std::vector<std::string> names_;
  Reducer reducer_;
  Moment moment_;
  std::size_t ahead_;  // how many chunks may be folded before they are asked for
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::size_t, std::vector<StreamState>> done_;
  std::size_t taken_ = 0;
  std::size_t given_ = 0;
  bool stopping_ = false;
  std::exception_ptr failure_;
  std::vector<std::jthread> threads_;
};

/// One pass over the log, with every stream's state in memory.
void replay_in_one_pass(Reader& reader, const StreamSelection& selection, Reducer reducer, const Moment& moment,
                        const StateVisitor& visit) {
  TextMap<std::unique_ptr<PrefixFold>> folds;
  Selection events = prefix_of(moment);
  events.category = selection.category;
  reader.read(events, [&](const EventView& event) {
    if (!event.stream.starts_with(selection.prefix)) return true;
    auto& fold = entry_of(folds, event.stream).second;
    if (!fold) fold = std::make_unique<PrefixFold>(reducer);
    fold->add(event, moment);
    return true;
  });
  std::vector<std::string_view> names;
  for (const auto& [name, fold] : folds) {
    if (fold->seq() != Seq{0}) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  for (const std::string_view name : names) {
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
  std::vector<std::string> names;
  reader.streams(selection, [&](const StreamInfo& stream) {
    names.push_back(stream.name);
    return true;
  });
  OrderedFolds folds(reader, std::move(names), reducer, moment, threads);
  for (std::vector<StreamState> states; folds.next(states);) {
    for (const StreamState& state : states) {
      if (!visit(state)) return;
    }
  }
}

}  // namespace evs
