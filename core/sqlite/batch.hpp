#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/codec/incoming.hpp"
#include "core/integrity/commitment.hpp"
#include "core/name_table.hpp"
#include "core/numbering.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/id_index.hpp"
#include "core/sqlite/key_table.hpp"
#include "core/sqlite/row_feed.hpp"
#include "core/sqlite/schema.hpp"
#include "core/sqlite/stored_events.hpp"
#include "core/sqlite/stream_positions.hpp"
#include "core/text_map.hpp"

namespace evs::sqlite {

/// A stream as its row says, with what the current batch adds.
struct StreamRow {
  std::int64_t no = 0;  // 0: has no row yet
  SourceNumbering numbering;
  Timestamp first;
  Timestamp last;
  bool changed = false;
};

/// What a batch writes of one event. The texts must live until the batch is flushed or finished.
struct NewRow {
  std::string_view id;
  std::string_view type;
  std::int64_t schema;
  Timestamp time;
  std::string_view data;
  std::string_view meta;
  std::optional<Seal> seal;  // made ahead, or made here
};

/// The tables of a store as a writer sees them, with the rows that it met before. One begins a batch, adds events to
/// it, finishes it, and commits the transaction around it. Must be told to forget() when a transaction is rolled back.
class Writing {
 public:
  Writing(const Database& database, const StoreKey& key);

  /// Starts a batch in a transaction that has begun.
  void begin();
  /// So many events will be added: if they are likely to meet a good part of the streams, all are read now, one after
  /// the other, which takes a third of the time.
  void expect(std::size_t events);
  using StreamEntry = NameTable<StreamRow>::Entry;
  /// The row of a stream, new ones included. The reference stays valid until forget() or the next begin().
  StreamEntry& stream(std::string_view name);
  /// The look-up keys of some ids, each with the id's number, in the order of the keys. Made without a look at the
  /// store.
  using Wanted = std::vector<IdIndex::WantedKey>;
  [[nodiscard]] Wanted wanted(const std::vector<std::string_view>& ids) const;
  /// What the store, without this batch, holds under such keys.
  struct IdLookup {
    std::int64_t key;
    std::optional<Position> stored;  // one of those whose ids share the key
  };
  std::vector<IdLookup> look_up(const Wanted& wanted);
  /// To have in the processor's cache what stream() and find_id() look at for the events of a batch that come soon:
  /// while one is dealt with, the memory brings what others need.
  class Foresight {
   public:
    Foresight(const Writing& writing, std::span<const IncomingEvent> events, std::span<const IdLookup> lookups);
    /// To be told before each event.
    void comes_to(std::size_t number);

   private:
    static constexpr std::size_t far_ahead = 16;  // events, whose slots in the tables are fetched
    static constexpr std::size_t ahead = 8;       // events, whose slots have come and tell the rest
    const Writing& writing_;
    std::span<const IncomingEvent> events_;
    std::span<const IdLookup> lookups_;
    std::array<std::uint32_t, far_ahead> hashes_{};  // of the streams' names
  };
  /// Where the event with this id is stored, this batch included.
  std::optional<Position> find_id(std::string_view id, const IdLookup& lookup);
  /// The event at such a position; valid until the next call.
  const EventView& stored(Position position);
  /// Adds an event behind the stream's last, whose id has this look-up key and is not stored.
  Position add(StreamEntry& stream, Seq seq, const NewRow& row, std::int64_t key);
  /// Hands the events that were added to SQLite.
  void flush();
  /// Flushes, and writes the streams and the ids in sorted order, the types, and the commit. Nothing to do in an empty
  /// batch.
  void finish();
  void forget();

  /// The streams that this batch has added to so far.
  [[nodiscard]] std::vector<std::string> changed_streams() const;

 private:
  struct TypeRow {
    std::int64_t no = 0;
    std::int64_t added = 0;
    Timestamp first;
    Timestamp last;
  };
  struct EventRow {
    Position position;
    std::int64_t stream_no;
    Seq seq;
    std::int64_t type_no;
    Timestamp time;
    std::string_view id;
    std::string_view data;
    std::string_view meta;
    Salt salt;
  };
  class EventRows;
  TypeRow& type(std::string_view name, std::int64_t schema);
  [[nodiscard]] std::int64_t next_no(const std::string& largest, std::string_view what) const;
  void insert_stream(StreamEntry& stream);
  bool has_more_blocks(const StreamRow& row);
  void insert_rows(Statement& insert, const RowFeed::Rows& rows);
  void write_streams();
  void write_stream(const StreamRow& row, std::span<const NumberRow<2>> added);
  void write_types();
  void write_ids();
  void write_commit();

  const Database& database_;
  RowFeed feed_;
  StoreKey key_;
  Sha256 hash_;
  Position last_;    // of the log, this batch included
  Position before_;  // the batch
  std::int64_t next_stream_no_ = 1;
  NameTable<StreamRow> streams_;
  std::vector<StreamEntry*> changed_streams_;
  TextMap<std::map<std::int64_t, TypeRow>> types_;  // by schema
  StoredEvents stored_;
  IdIndex ids_;
  std::vector<EventRow> unflushed_;
  StreamPositions positions_;
  std::vector<NumberRow<2>> by_stream_;  // stream_no, position
  KeyTable by_key_;                      // ids of this batch
  std::vector<std::pair<Seq, Digest>> commitments_;
  Statement find_stream_;
  Statement has_block_;
  Statement insert_stream_;
  Statement update_stream_;
  Statement find_type_;
  Statement insert_type_;
  Statement update_type_;
  Statement insert_event_;
  Statement last_commit_;
  Statement insert_commit_;
};

}  // namespace evs::sqlite
