#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/integrity/examination.hpp"
#include "core/integrity/redaction_check.hpp"

namespace evs {

/// What is known of a stretch of the log after it was read.
struct ScannedStretch {
  struct Scanned {
    Position position;
    Seq seq;
    std::optional<Digest> commitment;  // as it is now; nothing if it was not asked for or cannot be hashed
  };
  struct Accounts {
    Position by;
    std::vector<RedactionAccount> accounts;
  };
  std::vector<Scanned> events;  // by increasing position
  std::vector<Accounts> accounts;
  std::vector<Finding> findings;
};

/// Reads a log on several threads, a stretch each, and hands the stretches out in the order of their positions. Memory
/// does not grow with the log.
class LogScan {
 public:
  /// Begins. One thread a reader; they must outlive this object, and see the same state. Other work is done by the
  /// threads before they read, in its order by whichever is free.
  LogScan(const std::vector<Examination*>& readers, Depth depth, std::vector<std::function<void()>> before);
  /// Ends the threads, wherever they are.
  ~LogScan();
  LogScan(const LogScan&) = delete;
  LogScan& operator=(const LogScan&) = delete;

  /// Nothing at the end. Throws what a thread threw.
  std::unique_ptr<ScannedStretch> next();

 private:
  struct Slot {
    Position from;
    Position to;
    std::unique_ptr<ScannedStretch> done;
  };
  void stop();
  void run(Examination& reader);
  void work_before();
  void work(Examination& reader);
  Slot* take(Examination& reader);

  Depth depth_;
  const std::vector<std::function<void()>> before_;
  std::atomic<std::size_t> begun_{0};  // of them
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Slot> slots_;  // handed out to threads, by position
  std::size_t most_slots_;
  Position next_;
  std::size_t working_;
  bool all_taken_ = false;
  bool stopped_ = false;
  std::exception_ptr failure_;
  std::vector<std::thread> threads_;
};

}  // namespace evs
