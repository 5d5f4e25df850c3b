#pragma once

#include <functional>
#include <string>

#include "core/file.hpp"
#include "core/privacy/erasure.hpp"
#include "core/store.hpp"

namespace evs::sqlite {

/// See evs::copy_store (open_store.hpp), which this does for SQLite files.
Totals copy_store(const std::string& from, const std::string& to, IfExists if_exists, int threads,
                  const std::function<void(double share)>& on_progress,
                  const std::function<void(Erasure&)>& before_use);

}  // namespace evs::sqlite
