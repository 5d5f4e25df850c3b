#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/integrity/commitment.hpp"
#include "core/privacy/erasure.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/id_index.hpp"
#include "core/sqlite/schema.hpp"

namespace evs::sqlite {

/// Redacts the rows of a store, inside a transaction that somebody else begins and commits. Used once.
class Redacting {
 public:
  Redacting(const Database& database, const StoreKey& key);

  /// Shows all events to the rules, which settle at `head`.
  void survey(ErasureRules& rules, const Head& head);
  /// Bytes that the write-ahead log will need for what is redacted, at most.
  [[nodiscard]] std::int64_t log_bytes() const;
  /// Redacts what the rules touched and renames streams, and brings all tables up to date.
  ErasedRows redact(ErasureRules& rules);

 private:
  void redact_event(ErasureRules& rules, Position position, ErasedRows& rows);
  void keep_commitment(Position position, const Digest& commitment);
  void replace_id(std::string_view before, const std::string& after, Position position);
  [[nodiscard]] std::string free_name(std::int64_t stream_no) const;
  [[nodiscard]] bool is_taken(std::string_view name) const;
  void require_free(const std::string& name) const;
  void rename_streams();
  void renew_times();

  const Database& database_;
  StoreKey key_;
  Sha256 hash_;
  std::vector<Position> touched_;
  std::map<std::int64_t, std::string> new_names_;  // of streams; the old ones until redact()
  std::set<std::int64_t> stream_nos_;              // of touched events
  std::set<std::int64_t> type_nos_;                // of events that got another time
  std::int64_t touched_bytes_ = 0;
  Statement event_at_;
  Statement update_;
  Statement keep_;
  IdIndex ids_;
};

}  // namespace evs::sqlite
