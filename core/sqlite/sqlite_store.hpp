#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "core/evolve/schemas.hpp"
#include "core/store.hpp"
#include "core/timestamp.hpp"

namespace evs::sqlite {

struct OpenOptions {
  std::chrono::milliseconds timeout{5000};  // how long a writer waits for the others
  Clock clock = system_clock_now;           // gives the time of events that come without one
  bool for_bulk = false;                    // a larger page cache, for imports
};

/// Opens an existing store for reading.
std::unique_ptr<Reader> open_reader(const std::string& path);
/// Opens a store for writing; an empty or missing file becomes a store.
std::unique_ptr<Store> open_store(const std::string& path, const OpenOptions& options);
/// Opens an existing store for the schemas in it.
std::unique_ptr<Schemas> open_schemas(const std::string& path);
/// As open_store, to change them.
std::unique_ptr<SchemaKeeping> open_schema_keeping(const std::string& path, const OpenOptions& options);

}  // namespace evs::sqlite
