#pragma once

#include <string>

#include "core/integrity/examination.hpp"
#include "core/sqlite/database.hpp"

namespace evs::sqlite {

/// SQLite's own check. Throws [damaged] when it comes to no end, and [system] when a page cannot be read.
void check_database(const Database& database, Depth depth, const FindingVisitor& found);

/// Whether the write-ahead log of the database at `path` holds commits that SQLite does not see.
void check_wal(const std::string& path, const FindingVisitor& found);

}  // namespace evs::sqlite
