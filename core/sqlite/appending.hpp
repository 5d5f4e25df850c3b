#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/sqlite/batch.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/enforcing.hpp"
#include "core/store.hpp"

namespace evs::sqlite {

/// Decides which events may be written, and hands those to the batch: the rules of Store::append and Store::import,
/// inside a transaction that somebody else begins and commits.
class Appending {
 public:
  Appending(const Database& database, const StoreKey& key, Clock clock);

  /// Starts a batch in a transaction that has begun.
  void begin() {
    writing_.begin();
    enforcing_.begin();
  }
  AppendOutcome append(const AppendRequest& request);
  /// What import() asks the look-up of ids; made without a look at the store.
  [[nodiscard]] Writing::Wanted wanted_of(std::span<const IncomingEvent> events) const;
  /// Adds a part of a batch, and counts what became of it.
  void import(std::span<const IncomingEvent> events, const Writing::Wanted& wanted, const ImportRules& rules,
              ImportOutcome& outcome);

  /// The batch that the events go to.
  Writing& batch() { return writing_; }

 private:
  using Lookups = std::vector<Writing::IdLookup>;

  std::optional<AppendOutcome> outcome_of_retry(const AppendRequest& request, const std::vector<std::string>& ids,
                                                const Lookups& lookups);
  std::optional<Error> refusal_of(const AppendRequest& request, Seq version);
  std::optional<Error> schema_refusal_of(const AppendRequest& request);
  Error stale_version(const AppendRequest& request, Seq version);
  std::string what_came_behind(const std::string& stream, Seq behind, Seq version);
  void import_one(const IncomingEvent& event, const Writing::IdLookup& lookup, const ImportRules& rules,
                  ImportOutcome& outcome);
  std::optional<Error> difference(Position stored, const EventView& wanted, bool compare_time, Appended* original);

  const Database& database_;
  StoreKey key_;
  Clock clock_;
  Writing writing_;
  Enforcing enforcing_;
};

}  // namespace evs::sqlite
