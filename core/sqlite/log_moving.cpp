#include "core/sqlite/log_moving.hpp"

#include <exception>

namespace evs::sqlite {

bool move_log(const Database& database, WriterLock::Holder& holder) noexcept {
  try {
    database.execute("PRAGMA wal_checkpoint(PASSIVE)");
    holder.has_finished();
    return false;
  } catch (const std::exception&) {
    return database.failed_to_sync();
  }
}

void LogMoving::begin(WriterLock::Holder holder) noexcept {
  holder_.emplace(std::move(holder));
  try {
    thread_ = std::thread([this] { move(); });
  } catch (const std::exception&) {
    move();
  }
}

bool LogMoving::finish() noexcept {
  if (thread_.joinable()) thread_.join();
  return disk_failed_;
}

void LogMoving::move() noexcept {
  try {
    const Database database(path_, Database::Access::write);
    if (move_log(database, *holder_)) disk_failed_ = true;
  } catch (const std::exception&) {  // it cannot be opened any more: for the next writer, as above
  }
  holder_.reset();
}

}  // namespace evs::sqlite
