#pragma once

#include <sqlite3.h>

#include <functional>
#include <stdexcept>
#include <string>

namespace evs::test {

/// A database as any other program sees it: nothing of the store's own code is between.
class RawSqlite {
 public:
  explicit RawSqlite(const std::string& path) {
    if (sqlite3_open(path.c_str(), &handle_) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(handle_));
  }
  ~RawSqlite() { sqlite3_close(handle_); }
  RawSqlite(const RawSqlite&) = delete;
  RawSqlite& operator=(const RawSqlite&) = delete;

  void execute(const std::string& sql) const {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle_));
    }
  }

  void rows(const std::string& sql, const std::function<void(sqlite3_stmt*)>& visit) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle_));
    }
    while (sqlite3_step(statement) == SQLITE_ROW) visit(statement);
    sqlite3_finalize(statement);
  }

  /// The first column of the first row.
  [[nodiscard]] std::string value(const std::string& sql) const {
    std::string found;
    rows(sql, [&](sqlite3_stmt* row) { found = bytes(row, 0); });
    return found;
  }

  static std::string bytes(sqlite3_stmt* row, int column) {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(row, column));
    return data == nullptr ? "" : std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(row, column)));
  }

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace evs::test
