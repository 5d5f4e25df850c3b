#include <sqlite3.h>

#include <new>
#include <utility>

#include "core/sqlite/database.hpp"

namespace evs::sqlite {

Statement::Statement(sqlite3* database, std::string_view sql) {
  const int size = static_cast<int>(sql.size());
  if (sqlite3_prepare_v3(database, sql.data(), size, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) != SQLITE_OK) {
    fail(database, "cannot read the store's tables");
  }
}

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(statement_, other.statement_);
  return *this;
}

Statement& Statement::bind(int index, std::int64_t value) {
  sqlite3_bind_int64(statement_, index, value);
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  sqlite3_bind_text64(statement_, index, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int index, std::span<const unsigned char> bytes) {
  const void* start = bytes.empty() ? "" : static_cast<const void*>(bytes.data());  // a null pointer would be NULL
  sqlite3_bind_blob64(statement_, index, start, bytes.size(), SQLITE_STATIC);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  sqlite3* const database = sqlite3_db_handle(statement_);
  try {
    fail(database, "the store cannot be used");
  } catch (...) {
    sqlite3_reset(statement_);
    throw;
  }
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() { sqlite3_reset(statement_); }

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::text(int column) const {
  sqlite3_value* const value = sqlite3_column_value(statement_, column);  // to ask for a column is what costs
  const unsigned char* bytes = sqlite3_value_text(value);
  if (bytes == nullptr) require_memory();
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

std::span<const unsigned char> Statement::blob(int column) const {
  sqlite3_value* const value = sqlite3_column_value(statement_, column);
  const auto* bytes = static_cast<const unsigned char*>(sqlite3_value_blob(value));
  if (bytes == nullptr) require_memory();
  return {bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

bool Statement::read(int column, std::int64_t least, std::int64_t& into) const {
  sqlite3_value* const value = sqlite3_column_value(statement_, column);
  into = sqlite3_value_int64(value);
  return sqlite3_value_type(value) == SQLITE_INTEGER && into >= least && into <= largest_number;
}

bool Statement::read(int column, std::string_view& into) const {
  sqlite3_value* const value = sqlite3_column_value(statement_, column);
  if (sqlite3_value_type(value) != SQLITE_TEXT) return false;
  const unsigned char* const bytes = sqlite3_value_text(value);
  if (bytes == nullptr) throw std::bad_alloc();
  into = {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(sqlite3_value_bytes(value))};
  return true;
}

std::int64_t Statement::checked_integer(int column, std::int64_t least, std::string_view what) const {
  std::int64_t value = 0;
  if (read(column, least, value)) return value;
  throw damage(std::string(what) + " is " + (is_null(column) ? "missing" : "'" + std::string(text(column)) + "'") +
               ", which it cannot be");
}

std::string_view Statement::checked_text(int column, std::string_view what) const {
  std::string_view value;
  if (read(column, value)) return value;
  throw damage(std::string(what) + " is not a text");
}

Error Statement::damage(std::string fact) const {
  return sqlite::damage(sqlite3_db_handle(statement_), std::move(fact));
}

/// SQLite gives nothing for NULL, for no bytes, and for bytes that it has no memory for.
void Statement::require_memory() const {
  if (sqlite3_errcode(sqlite3_db_handle(statement_)) == SQLITE_NOMEM) throw std::bad_alloc();
}

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

bool Statement::is_number(int column) const {
  const int type = sqlite3_column_type(statement_, column);
  return type == SQLITE_INTEGER || type == SQLITE_FLOAT;
}

int Statement::columns() const { return sqlite3_column_count(statement_); }

}  // namespace evs::sqlite
