#include "commands/copying.hpp"

#include <csignal>

#include "commands/printing.hpp"

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

Totals copy(Session& session, const StoreLocation& from, const std::string& to, IfExists if_exists) {
  if (has_unfinished_purge(from)) session.warn_of_purge();
  const auto events = static_cast<double>(open_reader(from)->totals().events);
  const HeldSignals signals;
  try {
    return copy_store(from, to, if_exists, [&](double share) {
      signals.check();
      session.progress(static_cast<std::int64_t>(events * share), share);
    });
  } catch (const Interrupted&) {
    session.end_progress();
    throw;
  }
}

}  // namespace

void copy_and_report(Session& session, const StoreLocation& from, const std::string& to, IfExists if_exists) {
  const Totals totals = copy(session, from, to, if_exists);
  session.end_progress();
  Record record;
  record.number("events", totals.events).number("streams", totals.streams);
  record.number("position", totals.head.position.value).text("head", to_string(totals.head));
  record.number("bytes", totals.bytes);
  print_single(session, record, session.format("table", "ndjson"));
}

}  // namespace evs
