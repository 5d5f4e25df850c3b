#pragma once

#include <memory>
#include <string>

#include "core/integrity/evidence.hpp"

namespace evs::sqlite {

/// Opens an existing store to look at its commits, salts and redactions.
std::unique_ptr<Evidence> open_evidence(const std::string& path);

}  // namespace evs::sqlite
