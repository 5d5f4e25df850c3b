#include "commands/copying.hpp"

#include <csignal>

namespace evs {
namespace {

constexpr int ending_signals[] = {SIGHUP, SIGINT, SIGTERM};

/// Thrown in the middle of work that a signal is to end, so that it cleans up behind itself.
struct Interrupted {};

/// While this lives, signals that would end the process wait; check() says when one has come. They are delivered when
/// this is destroyed.
class HeldSignals {
 public:
  HeldSignals() {
    sigemptyset(&held_);
    ::pthread_sigmask(SIG_BLOCK, nullptr, &before_);
    for (const int signal : ending_signals) {
      struct sigaction action {};
      ::sigaction(signal, nullptr, &action);
      const bool ends = action.sa_handler != SIG_IGN && sigismember(&before_, signal) == 0;  // nohup means it
      if (ends) sigaddset(&held_, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &held_, nullptr);
  }
  ~HeldSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  void check() const {
    sigset_t waiting{};
    ::sigpending(&waiting);
    for (const int signal : ending_signals) {
      if (sigismember(&waiting, signal) == 1 && sigismember(&held_, signal) == 1) throw Interrupted();
    }
  }

 private:
  sigset_t held_{};
  sigset_t before_{};
};

}  // namespace

Totals copy_with_progress(Session& session, const StoreLocation& from, const std::string& to, IfExists if_exists,
                          const std::function<void(Erasure&)>& before_use) {
  if (!before_use && has_unfinished_purge(from)) session.warn_of_purge();
  const auto events = static_cast<double>(open_reader(from)->totals().events);
  const HeldSignals signals;
  try {
    const auto on_progress = [&](double share) {
      signals.check();
      session.progress(static_cast<std::int64_t>(events * share), share);
    };
    Totals copied = copy_store(from, to, if_exists, on_progress, before_use);
    session.end_progress();
    return copied;
  } catch (const Interrupted&) {
    session.end_progress();
    throw;
  }
}

Record record_of(const Totals& copied) {
  Record record;
  record.number("events", copied.events).number("streams", copied.streams);
  record.number("position", copied.head.position.value).text("head", to_string(copied.head));
  return record.number("bytes", copied.bytes);
}

}  // namespace evs
