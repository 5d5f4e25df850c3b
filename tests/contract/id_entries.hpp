#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/sqlite/id_index.hpp"

namespace evs::contract {

/// What the look-up of ids of a store holds, in the order of the keys.
inline std::vector<sqlite::IdEntry> id_entries(const std::string& path) {
  const sqlite::Database database(path, sqlite::Database::Access::write);
  sqlite::IdIndex index(database);
  index.begin();
  std::vector<sqlite::IdEntry> entries;
  index.walk([&](const sqlite::IdEntry& entry) { entries.push_back(entry); });
  return entries;
}

inline void change_ids(const std::string& path, const std::function<void(sqlite::IdIndex&)>& change) {
  const sqlite::Database database(path, sqlite::Database::Access::write);
  sqlite::Transaction transaction(database);
  sqlite::IdIndex index(database);
  index.begin();
  change(index);
  transaction.commit();
}

/// The entry of the event at such a position.
inline sqlite::IdEntry id_entry_at(const std::string& path, std::int64_t position) {
  for (const sqlite::IdEntry& entry : id_entries(path)) {
    if (entry[1] == position) return entry;
  }
  return {};
}

}  // namespace evs::contract
