#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace evs::sqlite {

/// A [damaged] error with the path of the store and what to do.
[[nodiscard]] Error damage(sqlite3* handle, std::string fact);

/// What the writer of a statement may rely on: texts are bound without a copy and must outlive the step.
class Statement {
 public:
  /// No count of a sound store comes near it, so that there is always room for the next.
  static constexpr std::int64_t largest_number = std::int64_t{1} << 62;

  Statement() = default;
  Statement(sqlite3* database, std::string_view sql);
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::string_view text);
  Statement& bind_blob(int index, std::span<const unsigned char> bytes);

  /// True when there is a row. Throws as fail() does, and is then reset.
  bool step();
  /// Steps to the end and resets; for statements that give no rows.
  void run();
  void reset();

  [[nodiscard]] std::int64_t integer(int column) const;
  /// Valid until the next step or reset. NULL is an empty text.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::span<const unsigned char> blob(int column) const;
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] bool is_number(int column) const;
  /// How many columns a row has.
  [[nodiscard]] int columns() const;
  /// Reads a number from `least` to largest_number, or a text; false if the value is none.
  [[nodiscard]] bool read(int column, std::int64_t least, std::int64_t& into) const;
  [[nodiscard]] bool read(int column, std::string_view& into) const;
  /// The same, but [damaged] unless the value is of that type, and a number from `least` to largest_number; `what`
  /// begins the sentence that says so.
  [[nodiscard]] std::int64_t checked_integer(int column, std::int64_t least, std::string_view what) const;
  [[nodiscard]] std::string_view checked_text(int column, std::string_view what) const;

  /// What damage() says of this statement's database.
  [[nodiscard]] Error damage(std::string fact) const;

  explicit operator bool() const { return statement_ != nullptr; }

 private:
  void require_memory() const;

  sqlite3_stmt* statement_ = nullptr;
};

/// Resets a statement when the scope ends, however it ends.
class Resetting {
 public:
  explicit Resetting(Statement& statement) : statement_(statement) {}
  ~Resetting() { statement_.reset(); }
  Resetting(const Resetting&) = delete;
  Resetting& operator=(const Resetting&) = delete;

 private:
  Statement& statement_;
};

/// A connection, hardened: no URI names, no symbolic link at the end of the path, no triggers, views or extensions
/// in what it runs, no checkpoint but those that are asked for. Its statements can read temp.stream_events besides the
/// tables of the file.
class Database {
 public:
  enum class Access {
    read,
    write,
    unshared,  // reads a file that no other program knows of, as it is: without locks and without making files
  };

  /// Opens an existing file. A file in a folder that cannot be written is read as it is, provided that no -wal beside
  /// it holds anything.
  Database(const std::string& path, Access access);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] Statement prepare(std::string_view sql) const { return {handle_, sql}; }
  void execute(const std::string& sql) const;
  /// The single value of a query, such as a pragma's.
  [[nodiscard]] std::string text_of(const std::string& sql) const;
  [[nodiscard]] std::int64_t integer_of(const std::string& sql) const;
  [[nodiscard]] std::int64_t changes() const;
  /// Throws [damaged] unless the last statement changed so many rows: another program's trigger may swallow some.
  void require_changes(std::int64_t rows) const;
  /// Whether there is a table of this name, as far as the last statement saw.
  [[nodiscard]] bool has_table(std::string_view table) const;
  [[nodiscard]] Error damage(std::string fact) const { return sqlite::damage(handle_, std::move(fact)); }
  /// Read as it is, without locks and without a write-ahead log.
  [[nodiscard]] bool is_immutable() const { return immutable_; }
  /// Frames in the write-ahead log after the last commit of this connection.
  [[nodiscard]] int wal_frames() const { return wal_frames_; }
  /// For what SQLite offers besides statements.
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  /// Asked right after a call that threw: whether it was an fsync that failed.
  [[nodiscard]] bool failed_to_sync() const;
  /// Asked right after a COMMIT that threw: whether it may be on the disk nevertheless.
  [[nodiscard]] bool commit_is_in_doubt() const;

 private:
  void open(const std::string& path, Access access);
  void harden(Access access) const;

  sqlite3* handle_ = nullptr;
  int wal_frames_ = 0;
  bool immutable_ = false;
};

/// Begins with the write lock, and rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(const Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Durable when it returns. Throws [in-doubt] when an error leaves the outcome unknown.
  void commit();

 private:
  const Database& database_;
  bool open_ = true;
};

/// The connection's last error as an Error: [busy], [damaged], [system] (disk full, permission, I/O) or [bug].
[[noreturn]] void fail(sqlite3* handle, std::string_view doing);

}  // namespace evs::sqlite
