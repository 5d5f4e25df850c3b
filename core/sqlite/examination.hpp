#pragma once

#include <memory>
#include <string>

#include "core/integrity/examination.hpp"
#include "core/sqlite/database.hpp"

namespace evs::sqlite {

/// Opens an existing store, damaged or not, to examine it. Throws [damaged] for a file that is none, and for a newer
/// format.
std::unique_ptr<Examination> open_examination(const std::string& path, Database::Access access);

}  // namespace evs::sqlite
