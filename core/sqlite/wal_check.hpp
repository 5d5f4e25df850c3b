#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace evs::sqlite {

/// Valid commits in a write-ahead log that SQLite does not see.
struct LostCommits {
  std::int64_t bad_frame;  // counted from 1; 0: the header of the log
  std::int64_t commits;    // valid ones behind it
};

/// Looks for commits behind a broken frame of a store's -wal file. SQLite takes the log to end at the first frame that
/// does not fit its checksum, silently, and so drops every commit behind it.
///
/// A crash can leave one such commit behind a torn frame, whose frames reached the disk out of order and which was
/// never acknowledged. Two cannot be: the first of them was on the disk before the second was begun. So damage to the
/// last commit, or the last but one, cannot be told from a crash.
///
/// No log, or an empty one, has lost nothing. Throws [system] when the file cannot be read.
std::optional<LostCommits> lost_commits(const std::string& store_path);

}  // namespace evs::sqlite
