#include "core/sqlite/row_feed.hpp"

#include <sqlite3.h>

#include <new>

namespace evs::sqlite {

void FedValue::is(std::int64_t value) const { sqlite3_result_int64(context_, value); }

void FedValue::is(std::string_view text) const {
  sqlite3_result_text64(context_, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

void FedValue::is_blob(std::span<const unsigned char> bytes) const {
  sqlite3_result_blob64(context_, bytes.data(), bytes.size(), SQLITE_STATIC);
}

/// What SQLite calls. It makes the table of this module when a statement first names it.
struct FedTable {
  sqlite3_vtab base;
  const RowFeed* feed;

  struct Cursor {
    sqlite3_vtab_cursor base;
    const RowFeed::Rows* rows;
    std::size_t row;
    std::size_t count;
  };

  static Cursor& at(sqlite3_vtab_cursor* cursor) { return *reinterpret_cast<Cursor*>(cursor); }

  static int connect(sqlite3* handle, void* feed, int, const char* const*, sqlite3_vtab** made, char**) {
    const int code = sqlite3_declare_vtab(handle, "CREATE TABLE fed (c0, c1, c2, c3, c4, c5, c6, c7, c8)");
    if (code != SQLITE_OK) return code;
    auto* table = new (std::nothrow) FedTable{{}, static_cast<const RowFeed*>(feed)};
    if (table == nullptr) return SQLITE_NOMEM;
    *made = &table->base;
    return sqlite3_vtab_config(handle, SQLITE_VTAB_DIRECTONLY);  // nothing that a store's file says may read it
  }
  static int disconnect(sqlite3_vtab* table) {
    delete reinterpret_cast<FedTable*>(table);
    return SQLITE_OK;
  }
  static int plan(sqlite3_vtab*, sqlite3_index_info* info) {
    info->estimatedCost = 100'000;
    info->estimatedRows = 100'000;
    return SQLITE_OK;
  }
  static int open(sqlite3_vtab* table, sqlite3_vtab_cursor** made) {
    const auto* rows = reinterpret_cast<FedTable*>(table)->feed->rows_;
    auto* cursor = new (std::nothrow) Cursor{{}, rows, 0, rows == nullptr ? 0 : rows->count()};
    if (cursor == nullptr) return SQLITE_NOMEM;
    *made = &cursor->base;
    return SQLITE_OK;
  }
  static int close(sqlite3_vtab_cursor* cursor) {
    delete &at(cursor);
    return SQLITE_OK;
  }
  static int begin(sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) {
    at(cursor).row = 0;
    return SQLITE_OK;
  }
  static int next(sqlite3_vtab_cursor* cursor) {
    ++at(cursor).row;
    return SQLITE_OK;
  }
  static int is_at_end(sqlite3_vtab_cursor* cursor) { return at(cursor).row >= at(cursor).count ? 1 : 0; }
  static int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column) {
    at(cursor).rows->read(at(cursor).row, column, FedValue(context));
    return SQLITE_OK;
  }
  static int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* number) {
    *number = static_cast<sqlite3_int64>(at(cursor).row);
    return SQLITE_OK;
  }
};

namespace {

/// Without xCreate, so that the table is there with the module, in no schema and in no file.
constexpr sqlite3_module module_of_feed() {
  sqlite3_module module{};
  module.xConnect = FedTable::connect;
  module.xBestIndex = FedTable::plan;
  module.xDisconnect = FedTable::disconnect;
  module.xOpen = FedTable::open;
  module.xClose = FedTable::close;
  module.xFilter = FedTable::begin;
  module.xNext = FedTable::next;
  module.xEof = FedTable::is_at_end;
  module.xColumn = FedTable::column;
  module.xRowid = FedTable::rowid;
  return module;
}

}  // namespace

RowFeed::RowFeed(const Database& database) : database_(database) {
  static constexpr sqlite3_module module = module_of_feed();
  if (sqlite3_create_module_v2(database.handle(), "fed", &module, this, nullptr) != SQLITE_OK) {
    fail(database.handle(), "the store cannot be used");
  }
}

RowFeed::~RowFeed() { sqlite3_create_module_v2(database_.handle(), "fed", nullptr, nullptr, nullptr); }

}  // namespace evs::sqlite
