#pragma once

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <vector>

#include "core/privacy/ledger_file.hpp"
#include "core/privacy/ledger_replay.hpp"
#include "tests/contract/members.hpp"

namespace evs::contract {

inline const auto silently = [](double) {};

/// A store that is backed up, purged and restored.
struct Backups : Members {
  std::string backup = folder / "backup.db";
  std::string restored = folder / "restored.db";
  std::string ledger = folder / "ledger";

  void back_up() const { copy_store(location_of(path), backup, IfExists::replace, silently); }

  PurgeOutcome noted_purge_of(const std::string& who) const {
    const auto store = open_erasure(location_of(path));
    PurgeLedger file(ledger, store->store_id());
    PurgeOrder order;
    order.ledger = &file;
    return purge(*store, rules, DataSubject(rules, who), order);
  }

  [[nodiscard]] std::vector<LedgerEntry> entries() const { return parse_ledger(test::file_text(ledger), "it"); }

  /// Restores the backup in the place of what was restored before.
  LedgerOutcome restore(const std::vector<LedgerEntry>& by) const {
    for (const char* suffix : {"", "-wal", "-shm", "-lock"}) std::filesystem::remove(restored + suffix);
    LedgerOutcome outcome;
    copy_store(location_of(backup), restored, IfExists::refuse, silently,
               [&](Erasure& copy) { outcome = replay_ledger(copy, by); });
    return outcome;
  }

  void append(const std::string& line) const { test::import_text(*test::open_sqlite(path), line); }

  /// How many files there are of what was restored, temporary ones included.
  [[nodiscard]] std::int64_t restored_files() const {
    const std::filesystem::directory_iterator all(folder.path());
    return std::count_if(begin(all), end(all),
                         [](const auto& file) { return file.path().filename().string().starts_with("restored"); });
  }
};

}  // namespace evs::contract
