#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/integrity/finding.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/id_index.hpp"
#include "core/sqlite/schema.hpp"
#include "core/sqlite/tally.hpp"

namespace evs::sqlite {

/// Compares streams, types and the two look-ups with the log, and looks at the schemas. Each table is walked once, and
/// summed up as the log is (Tally); only when a sum differs are rows compared one by one, to name the places. Throws
/// [damaged] for what cannot be read.
class TableCheck {
 public:
  TableCheck(const Database& database, const std::optional<StoreKey>& key, const Tally& tally,
             const FindingVisitor& found)
      : database_(database), key_(key), tally_(tally), found_(found) {}

  /// What the tables besides the log hold.
  struct Walked {
    Tally::Sums sums;
    std::vector<std::int64_t> broken_streams;  // whose events cannot be looked up
  };
  /// streams, and stream_blocks, which is read beside it; needs nothing of the tally but its hash, as walk_ids().
  void walk_streams(Walked& walked);
  void walk_ids(Walked& walked);
  /// What was walked must be what the log holds.
  void check_streams(const Walked& walked);
  void check_ids(const Walked& walked);
  void check_types();
  /// The schemas that the store keeps, and the types that they are enforced for.
  void check_schemas();

 private:
  void check_stream_row(const Statement& row, std::int64_t events);
  [[nodiscard]] std::string name_of(std::int64_t stream_no) const;
  void check_names_unique();
  /// How many rows they named.
  std::int64_t name_wrong_times(const std::string& but_streams);
  std::int64_t name_wrong_stream_events(const std::string& but_streams);
  std::int64_t name_events_not_found(const IdIndex& index);
  std::int64_t name_missing(const IdIndex& index, const std::vector<IdEntry>& wanted);
  std::int64_t name_wrong_entries(const IdIndex& index);
  void report(Check check, std::string meaning, std::string_view stream = {}, std::optional<Position> position = {},
              std::optional<Seq> seq = {});

  const Database& database_;
  const std::optional<StoreKey>& key_;
  const Tally& tally_;
  const FindingVisitor& found_;
};

}  // namespace evs::sqlite
