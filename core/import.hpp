#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>

#include "core/codec/compression.hpp"
#include "core/store.hpp"

namespace evs {

/// One input's way into a store: an import is one logical job over many commits. Run again after an interruption, it
/// skips what is stored and goes on.
struct ImportJob {
  ImportRules::Numbering numbering = ImportRules::Numbering::automatic;
  int threads = 1;
  std::int64_t events_per_commit = 100'000;
  std::int64_t events_of_first_commit = 25'000;  // at most, in an empty store: the next are parsed meanwhile
  /// Begin to store a batch while the rest of it is still being read, once there are so many events of it; 0: when all
  /// are there. For an input that does not keep others waiting, who want to write.
  std::int64_t events_of_part = 0;
  /// Take events without an id where a purge has erased what those of the events before were made with, so that it
  /// cannot be told whether they are stored. Not set: they are rejected.
  bool takes_as_new = false;
  std::int64_t imported_before = 0;  // from other inputs of the same command; an error counts them too
  /// Called for each rejected event: the line number, the reason (an Error that names file and line), and the line's
  /// text; in the order of the lines. Not set: the first rejection ends the import with that error, and the batch with
  /// the line is not stored.
  std::function<void(std::int64_t line, const Error& error, std::string_view text)> on_rejected;
  /// Called after each commit with the events and the (decompressed) bytes of this input that are dealt with.
  std::function<void(std::int64_t events, std::int64_t bytes)> on_progress;
};

struct ImportSummary {
  std::int64_t imported = 0;
  std::int64_t skipped = 0;
  std::int64_t rejected = 0;
  std::unordered_set<std::string> streams;  // that got events
};

/// Imports everything that `source` gives; `name` is how messages call it. Throws the first rejection (see ImportJob),
/// and what the store throws; what was committed before stays.
ImportSummary import_events(std::unique_ptr<ByteSource> source, const std::string& name, Store& store,
                            const ImportJob& job);

}  // namespace evs
