#pragma once

#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "core/sqlite/database.hpp"
#include "core/sqlite/writer_lock.hpp"

namespace evs::sqlite {

/// Moves what it can of the write-ahead log into the database, and then says that the writer has finished. What was
/// committed is durable already, so an error is left to the next writer, who recovers before it writes. Whether it was
/// an fsync that failed.
bool move_log(const Database& database, WriterLock::Holder& holder) noexcept;

/// Does so in a thread and a connection of its own, while the writer gets its next batch ready. The lock is held until
/// all is moved, so that nobody writes behind an error without recovering.
class LogMoving {
 public:
  explicit LogMoving(std::string path) : path_(std::move(path)) {}
  ~LogMoving() { finish(); }
  LogMoving(const LogMoving&) = delete;
  LogMoving& operator=(const LogMoving&) = delete;

  /// Called when nothing is being moved. Done when it returns if there is no room for a thread.
  void begin(WriterLock::Holder holder) noexcept;
  /// Waits until it is done. Whether an fsync has ever failed at it.
  bool finish() noexcept;

 private:
  void move() noexcept;

  std::string path_;
  std::optional<WriterLock::Holder> holder_;  // while it moves
  std::thread thread_;
  bool disk_failed_ = false;
};

}  // namespace evs::sqlite
