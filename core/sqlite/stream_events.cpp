#include "core/sqlite/stream_events.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <new>
#include <string>
#include <vector>

#include "core/sqlite/stream_positions.hpp"

namespace evs::sqlite {
namespace {

using Limits = std::numeric_limits<std::int64_t>;

enum Column { stream_no_column, seq_column, position_column };

/// What xBestIndex asks of xFilter: its bit, and for each value behind the number of the stream a letter.
constexpr int descending = 1;
constexpr std::string_view letters = "=><gl";
constexpr unsigned char operators[] = {SQLITE_INDEX_CONSTRAINT_EQ, SQLITE_INDEX_CONSTRAINT_GT,
                                       SQLITE_INDEX_CONSTRAINT_LT, SQLITE_INDEX_CONSTRAINT_GE,
                                       SQLITE_INDEX_CONSTRAINT_LE};

/// The seqs that are asked for.
struct Range {
  std::int64_t first = 1;
  std::int64_t last = Limits::max();

  void narrow(char letter, std::int64_t to) {
    if (letter == '=' || letter == 'g') first = std::max(first, to);
    if (letter == '=' || letter == 'l') last = std::min(last, to);
    if (letter == '>') first = std::max(first, to == Limits::max() ? to : to + 1);
    if (letter == '<') last = std::min(last, to == Limits::min() ? to : to - 1);
  }
};

struct StreamEventsTable {
  sqlite3_vtab base;
  sqlite3* handle;
  sqlite3_stmt* row;    // version, positions
  sqlite3_stmt* block;  // positions
};

/// Goes through the events of one stream.
class Walk {
 public:
  explicit Walk(StreamEventsTable& table) : table_(table) {}

  /// All of them return SQLite's codes.
  int begin(std::int64_t stream_no, const Range& range, bool is_descending);
  int next();

  [[nodiscard]] bool is_at_end() const { return seq_ < first_ || seq_ > last_; }
  [[nodiscard]] std::int64_t stream_no() const { return stream_no_; }
  [[nodiscard]] std::int64_t seq() const { return seq_; }
  [[nodiscard]] std::int64_t position() const;

 private:
  int read_row();
  int read_block();
  /// Takes positions out of the row that a step with this code came to; they must be so many bytes.
  int take(sqlite3_stmt* statement, int code, int column, std::int64_t bytes, std::vector<Position>& into);
  int is_damaged(const char* how);

  StreamEventsTable& table_;
  std::int64_t stream_no_ = 0;
  std::int64_t seq_ = 1;
  std::int64_t first_ = 1;
  std::int64_t last_ = 0;
  int step_ = 1;
  Seq version_;
  std::vector<Position> in_row_;
  std::vector<Position> in_block_;
  std::int64_t block_ = -1;  // that these are of
};

std::int64_t Walk::position() const {
  const auto& positions = block_of({seq_}) == full_blocks_at(version_) ? in_row_ : in_block_;
  return positions[static_cast<std::size_t>((seq_ - 1) % positions_of_a_block)].value;
}

int Walk::is_damaged(const char* how) {
  sqlite3_free(table_.base.zErrMsg);
  table_.base.zErrMsg = sqlite3_mprintf("stream number %lld %s", static_cast<long long>(stream_no_), how);
  return SQLITE_CORRUPT;
}

int Walk::take(sqlite3_stmt* statement, int code, int column, std::int64_t bytes, std::vector<Position>& into) {
  if (code != SQLITE_ROW) return code == SQLITE_DONE ? is_damaged("has lost positions of its events") : code;
  const auto* data = static_cast<const unsigned char*>(sqlite3_column_blob(statement, column));
  const int size = sqlite3_column_bytes(statement, column);
  if (data == nullptr && sqlite3_errcode(table_.handle) == SQLITE_NOMEM) return SQLITE_NOMEM;
  const std::span<const unsigned char> taken(data, data == nullptr ? 0 : static_cast<std::size_t>(size));
  const bool is_right =
      size == bytes && sqlite3_column_type(statement, column) == SQLITE_BLOB && read_positions(taken, into);
  return is_right
             ? SQLITE_OK
             : is_damaged("has positions of its events that evs did not write, or not as many as its version says");
}

int Walk::read_row() {
  sqlite3_bind_int64(table_.row, 1, stream_no_);
  const int code = sqlite3_step(table_.row);
  if (code == SQLITE_DONE) return SQLITE_OK;  // no such stream
  if (code != SQLITE_ROW) return code;
  version_ = {sqlite3_column_int64(table_.row, 0)};
  if (version_ < Seq{0} || full_blocks_at(version_) >= most_blocks)
    return is_damaged("has a version that it cannot have");
  if (sqlite3_column_int(table_.row, 2) != 0) return is_damaged("has positions of more events than its version says");
  return take(table_.row, code, 1, bytes_in_row_at(version_), in_row_);
}

int Walk::read_block() {
  const std::int64_t wanted = block_of({seq_});
  if (wanted == full_blocks_at(version_) || wanted == block_) return SQLITE_OK;
  sqlite3_bind_int64(table_.block, 1, place_of_block(stream_no_, wanted));
  const int code = take(table_.block, sqlite3_step(table_.block), 0, bytes_of_a_block, in_block_);
  sqlite3_reset(table_.block);
  block_ = wanted;
  return code;
}

int Walk::begin(std::int64_t stream_no, const Range& range, bool is_descending) {
  stream_no_ = stream_no;
  version_ = {0};
  block_ = -1;
  if (stream_no >= 0 && stream_no <= largest_stream_no) {
    const int code = read_row();
    sqlite3_reset(table_.row);
    if (code != SQLITE_OK) return code;
  }
  first_ = range.first;
  last_ = std::min(range.last, version_.value);
  step_ = is_descending ? -1 : 1;
  seq_ = is_descending ? last_ : first_;
  return is_at_end() ? SQLITE_OK : read_block();
}

int Walk::next() {
  seq_ += step_;
  return is_at_end() ? SQLITE_OK : read_block();
}

struct Cursor {
  sqlite3_vtab_cursor base;
  Walk walk;
};

StreamEventsTable& table_of(sqlite3_vtab* table) { return *reinterpret_cast<StreamEventsTable*>(table); }
Walk& walk_of(sqlite3_vtab_cursor* cursor) { return reinterpret_cast<Cursor*>(cursor)->walk; }

template <class Work>
int guarded(Work work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  }
}

int connect(sqlite3* handle, void* /*data*/, int, const char* const*, sqlite3_vtab** made, char**) {
  const int code = sqlite3_declare_vtab(handle, "CREATE TABLE stream_events (stream_no, seq, position)");
  if (code != SQLITE_OK) return code;
  sqlite3_vtab_config(handle, SQLITE_VTAB_DIRECTONLY);  // nothing that a store's file says may read it
  auto* table = new (std::nothrow) StreamEventsTable{{}, handle, nullptr, nullptr};
  if (table == nullptr) return SQLITE_NOMEM;
  *made = &table->base;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* base) {
  StreamEventsTable& table = table_of(base);
  sqlite3_finalize(table.row);
  sqlite3_finalize(table.block);
  delete &table;
  return SQLITE_OK;
}

int make_plan(sqlite3_index_info* info) {
  const std::span constraints(info->aConstraint, static_cast<std::size_t>(info->nConstraint));
  const std::span usage(info->aConstraintUsage, static_cast<std::size_t>(info->nConstraint));
  bool names_stream = false;
  int values = 1;
  std::string asked;
  bool is_one = false;
  for (std::size_t i = 0; i < constraints.size(); ++i) {
    const auto& constraint = constraints[i];
    const auto* const found = std::find(std::begin(operators), std::end(operators), constraint.op);
    if (constraint.usable == 0 || found == std::end(operators)) continue;
    const char letter = letters[static_cast<std::size_t>(found - std::begin(operators))];
    if (constraint.iColumn == stream_no_column && letter == '=' && !names_stream) {
      names_stream = true;
      usage[i] = {1, 1};
    } else if (constraint.iColumn == seq_column) {
      asked += letter;
      usage[i] = {++values, 0};
      is_one = is_one || letter == '=';
    }
  }
  if (!names_stream) return SQLITE_CONSTRAINT;  // another order of the loops may have it
  info->idxStr = sqlite3_mprintf("%s", asked.c_str());
  if (info->idxStr == nullptr) return SQLITE_NOMEM;
  info->needToFreeIdxStr = 1;
  if (info->nOrderBy == 1 && info->aOrderBy[0].iColumn == seq_column) {
    info->orderByConsumed = 1;
    info->idxNum = info->aOrderBy[0].desc != 0 ? descending : 0;
  }
  info->estimatedRows = is_one ? 1 : 100;
  info->estimatedCost = is_one ? 10 : 100;
  return SQLITE_OK;
}

int plan(sqlite3_vtab* /*table*/, sqlite3_index_info* info) {
  return guarded([info] { return make_plan(info); });
}

int open(sqlite3_vtab* table, sqlite3_vtab_cursor** made) {
  auto* cursor = new (std::nothrow) Cursor{{}, Walk(table_of(table))};
  if (cursor == nullptr) return SQLITE_NOMEM;
  *made = &cursor->base;
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
  delete reinterpret_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

int prepare(sqlite3* handle, const char* sql, sqlite3_stmt*& statement) {
  constexpr unsigned kept = SQLITE_PREPARE_PERSISTENT | SQLITE_PREPARE_NO_VTAB;
  return statement != nullptr ? SQLITE_OK : sqlite3_prepare_v3(handle, sql, -1, kept, &statement, nullptr);
}

/// With the row goes whether there is a block that its version does not know of.
int prepare(StreamEventsTable& table) {
  static const std::string row =
      "SELECT version, positions, EXISTS (SELECT 1 FROM main.stream_blocks WHERE place = (stream_no << " +
      std::to_string(block_no_bits) + ") + version / " + std::to_string(positions_of_a_block) +
      ") FROM main.streams WHERE stream_no = ?";
  const int code = prepare(table.handle, row.c_str(), table.row);
  if (code != SQLITE_OK) return code;
  return prepare(table.handle, "SELECT positions FROM main.stream_blocks WHERE place = ?", table.block);
}

int filter(sqlite3_vtab_cursor* cursor, int order, const char* asked, int, sqlite3_value** values) {
  const int prepared = guarded([cursor] { return prepare(table_of(cursor->pVtab)); });
  if (prepared != SQLITE_OK) return prepared;
  Range range;
  for (const char* letter = asked; *letter != '\0'; ++letter) {
    sqlite3_value* const value = values[letter - asked + 1];
    // SQLite looks at what is found once more, so that any range is right that is not too small.
    if (sqlite3_value_type(value) == SQLITE_INTEGER) range.narrow(*letter, sqlite3_value_int64(value));
  }
  const bool is_number = sqlite3_value_type(values[0]) == SQLITE_INTEGER;
  if (!is_number) range.last = 0;
  return guarded([&] {
    return walk_of(cursor).begin(is_number ? sqlite3_value_int64(values[0]) : 0, range, order == descending);
  });
}

int next(sqlite3_vtab_cursor* cursor) {
  return guarded([&] { return walk_of(cursor).next(); });
}

int is_at_end(sqlite3_vtab_cursor* cursor) { return walk_of(cursor).is_at_end() ? 1 : 0; }

int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
  const Walk& walk = walk_of(cursor);
  const bool is_position = column == position_column;
  sqlite3_result_int64(context, is_position ? walk.position() : column == seq_column ? walk.seq() : walk.stream_no());
  return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* number) {
  *number = walk_of(cursor).position();
  return SQLITE_OK;
}

/// Without xCreate, so that the table is there with the module, in no schema and in no file.
constexpr sqlite3_module make_module() {
  sqlite3_module made{};
  made.xConnect = connect;
  made.xBestIndex = plan;
  made.xDisconnect = disconnect;
  made.xOpen = open;
  made.xClose = close;
  made.xFilter = filter;
  made.xNext = next;
  made.xEof = is_at_end;
  made.xColumn = column;
  made.xRowid = rowid;
  return made;
}

}  // namespace

void add_stream_events(sqlite3* handle) {
  static constexpr sqlite3_module module = make_module();
  if (sqlite3_create_module_v2(handle, "stream_events", &module, nullptr, nullptr) != SQLITE_OK) {
    fail(handle, "the store cannot be used");
  }
}

}  // namespace evs::sqlite
