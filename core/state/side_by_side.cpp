#include "core/state/side_by_side.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace evs {
namespace {

constexpr std::size_t most_waiting = 1024;

/// The states that a replay visits, taken one by one. The replay runs in a thread of its own, some states ahead.
class PulledStates {
 public:
  explicit PulledStates(const Replay& replay);
  ~PulledStates();  // ends the replay at the next state that it visits
  PulledStates(const PulledStates&) = delete;
  PulledStates& operator=(const PulledStates&) = delete;

  /// Nothing at the end. Throws what the replay threw, when its states before that are through.
  std::optional<StreamState> next();

 private:
  bool put(const StreamState& state);
  void run(const Replay& replay);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<StreamState> waiting_;
  std::exception_ptr failure_;
  bool ended_ = false;
  bool given_up_ = false;
  std::jthread thread_;  // last: it uses the rest
};

PulledStates::PulledStates(const Replay& replay) : thread_([this, &replay] { run(replay); }) {}

PulledStates::~PulledStates() {
  const std::lock_guard lock(mutex_);
  given_up_ = true;
  changed_.notify_all();
}

std::optional<StreamState> PulledStates::next() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
  if (waiting_.empty()) {
    if (failure_) std::rethrow_exception(failure_);
    return std::nullopt;
  }
  StreamState state = std::move(waiting_.front());
  waiting_.pop_front();
  if (waiting_.size() == most_waiting / 2) changed_.notify_all();
  return state;
}

bool PulledStates::put(const StreamState& state) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return given_up_ || waiting_.size() < most_waiting; });
  if (given_up_) return false;
  waiting_.push_back(state);
  if (waiting_.size() == 1) changed_.notify_all();
  return true;
}

void PulledStates::run(const Replay& replay) {
  try {
    replay([this](const StreamState& state) { return put(state); });
  } catch (...) {
    failure_ = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

}  // namespace

void replay_side_by_side(const Replay& left, const Replay& right, const PairVisitor& visit) {
  PulledStates left_states(left);
  PulledStates right_states(right);
  auto one = left_states.next();
  auto other = right_states.next();
  while (one || other) {
    const bool takes_left = one && (!other || one->stream <= other->stream);
    const bool takes_right = other && (!one || other->stream <= one->stream);
    visit(takes_left ? std::exchange(one, std::nullopt) : std::nullopt,
          takes_right ? std::exchange(other, std::nullopt) : std::nullopt);
    if (takes_left) one = left_states.next();
    if (takes_right) other = right_states.next();
  }
}

}  // namespace evs
