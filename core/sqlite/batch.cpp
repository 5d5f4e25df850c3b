#include "core/sqlite/batch.hpp"

#include <algorithm>

#include "core/sqlite/number_sort.hpp"
#include "core/sqlite/reading.hpp"

namespace evs::sqlite {
namespace {

/// The streams that are remembered from batch to batch; beyond that, memory would grow with the store.
constexpr std::size_t most_remembered_streams = 1'000'000;

/// Enough that the start of a statement counts for nothing, and few enough to stay in the processor's cache.
constexpr std::size_t rows_of_a_flush = 1024;

constexpr std::string_view stream_columns =
    "SELECT stream_no, version, source_offset, first_time, last_time, length(positions), name FROM streams ";

/// Nothing if it cannot be read.
std::optional<StreamRow> stream_in(const Statement& row) {
  StreamRow stream{0, {}, {row.integer(3)}, {row.integer(4)}};
  const bool is_sound = row.read(0, 1, stream.no) && row.read(1, 1, stream.numbering.version.value) &&
                        row.read(2, 0, stream.numbering.offset) && stream.no <= largest_stream_no &&
                        full_blocks_at(stream.numbering.version) < most_blocks &&
                        row.integer(5) == bytes_in_row_at(stream.numbering.version);
  return is_sound ? std::optional(stream) : std::nullopt;
}

}  // namespace

Writing::Writing(const Database& database, const StoreKey& key)
    : database_(database),
      feed_(database),
      key_(key),
      stored_(database),
      ids_(database),
      positions_(database),
      find_stream_(database.prepare(std::string(stream_columns) + "WHERE name_key = ? AND name = ?")),
      has_block_(database.prepare("SELECT 1 FROM stream_blocks WHERE place = ?")),
      insert_stream_(database.prepare("INSERT INTO streams VALUES (?, ?, ?, ?, 0, 0, 0, 0, x'')")),
      update_stream_(
          database.prepare("UPDATE streams SET version = ?2, source_offset = ?3, first_time = ?4, last_time = ?5, "
                           "positions = iif(?7, CAST(positions || ?6 AS BLOB), ?6) WHERE stream_no = ?1")),
      find_type_(database.prepare("SELECT type_no FROM types WHERE name = ? AND schema = ?")),
      insert_type_(database.prepare("INSERT INTO types VALUES (?, ?, ?, 0, 0, 0)")),
      update_type_(database.prepare("UPDATE types SET first_time = iif(events = 0, ?3, first_time), last_time = ?4, "
                                    "events = events + ?2 WHERE type_no = ?1")),
      // What fails is rolled back as a whole. With OR FAIL, SQLite keeps no copy of each page that such a statement
      // changes.
      insert_event_(
          database.prepare("INSERT OR FAIL INTO events SELECT c0, c1, c2, c3, c4, c5, c6, c7, c8 FROM temp.fed")),
      last_commit_(database.prepare(
          "SELECT first_position, count, digest, commit_no FROM commits ORDER BY commit_no DESC LIMIT 1")),
      insert_commit_(database.prepare("INSERT INTO commits VALUES (?, ?, ?, ?)")) {}

void Writing::forget() {
  stored_.forget();
  streams_.clear();
  types_.clear();
  changed_streams_.clear();
  unflushed_.clear();
  by_stream_.clear();
  by_key_.clear();
  commitments_.clear();
  last_ = Position{-1};  // of no log, so that begin() reads everything anew
}

void Writing::begin() {
  const Resetting resetting(last_commit_);
  const Position last = last_commit_.step() ? last_position_in(last_commit_) : Position{0};
  if (last != last_ || last == Position{0} || streams_.size() > most_remembered_streams) {  // others have written
    forget();
    last_ = last;
    next_stream_no_ = next_no("SELECT coalesce(max(stream_no), 0) FROM streams", "the number of a stream");
    ids_.begin();
    if (last_ != Position{0} && ids_.is_empty()) {  // all of the log could be imported once more
      throw database_.damage("the look-up of ids has lost all of its entries");
    }
  }
  before_ = last_;
}

Writing::StreamEntry& Writing::stream(std::string_view name) {
  const std::size_t known = streams_.size();
  StreamEntry& entry = streams_[name];
  if (streams_.size() == known) return entry;
  const Resetting resetting(find_stream_);
  find_stream_.bind(1, lookup_key(key_, name)).bind(2, name);
  if (!find_stream_.step()) return entry;
  const auto row = stream_in(find_stream_);
  if (!row || has_more_blocks(*row)) {
    throw find_stream_.damage("the row of stream '" + std::string(name) + "' has numbers that it cannot have");
  }
  entry.second = *row;
  return entry;
}

/// Than its version says: who went on behind that would give numbers that are taken.
bool Writing::has_more_blocks(const StreamRow& row) {
  const Resetting resetting(has_block_);
  return has_block_.bind(1, place_of_block(row.no, full_blocks_at(row.numbering.version))).step();
}

void Writing::expect(std::size_t events) {
  const auto streams = static_cast<std::size_t>(next_stream_no_ - 1);
  if (streams_.size() > 0 || events < streams / 2 || streams > most_remembered_streams) return;
  Statement rows = database_.prepare(std::string(stream_columns) + "ORDER BY stream_no LIMIT ?");
  rows.bind(1, static_cast<std::int64_t>(most_remembered_streams));
  Statement blocks = database_.prepare("SELECT place FROM stream_blocks ORDER BY place");
  bool has_block = blocks.step();
  while (rows.step()) {
    std::string_view name;
    const std::optional<StreamRow> row = stream_in(rows);
    if (!row || !rows.read(6, name)) continue;  // whoever comes to it will say what is wrong
    const std::int64_t end = place_of_block(row->no, full_blocks_at(row->numbering.version));
    while (has_block && blocks.integer(0) < end) has_block = blocks.step();
    if (has_block && stream_no_in(blocks.integer(0)) == row->no) continue;  // the same
    StreamRow& known = streams_[name].second;
    if (known.no == 0) known = *row;
  }
}

/// The number behind the largest, which the query gives.
std::int64_t Writing::next_no(const std::string& largest, std::string_view what) const {
  Statement query = database_.prepare(largest);
  query.step();
  return query.checked_integer(0, 0, what) + 1;
}

Writing::Wanted Writing::wanted(const std::vector<std::string_view>& ids) const {
  Wanted wanted(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) wanted[i] = {id_key(key_, ids[i]), static_cast<std::int64_t>(i)};
  sort_by_first(wanted);
  return wanted;
}

std::vector<Writing::IdLookup> Writing::look_up(const Wanted& wanted) {
  std::vector<IdLookup> lookups(wanted.size());
  for (const auto& [key, number] : wanted) lookups[static_cast<std::size_t>(number)].key = key;
  ids_.find(wanted, [&](std::int64_t number, Position position) {
    lookups[static_cast<std::size_t>(number)].stored = position;
  });
  return lookups;
}

Writing::Foresight::Foresight(const Writing& writing, std::span<const IncomingEvent> events,
                              std::span<const IdLookup> lookups)
    : writing_(writing), events_(events), lookups_(lookups) {}

void Writing::Foresight::comes_to(std::size_t number) {
  const std::size_t far = number + far_ahead;
  if (far >= events_.size()) return;
  writing_.streams_.fetch_entry(hashes_[(number + ahead) % far_ahead]);
  std::uint32_t& hash = hashes_[far % far_ahead];
  hash = NameTable<StreamRow>::hash_of(events_[far].stream);
  writing_.streams_.fetch_slot(hash);
  writing_.by_key_.fetch(lookups_[far].key);
}

std::optional<Position> Writing::find_id(std::string_view id, const IdLookup& lookup) {
  const auto is_it = [&](Position position) {
    const EventView& event = stored(position);
    if (event.id == id) return true;
    if (id_key(key_, event.id) == lookup.key) return false;  // two ids share the key
    throw database_.damage("the look-up of ids leads to position " + std::to_string(position.value) +
                           " by the key of another id");
  };
  if (const auto position = by_key_.find(lookup.key, is_it)) return position;
  if (!lookup.stored) return std::nullopt;
  if (is_it(*lookup.stored)) return lookup.stored;
  const std::vector<Position> others = ids_.positions_at(lookup.key);  // whose ids share the key
  const auto found = std::find_if(others.begin(), others.end(), is_it);
  return found == others.end() ? std::nullopt : std::optional(*found);
}

const EventView& Writing::stored(Position position) {
  if (!unflushed_.empty() && position >= unflushed_.front().position) flush();
  return stored_.at(position);
}

Writing::TypeRow& Writing::type(std::string_view name, std::int64_t schema) {
  TypeRow& row = entry_of(types_, name).second[schema];
  if (row.no != 0) return row;
  const Resetting resetting(find_type_);
  if (find_type_.bind(1, name).bind(2, schema).step()) {
    row.no = find_type_.checked_integer(0, 1, "the number of a type");
  } else {
    row.no = next_no("SELECT coalesce(max(type_no), 0) FROM types", "the number of a type");
    insert_type_.bind(1, row.no).bind(2, name).bind(3, schema).run();
    database_.require_changes(1);
  }
  return row;
}

/// At once, not at the end of the batch: an event that is sent twice in a batch is compared with its row.
void Writing::insert_stream(StreamEntry& stream) {
  const auto& [name, row] = stream;
  stream.second.no = next_stream_no_++;
  insert_stream_.bind(1, row.no).bind(2, name).bind(3, category_of(name)).bind(4, lookup_key(key_, name)).run();
  database_.require_changes(1);
}

Position Writing::add(StreamEntry& stream, Seq seq, const NewRow& row, std::int64_t key) {
  StreamRow& stream_row = stream.second;
  if (stream_row.no == 0) insert_stream(stream);
  if (!stream_row.changed) changed_streams_.push_back(&stream);
  stream_row.changed = true;
  if (seq == Seq{1}) stream_row.first = row.time;
  stream_row.last = row.time;

  TypeRow& type_row = type(row.type, row.schema);
  if (type_row.added++ == 0) type_row.first = row.time;
  type_row.last = row.time;

  last_ = last_.next();
  Seal seal;
  if (row.seal) {
    seal = *row.seal;
  } else {
    seal.salt = make_salt();
    seal.commitment =
        commitment_of(hash_, seal.salt, {stream.first, row.id, row.type, row.schema, row.time, row.data, row.meta});
  }
  unflushed_.push_back({last_, stream_row.no, seq, type_row.no, row.time, row.id, row.data, row.meta, seal.salt});
  if (unflushed_.size() >= rows_of_a_flush) flush();

  by_stream_.push_back({stream_row.no, last_.value});
  by_key_.add(key, last_);
  commitments_.emplace_back(seq, seal.commitment);
  return last_;
}

std::vector<std::string> Writing::changed_streams() const {
  std::vector<std::string> names;
  for (const auto* stream : changed_streams_) names.push_back(stream->first);
  return names;
}

void Writing::finish() {
  stored_.let_go();
  if (by_stream_.empty()) return;
  flush();
  write_streams();
  write_ids();
  write_types();
  write_commit();
  by_stream_.clear();
  commitments_.clear();
}

class Writing::EventRows final : public RowFeed::Rows {
 public:
  explicit EventRows(const std::vector<EventRow>& rows) : rows_(rows) {}
  [[nodiscard]] std::size_t count() const override { return rows_.size(); }
  void read(std::size_t number, int column, FedValue value) const override {
    const EventRow& row = rows_[number];
    switch (column) {
      case 0:
        return value.is(row.position.value);
      case 1:
        return value.is(row.stream_no);
      case 2:
        return value.is(row.seq.value);
      case 3:
        return value.is(row.type_no);
      case 4:
        return value.is(row.time.ns);
      case 5:
        return value.is(row.id);
      case 6:
        return value.is(row.data);
      case 7:
        return value.is(row.meta);
      default:
        return value.is_blob(row.salt);
    }
  }

 private:
  const std::vector<EventRow>& rows_;
};

void Writing::flush() {
  if (unflushed_.empty()) return;
  stored_.let_go();
  insert_rows(insert_event_, EventRows(unflushed_));
  unflushed_.clear();
}

void Writing::insert_rows(Statement& insert, const RowFeed::Rows& rows) {
  feed_.offer(rows);
  insert.run();
  database_.require_changes(static_cast<std::int64_t>(rows.count()));
}

void Writing::write_ids() {
  std::vector<IdEntry> keys = by_key_.take();
  sort_by_first(keys);
  ids_.add(keys);
}

void Writing::write_streams() {
  const auto by_no = [](const auto* a, const auto* b) { return a->second.no < b->second.no; };
  std::sort(changed_streams_.begin(), changed_streams_.end(), by_no);
  sort_by_first(by_stream_);  // within a stream they have come in the order of their seqs
  auto added = by_stream_.cbegin();
  for (auto* stream : changed_streams_) {
    StreamRow& row = stream->second;
    row.changed = false;
    const auto first = added;
    while (added != by_stream_.cend() && (*added)[0] == row.no) ++added;
    write_stream(row, {first, added});
  }
  changed_streams_.clear();
}

void Writing::write_stream(const StreamRow& row, std::span<const NumberRow<2>> added) {
  const Seq version = row.numbering.version;
  const Seq before{version.value - static_cast<std::int64_t>(added.size())};
  const StreamPositions::InRow positions = positions_.add(row.no, before, added);
  update_stream_.bind(1, row.no).bind(2, version.value).bind(3, row.numbering.offset);
  update_stream_.bind(4, row.first.ns).bind(5, row.last.ns);
  update_stream_.bind_blob(6, positions.bytes).bind(7, positions.is_behind ? std::int64_t{1} : 0).run();
  database_.require_changes(1);
}

void Writing::write_types() {
  for (auto& [name, schemas] : types_) {
    for (auto& [schema, row] : schemas) {
      if (row.added == 0) continue;
      update_type_.bind(1, row.no).bind(2, row.added).bind(3, row.first.ns).bind(4, row.last.ns).run();
      database_.require_changes(1);
      row.added = 0;
    }
  }
}

void Writing::write_commit() {
  Digest previous{};
  std::int64_t commit_no = 1;
  {
    const Resetting resetting(last_commit_);
    if (last_commit_.step()) {
      commit_no = last_commit_.checked_integer(3, 1, "the number of the last commit") + 1;
      previous = digest_in(last_commit_);
    }
  }
  const auto count = static_cast<std::int64_t>(commitments_.size());
  CommitDigest digest(previous, before_.next(), count);
  for (const auto& [seq, commitment] : commitments_) digest.add(seq, commitment);
  insert_commit_.bind(1, commit_no).bind(2, before_.next().value).bind(3, count).bind_blob(4, digest.finish()).run();
  database_.require_changes(1);
}

}  // namespace evs::sqlite
