#include "core/sqlite/database.hpp"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <new>
#include <system_error>
#include <utility>

#include "core/sqlite/stream_events.hpp"

namespace evs::sqlite {
namespace {

/// Bytes of a value or a row. An event of evs's is far below it; what a file from elsewhere computes is refused above.
constexpr int longest_row = 64 << 20;

constexpr int own_lock_wait_ms = 5000;  // SQLite's own locks are held for moments; evs's writers queue elsewhere

/// The last part of the path may not exist yet; its folder must.
std::string absolute(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  char resolved[PATH_MAX];
  if (::realpath(folder.c_str(), resolved) == nullptr) throw system_error("cannot open '" + path + "'", errno);
  return std::string(resolved) + "/" + path.substr(slash == std::string::npos ? 0 : slash + 1);
}

/// RFC 3986 for the characters that SQLite's file: names give a meaning to.
std::string as_uri(const std::string& absolute_path) {
  std::string uri = "file:";
  for (const char c : absolute_path) {
    if (c == '?' || c == '#' || c == '%') {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      uri += '%';
      uri += digits[byte >> 4U];
      uri += digits[byte & 15U];
    } else {
      uri += c;
    }
  }
  return uri + "?immutable=1";
}

bool has_wal(const std::string& path) {
  struct stat info {};
  return ::stat((path + "-wal").c_str(), &info) == 0 && info.st_size > 0;
}

bool is_symbolic_link(const std::string& path) {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode);
}

bool folder_is_writable(const std::string& absolute_path) {
  return ::access(absolute_path.substr(0, absolute_path.rfind('/') + 1).c_str(), W_OK) == 0;
}

std::string message_of(sqlite3* handle) { return sqlite3_errmsg(handle); }

std::string reason_of(int os_error) { return std::generic_category().message(os_error); }

/// Empty where the file could not be opened.
std::string path_of(sqlite3* handle) {
  const char* path = handle == nullptr ? nullptr : sqlite3_db_filename(handle, "main");
  return path == nullptr ? "" : path;
}

Error in_files(sqlite3* handle, Error error) {
  if (const std::string path = path_of(handle); !path.empty()) {
    error.detail("the store is '" + path + "'")
        .hint("see to the permissions of its folder and of the files " + path + "*, and that they are regular files");
  }
  return error;
}

/// The errno of a read of the database file that failed, or 0. SQLite sometimes takes what it could not read for
/// damage, and keeps the reason only at the file.
int failed_read(sqlite3* handle) {
  int last = 0;
  if (sqlite3_file_control(handle, "main", SQLITE_FCNTL_LAST_ERRNO, &last) != SQLITE_OK) return 0;
  const bool is_of_a_read = last == EIO || last == ENXIO || last == ESTALE || last == ETIMEDOUT;
  return is_of_a_read ? last : 0;
}

}  // namespace

Error damage(sqlite3* handle, std::string fact) {
  Error error(ErrorKind::damaged, std::move(fact));
  if (const std::string path = path_of(handle); !path.empty()) error.detail("the store is '" + path + "'");
  return std::move(error).hint("copy all of its files away before anything else; then restore a backup");
}

void fail(sqlite3* handle, std::string_view doing) {
  const int code = sqlite3_extended_errcode(handle);
  const int os_error = sqlite3_system_errno(handle);
  const std::string text = std::string(doing) + ": " + (os_error == 0 ? sqlite3_errmsg(handle) : reason_of(os_error));
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:  // a race for the locks of the write-ahead log that was lost too often
      throw Error(ErrorKind::busy, "the store is locked by another program").detail("nothing was written");
    case SQLITE_CORRUPT:
      if (const int read_error = failed_read(handle)) throw system_error("cannot read the store", read_error);
      [[fallthrough]];
    case SQLITE_NOTADB:
      throw damage(handle, text);
    case SQLITE_ERROR:  // the statements are the same for every store, so the tables are not
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
    case SQLITE_FORMAT:
      throw damage(handle, "its tables are not those of an evs store, or contradict each other: " + message_of(handle));
    case SQLITE_FULL:
      throw Error(ErrorKind::system, "the disk is full").detail("nothing was written");
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_NOMEM) throw std::bad_alloc();
      if (os_error == ENOSPC || os_error == EDQUOT) throw system_error("cannot write the store", os_error);
      throw in_files(handle, Error(ErrorKind::system, text + " (I/O error " + std::to_string(code) + ")"));
    case SQLITE_READONLY:
      if (code == SQLITE_READONLY_ROLLBACK) {  // a store has a rollback journal while it is made, and then never again
        throw Error(ErrorKind::damaged, "whoever made the store was killed, and only a writer can undo what it began")
            .detail("the store is '" + path_of(handle) + "'; nothing was in it")
            .hint("run the command again that was to write to it, or 'evs init'");
      }
      [[fallthrough]];
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      throw in_files(handle, Error(ErrorKind::system, text));
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    default:
      throw Error(ErrorKind::bug, text + " (SQLite code " + std::to_string(code) + ")");
  }
}

Database::Database(const std::string& path, Access access) {
  try {
    open(path, access);
    harden(access);
    add_stream_events(handle_);
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
  const auto note_frames = [](void* self, sqlite3*, const char*, int frames) {
    static_cast<Database*>(self)->wal_frames_ = frames;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle_, note_frames, this);
}

Database::~Database() { sqlite3_close_v2(handle_); }

namespace {

/// SQLite's statistics of its memory cost a mutex at every allocation, and nobody reads them.
void configure_once() {
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(configured);
}

}  // namespace

void Database::open(const std::string& path, Access access) {
  configure_once();
  const std::string name = absolute(path);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE;
  flags |= access == Access::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  std::string opened = name;
  const bool makes_no_files = access == Access::read && !folder_is_writable(name) && !has_wal(name);
  if (access == Access::unshared || makes_no_files) {
    flags |= SQLITE_OPEN_URI;  // without a -shm file, which could not be made, WAL mode reads nothing
    opened = as_uri(name);
    immutable_ = true;
  }
  if (sqlite3_open_v2(opened.c_str(), &handle_, flags, nullptr) != SQLITE_OK) {
    if (is_symbolic_link(name)) {
      throw Error(ErrorKind::system, "'" + path + "' is a symbolic link, which a store must not be")
          .hint("name the file that it points to");
    }
    fail(handle_, "cannot open '" + path + "'");
  }
}

void Database::harden(Access access) const {
  sqlite3_busy_timeout(handle_, own_lock_wait_ms);
  sqlite3_limit(handle_, SQLITE_LIMIT_LENGTH, longest_row);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  execute("PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;");
  if (access == Access::write) {
    execute("PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;");
  }
}

void Database::execute(const std::string& sql) const {
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    fail(handle_, "the store cannot be used");
  }
}

std::string Database::text_of(const std::string& sql) const {
  Statement statement = prepare(sql);
  std::string text = statement.step() ? std::string(statement.text(0)) : std::string();
  statement.run();  // a pragma that changes something fails behind its row
  return text;
}

std::int64_t Database::integer_of(const std::string& sql) const {
  Statement statement = prepare(sql);
  const std::int64_t value = statement.step() ? statement.integer(0) : 0;
  statement.run();
  return value;
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

void Database::require_changes(std::int64_t rows) const {
  if (changes() == rows) return;
  throw damage("the store swallowed what was written to it")
      .detail("another program has put a trigger or a rule on its tables");
}

bool Database::has_table(std::string_view table) const {
  const std::string name(table);
  return sqlite3_table_column_metadata(handle_, "main", name.c_str(), nullptr, nullptr, nullptr, nullptr, nullptr,
                                       nullptr) == SQLITE_OK;
}

bool Database::failed_to_sync() const {
  const int code = sqlite3_extended_errcode(handle_);
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

/// A commit writes its frames in order, and only the last of them makes it valid: where there was no room for one of
/// them (SQLITE_FULL), there is no commit. Whatever else fails may do so behind the last frame.
bool Database::commit_is_in_doubt() const {
  switch (sqlite3_errcode(handle_) & 0xFF) {
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
      return true;
    default:
      return false;
  }
}

namespace {

[[noreturn]] void throw_in_doubt(const std::string& what, const std::string& reason, const std::string& first) {
  Error error(ErrorKind::in_doubt, what + " while the events were written; whether they are stored is unknown");
  if (!reason.empty()) error.detail(reason);
  throw std::move(error).hint(first + "send the same events with the same ids again");
}

}  // namespace

Transaction::Transaction(const Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const std::exception&) {  // SQLite has rolled back already
    open_ = false;
  }
}

void Transaction::commit() {
  try {
    database_.execute("COMMIT");
  } catch (const Error& error) {
    if (!database_.commit_is_in_doubt()) throw;
    throw_in_doubt("the disk failed", error.message(), "check the disk, then ");
  } catch (const std::bad_alloc&) {  // perhaps not before the disk had everything
    throw_in_doubt("there was not enough memory", "", "");
  }
  open_ = false;
}

}  // namespace evs::sqlite
