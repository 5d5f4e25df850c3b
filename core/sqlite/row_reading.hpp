#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/integrity/examination.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/schema.hpp"
#include "core/sqlite/tally.hpp"
#include "core/sqlite/tolerance.hpp"

namespace evs::sqlite {

/// Reads the rows of the log as they are, around damage too, and puts the names of streams and types to them; what is
/// missing is a finding. Remembers many streams and all types.
class RowReading {
 public:
  /// Without a key, events are not counted by id.
  RowReading(const Database& database, const std::optional<StoreKey>& key, Tally& tally, Tolerance& tolerance);

  /// As Examination says it.
  std::optional<Position> first_from(Position from);
  void events(Position from, Position to, Depth depth, const ExaminedVisitor& visit, const FindingVisitor& found);

  /// Another state of the store is read.
  void forget();

 private:
  struct alignas(64) Stream {  // in one line of the processor's cache
    std::int64_t no = 0;       // 0: none
    bool exists = false;
    std::string name;
    std::int64_t version = 0;
  };
  struct Type {
    bool exists = false;
    std::string name;
    std::int64_t schema = 0;
  };
  void events_one_by_one(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
                         const FindingVisitor& found);
  /// The event in the current row.
  void visit_row(Depth depth, const ExaminedVisitor& visit, const FindingVisitor& found);
  Stream& slot_of(std::int64_t stream_no) {
    return streams_[static_cast<std::uint64_t>(stream_no) % remembered_streams];
  }
  /// As many as there is room for: to read them in a row costs far less than to look each up.
  void remember_streams();
  const Stream& stream(std::int64_t no);
  const Type& type(std::int64_t no);

  /// Some ten megabytes; to look one up costs as much as to hash an event.
  static constexpr std::size_t remembered_streams = 65536;

  const Database& database_;
  std::optional<StoreKey> key_;
  Tally& tally_;
  Tolerance& tolerance_;
  Statement events_;  // from ?1 to ?2
  std::optional<Depth> events_depth_;
  Statement first_from_;
  Statement find_stream_;
  Statement find_type_;
  std::vector<Stream> streams_;  // each in the slot of its number
  bool streams_are_remembered_ = false;
  std::unordered_map<std::int64_t, Type> types_;
};

}  // namespace evs::sqlite
