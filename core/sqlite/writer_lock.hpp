#pragma once

#include <chrono>
#include <string>
#include <utility>

#include "core/file.hpp"

namespace evs::sqlite {

/// The queue in which the writers of a store wait: flock(2) on a file beside it, `STORE-lock`. SQLite's own busy
/// handler polls and starves writers (seconds at 16 of them); the kernel's queue hands the lock on in microseconds.
///
/// The first byte of the file says whether a writer is at work ('w') or has finished ('.'). Whoever gets the lock and
/// finds 'w' knows that the writer before died or met a disk error in the middle, and must bring the whole WAL to the
/// disk before acknowledging anything: after a failed fsync the kernel may hold pages that it never will write. The
/// byte needs no fsync, since a restart of the machine drops those pages as well. Followers watch the same file.
class WriterLock {
 public:
  /// Creates the file (mode 0600) when it is missing.
  explicit WriterLock(const std::string& store_path);

  /// Holds the lock; gives it back when destroyed.
  class Holder {
   public:
    ~Holder();
    Holder(Holder&& other) noexcept
        : fd_(std::move(other.fd_)), found_unfinished_(other.found_unfinished_), finished_(other.finished_) {}
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;
    /// The writer before did not finish.
    [[nodiscard]] bool found_unfinished() const { return found_unfinished_; }
    /// All that this writer and the one before wrote is on the disk. Without this word the next writer recovers.
    void has_finished() { finished_ = true; }
    /// It goes on to write; has_finished() must be said again.
    void goes_on() { finished_ = false; }

   private:
    friend class WriterLock;
    explicit Holder(FileDescriptor locked);
    FileDescriptor fd_;
    bool found_unfinished_ = false;
    bool finished_ = false;
  };

  /// Waits for the lock; throws [busy] after `timeout`.
  [[nodiscard]] Holder acquire(std::chrono::milliseconds timeout) const;

  static std::string path_for(const std::string& store_path) { return store_path + "-lock"; }

 private:
  std::string path_;
};

}  // namespace evs::sqlite
