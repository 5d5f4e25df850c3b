#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "core/evolve/schemas.hpp"
#include "core/file.hpp"
#include "core/integrity/evidence.hpp"
#include "core/integrity/examination.hpp"
#include "core/privacy/erasure.hpp"
#include "core/store.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// Where a store is and how to open it. The location is a SQLite file, or for reading also a log file: NDJSON or
/// CloudEvents, plain, gzip or Zstandard, recognised by its bytes, or "-" for standard input.
struct StoreLocation {
  std::string location;
  int threads = 1;                          // that a log file may be parsed on
  std::chrono::milliseconds timeout{5000};  // how long a writer waits for others
  Clock clock = system_clock_now;
};

/// Opens a store for reading. Throws [not-found] if nothing is there, [usage] for an empty name or an unknown URL
/// scheme, [damaged] for a file that is no store.
std::unique_ptr<Reader> open_reader(const StoreLocation& where);

enum class Missing { refuse, create };
enum class Workload { small, bulk };  // bulk: an import, which gains from a larger cache

/// Opens a store for writing. A log file is refused with [usage]: it can be read only.
std::unique_ptr<Store> open_store(const StoreLocation& where, Missing missing, Workload workload);

/// Opens what a store can show for its past. Throws what open_reader throws, and [usage] for a log file, which keeps no
/// commits.
std::unique_ptr<Evidence> open_evidence(const StoreLocation& where);

/// Opens the schemas of a store. Throws what open_reader throws, and [usage] for a log file, which keeps none.
std::unique_ptr<Schemas> open_schemas(const StoreLocation& where);
/// Opens them for changes. Throws what open_store throws.
std::unique_ptr<SchemaKeeping> open_schema_keeping(const StoreLocation& where);

/// Opens a store, damaged or not, for verify(). Throws what open_evidence throws; [damaged] only for a file that is no
/// store, or one of a newer format.
std::unique_ptr<Examination> open_examination(const StoreLocation& where);

/// Opens a store to erase events in it. Throws what open_evidence throws, and [busy] if its writers take too long.
std::unique_ptr<Erasure> open_erasure(const StoreLocation& where);

/// Whether a purge of this store has begun and not been finished; false where that cannot be told.
bool has_unfinished_purge(const StoreLocation& where);

/// Copies a store into a new file, as one commit left it, while others may read and write; the copy is a store with the
/// same id and the same head. Writers are not held up, but their write-ahead log grows until the copy is done. The file
/// appears under its name (mode 0600) only when it is on the disk and verify() finds nothing in it; whatever fails
/// before leaves nothing behind. `on_progress` is told the share that is copied, 0 to 1, and may throw to give up.
/// `before_use`, if given, may erase events in the copy before it has its name. Returns what the copy holds.
///
/// Throws what `before_use` throws, what open_reader throws, [usage] for a log file or for `to` being the store itself,
/// [conflict] if `to` exists and is not to be replaced or if a -wal of another store lies beside it, [damaged] if the
/// copy is not sound.
Totals copy_store(const StoreLocation& from, const std::string& to, IfExists if_exists,
                  const std::function<void(double share)>& on_progress,
                  const std::function<void(Erasure&)>& before_use = nullptr);

/// Whether something is at that location already. Throws [system] if that cannot be told.
bool store_exists(const std::string& location);

}  // namespace evs
