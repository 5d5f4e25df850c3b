#include "core/open_store.hpp"

#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <string_view>

#include "core/codec/compression.hpp"
#include "core/logfile/logfile_store.hpp"
#include "core/sqlite/backup.hpp"
#include "core/sqlite/erasure.hpp"
#include "core/sqlite/evidence.hpp"
#include "core/sqlite/examination.hpp"
#include "core/sqlite/sqlite_store.hpp"

namespace evs {
namespace {

enum class Backend { sqlite, logfile };

void check_location(const std::string& location) {
  if (location.empty()) throw Error(ErrorKind::usage, "the name of the store is empty");
  const std::size_t scheme = location.find("://");
  if (scheme == std::string::npos) return;
  throw Error(ErrorKind::usage, "this evs has no backend for '" + location.substr(0, scheme) + "://' stores")
      .hint("name a file; a file whose name holds :// is reached as ./NAME");
}

/// The bytes decide, not the name. An empty file is a SQLite store in the making unless its name says that it is a log.
Backend backend_of(const std::string& path) {
  constexpr std::string_view magic("SQLite format 3\0", 16);
  if (path == "-") return Backend::logfile;
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    const int saved_errno = errno;
    if (::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode)) return Backend::sqlite;  // which refuses links
    throw system_error("cannot open '" + path + "'", saved_errno);
  }
  if (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) return Backend::logfile;  // a pipe: looking would eat bytes
  std::array<char, magic.size()> head{};
  std::size_t size = 0;
  const auto file = open_file(path);
  while (size < head.size()) {
    const std::size_t count = file->read(head.data() + size, head.size() - size);
    if (count == 0) break;
    size += count;
  }
  if (size == 0) return path.ends_with(".db") ? Backend::sqlite : Backend::logfile;
  if (head == std::array<char, magic.size()>{}) return Backend::sqlite;  // the power went while it was made
  return std::string_view(head.data(), size) == magic ? Backend::sqlite : Backend::logfile;
}

bool is_empty_file(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_size == 0;
}

[[noreturn]] void throw_not_found(const std::string& location) {
  throw Error(ErrorKind::not_found, "there is no store '" + location + "'")
      .hint("name it with -s or EVS_STORE; 'evs init' makes a new one")
      .fact("store", location);
}

/// Throws unless something is there that is more than a log file, whatever state it is in; `what` a log file lacks.
void require_store(const std::string& location, const std::string& what) {
  check_location(location);
  if (!store_exists(location)) throw_not_found(location);
  if (backend_of(location) != Backend::logfile) return;
  throw Error(ErrorKind::usage, "'" + location + "' is a log file, which keeps " + what)
      .hint("import it into a store: evs -s evs.db import " + location);
}

void require_commits(const std::string& location) { require_store(location, "no commits and no digests"); }

}  // namespace

bool store_exists(const std::string& location) {
  struct stat info {};
  if (location == "-" || ::lstat(location.c_str(), &info) == 0) return true;
  if (errno == ENOENT || errno == ENOTDIR) return false;
  throw system_error("cannot look for '" + location + "'", errno);
}

std::unique_ptr<Reader> open_reader(const StoreLocation& where) {
  check_location(where.location);
  if (!store_exists(where.location)) throw_not_found(where.location);
  if (backend_of(where.location) == Backend::logfile) return logfile::open_reader(where.location, where.threads);
  return sqlite::open_reader(where.location);
}

std::unique_ptr<Evidence> open_evidence(const StoreLocation& where) {
  require_commits(where.location);
  return sqlite::open_evidence(where.location);
}

std::unique_ptr<Schemas> open_schemas(const StoreLocation& where) {
  require_store(where.location, "no schemas");
  return sqlite::open_schemas(where.location);
}

std::unique_ptr<SchemaKeeping> open_schema_keeping(const StoreLocation& where) {
  require_store(where.location, "no schemas");
  return sqlite::open_schema_keeping(where.location, {where.timeout, where.clock, false});
}

std::unique_ptr<Examination> open_examination(const StoreLocation& where) {
  require_commits(where.location);
  return sqlite::open_examination(where.location, sqlite::Database::Access::read);
}

std::unique_ptr<Erasure> open_erasure(const StoreLocation& where) {
  require_commits(where.location);
  return sqlite::open_erasure(where.location, {where.timeout, where.clock, false});
}

bool has_unfinished_purge(const StoreLocation& where) {
  try {
    return backend_of(where.location) == Backend::sqlite && open_reader(where)->info().has_unfinished_purge;
  } catch (const Error&) {  // which whoever opens the store is told
    return false;
  }
}

Totals copy_store(const StoreLocation& from, const std::string& to, IfExists if_exists,
                  const std::function<void(double share)>& on_progress,
                  const std::function<void(Erasure&)>& before_use) {
  require_commits(from.location);
  check_location(to);
  return sqlite::copy_store(from.location, to, if_exists, from.threads, on_progress, before_use);
}

std::unique_ptr<Store> open_store(const StoreLocation& where, Missing missing, Workload workload) {
  check_location(where.location);
  if (!store_exists(where.location)) {
    if (missing == Missing::refuse) throw_not_found(where.location);
  } else if (!is_empty_file(where.location) && backend_of(where.location) == Backend::logfile) {
    throw Error(ErrorKind::usage, "'" + where.location + "' is a log file, which can only be read")
        .hint("import it into a store: evs -s evs.db import " + where.location);
  }
  return sqlite::open_store(where.location, {where.timeout, where.clock, workload == Workload::bulk});
}

}  // namespace evs
