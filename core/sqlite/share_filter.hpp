#pragma once

#include <cstdint>
#include <optional>

#include "core/sqlite/database.hpp"
#include "core/sqlite/names.hpp"

struct sqlite3_context;
struct sqlite3_value;

namespace evs::sqlite {

/// The function evs_share(position, stream_no) in what a connection runs: whether the stream is in a share. With it
/// SQLite itself leaves out the events of others, of whose rows the rest is not read then. Positions that do not
/// increase are damage, as they are where all rows are handed out, lest a file leads round in circles. What a file
/// defines cannot call the function. (SQLite: "Application-Defined SQL Functions".)
class ShareFilter {
 public:
  /// For a scan of a selection. Keeps references; there is one at a time in a connection.
  ShareFilter(const Database& database, Names& names, const Selection& selection);
  ~ShareFilter();
  ShareFilter(const ShareFilter&) = delete;
  ShareFilter& operator=(const ShareFilter&) = delete;

 private:
  static void answer(sqlite3_context* context, int count, sqlite3_value** values);

  const Database& database_;
  Names& names_;
  const Selection& selection_;
  std::optional<std::int64_t> before_;  // the position that was asked for last
};

}  // namespace evs::sqlite
