#pragma once

#include <string>

#include "core/sqlite/database.hpp"

namespace evs::sqlite {

/// Brings to the disk all that the last writer of the store `path` has left in the write-ahead log, and empties the
/// log. After a failed fsync the kernel may believe that pages are on the disk which are not, and writes them no more:
/// so the log is written anew, byte for byte, and then moved into the database. (Moving alone would do, but for a power
/// cut meanwhile, which leaves a half-changed database without the log that completes it.)
///
/// The caller holds the writer lock. Throws [busy] while a reader needs the log, [system] when the disk fails again.
void recover(const Database& database, const std::string& path);

}  // namespace evs::sqlite
