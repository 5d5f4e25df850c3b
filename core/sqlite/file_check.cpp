#include "core/sqlite/file_check.hpp"

#include <charconv>

#include "core/sqlite/wal_check.hpp"

namespace evs::sqlite {
namespace {

/// SQLite's own check lists at most so many contradictions; one broken page can give thousands.
constexpr std::int64_t most_from_sqlite = 100;

/// SQLite's check goes on after a read that failed, and reports it beside real damage: "… error code=266".
void require_no_read_error(std::string_view line) {
  constexpr std::string_view marker = "error code=";
  constexpr int read_error = 10;  // SQLITE_IOERR, the lowest byte of its extended codes
  const std::size_t at = line.find(marker);
  int code = 0;
  if (at == std::string_view::npos) return;
  std::from_chars(line.data() + at + marker.size(), line.data() + line.size(), code);
  if ((code & 0xFF) != read_error) return;
  throw Error(ErrorKind::system, "a page of the database cannot be read (I/O error " + std::to_string(code) + ")");
}

}  // namespace

void check_database(const Database& database, Depth depth, const FindingVisitor& found) {
  const std::string pragma = depth == Depth::contents ? "integrity_check" : "quick_check";
  Statement rows = database.prepare("PRAGMA " + pragma + "(" + std::to_string(most_from_sqlite) + ")");
  while (rows.step()) {
    const std::string_view line = rows.text(0);
    if (line == "ok") continue;
    require_no_read_error(line);
    found({Check::file, {}, {}, {}, shown_safely(line)});
  }
}

void check_wal(const std::string& path, const FindingVisitor& found) {
  const auto lost = lost_commits(path);
  if (!lost) return;
  const std::string where =
      lost->bad_frame == 0 ? "its header is broken" : "frame " + std::to_string(lost->bad_frame) + " is broken";
  found({Check::log,
         {},
         {},
         {},
         where + ", and " + std::to_string(lost->commits) +
             " valid commits behind it are not seen by SQLite: acknowledged events are missing"});
}

}  // namespace evs::sqlite
