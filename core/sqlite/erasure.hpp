#pragma once

#include <memory>
#include <string>

#include "core/privacy/erasure.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/sqlite_store.hpp"

namespace evs::sqlite {

/// Opens an existing store to erase events in it; waits for its other writers.
std::unique_ptr<Erasure> open_erasure(const std::string& path, const OpenOptions& options);

/// Whether a purge of a store has erased events, but not cleaned the files.
bool has_unfinished_purge(const Database& database);

}  // namespace evs::sqlite
