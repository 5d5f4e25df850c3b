#include "core/sqlite/backup.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>

#include "core/error.hpp"
#include "core/id.hpp"
#include "core/integrity/verify.hpp"
#include "core/sqlite/database.hpp"
#include "core/sqlite/erasure.hpp"
#include "core/sqlite/examination.hpp"
#include "core/sqlite/reading.hpp"
#include "core/sqlite/schema.hpp"

namespace evs::sqlite {
namespace {

constexpr int pages_a_step = 256;  // 2 MiB: how far apart progress and interruptions are looked at

/// The database that the copy is written to: under a temporary name until it is complete, durable and checked.
/// Destroyed before that, it leaves nothing behind.
class NewStoreFile {
 public:
  NewStoreFile(const std::string& path, const std::string& source, IfExists if_exists)
      : path_(path), if_exists_(if_exists), temporary_(path + "." + make_id(system_clock_now()) + ".tmp") {
    check_place(source);
    fd_.reset(::open(temporary_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd_) throw system_error("cannot create '" + path_ + "'", errno);
  }

  ~NewStoreFile() {
    if (!fd_) return;
    for (const char* suffix : {"", "-journal", "-wal", "-shm", "-lock"}) ::unlink((temporary_ + suffix).c_str());
  }
  NewStoreFile(const NewStoreFile&) = delete;
  NewStoreFile& operator=(const NewStoreFile&) = delete;

  [[nodiscard]] const std::string& temporary() const { return temporary_; }

  /// The descriptor has been open since before the first write, so it learns of every write that failed.
  void bring_to_disk() const {
    if (::fsync(fd_.number()) != 0) throw system_error("cannot write '" + path_ + "'", errno);
  }

  /// Removes what a writer has put beside the copy. Throws [system] if a part of the copy is in there.
  void come_down_to_one_file() const {
    struct stat log {};
    if (::stat((temporary_ + "-wal").c_str(), &log) == 0 && log.st_size > 0) {
      throw Error(ErrorKind::system, "'" + path_ + "' could not be written into one file");
    }
    for (const char* suffix : {"-wal", "-shm", "-lock"}) ::unlink((temporary_ + suffix).c_str());
  }

  void give_its_name() {
    if (if_exists_ == IfExists::replace) {
      if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail_to_name();
    } else if (::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE) != 0) {
      if (errno != EINVAL && errno != ENOSYS) fail_to_name();
      if (::link(temporary_.c_str(), path_.c_str()) != 0) fail_to_name();  // which does not replace either
      ::unlink(temporary_.c_str());
    }
    fd_.reset();
    sync_folder_of(path_);
  }

 private:
  void check_place(const std::string& source) const {
    struct stat found {};
    if (::lstat(path_.c_str(), &found) == 0) {
      struct stat own {};
      if (::stat(source.c_str(), &own) == 0 && own.st_dev == found.st_dev && own.st_ino == found.st_ino) {
        throw Error(ErrorKind::usage, "'" + path_ + "' is the store that is to be copied");
      }
      if (if_exists_ == IfExists::refuse) refuse_existing(path_);
      if (!S_ISREG(found.st_mode) && !S_ISLNK(found.st_mode)) {
        throw Error(ErrorKind::conflict, "'" + path_ + "' is not a regular file, so no file replaces it");
      }
    }
    for (const char* suffix : {"-wal", "-shm", "-lock"}) {
      const std::string beside = path_ + suffix;
      if (::lstat(beside.c_str(), &found) != 0) continue;
      const bool holds_commits = std::string_view(suffix) == "-wal" && found.st_size > 0;
      if (if_exists_ == IfExists::refuse || holds_commits) refuse_leftover(beside);
    }
  }

  [[noreturn]] void fail_to_name() const {
    if (errno == EEXIST) refuse_existing(path_);
    throw system_error("cannot write '" + path_ + "'", errno);
  }

  [[noreturn]] static void refuse_existing(const std::string& name) {
    throw Error(ErrorKind::conflict, "'" + name + "' already exists").hint("name another file, or move this one away");
  }

  /// SQLite would take the log of another database for that of the new one.
  [[noreturn]] void refuse_leftover(const std::string& name) const {
    throw Error(ErrorKind::conflict, "'" + name + "' is there, left by another store of that name")
        .detail("'" + path_ + "' was not written")
        .hint("name another file, or move what is left of that store away");
  }

  std::string path_;
  IfExists if_exists_;
  std::string temporary_;
  FileDescriptor fd_;
};

/// Copies page by page what `source` sees in its transaction, which neither blocks writers nor is restarted by them.
void copy_pages(const Database& source, const Database& target, const std::function<void(double)>& on_progress) {
  sqlite3_backup* copy = sqlite3_backup_init(target.handle(), "main", source.handle(), "main");
  if (copy == nullptr) fail(target.handle(), "cannot copy the store");
  int code = SQLITE_OK;
  try {
    while (code == SQLITE_OK) {
      code = sqlite3_backup_step(copy, pages_a_step);
      const double total = sqlite3_backup_pagecount(copy);
      if (total > 0) on_progress(1 - sqlite3_backup_remaining(copy) / total);
    }
  } catch (...) {
    sqlite3_backup_finish(copy);
    throw;
  }
  if (sqlite3_backup_finish(copy) != SQLITE_OK) fail(target.handle(), "cannot copy the store");
}

void write_copy(const std::string& from, const std::string& to, const std::function<void(double)>& on_progress) {
  const Database source(from, Database::Access::read);
  check_format(source, from);
  const Database target(to, Database::Access::write);
  target.execute("PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE");
  source.execute("BEGIN");
  source.execute("SELECT count(*) FROM sqlite_schema");  // now the transaction has its view of the store
  copy_pages(source, target, on_progress);
}

/// What the copy holds, once verify() has found nothing in it.
Totals checked_totals(const std::string& copy, const std::string& from, int threads,
                      const std::function<void(double)>& on_progress) {
  VerifyJob job;
  job.threads = threads;
  job.on_progress = [&](std::int64_t, double share) { on_progress(share); };
  std::optional<Finding> first;
  const auto findings = verify(*open_examination(copy, Database::Access::unshared), job, [&](const Finding& finding) {
                          if (!first) first = finding;
                        }).findings;
  if (first) {
    const std::string place = first->position ? "position " + std::to_string(first->position->value) + ": " : "";
    throw Error(ErrorKind::damaged, "the copy of '" + from + "' does not verify: " + place + first->meaning)
        .detail(findings == 1 ? "nothing was kept of it"
                              : "there are " + std::to_string(findings) + " findings; nothing was kept of it")
        .hint("'evs -s " + from + " verify' tells what is wrong");
  }
  const Database database(copy, Database::Access::unshared);
  return Reading(database, copy).totals();
}

/// What does not fit a damaged copy is not to blame.
void prepare(const NewStoreFile& file, const std::string& from, int threads,
             const std::function<void(Erasure&)>& before_use) {
  try {
    before_use(*open_erasure(file.temporary(), {}));
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::conflict) checked_totals(file.temporary(), from, threads, [](double) {});
    if (error.kind() == ErrorKind::in_doubt) {  // nobody will ask the copy what became of it
      throw Error(ErrorKind::system, "the copy of '" + from + "' could not be written to the disk")
          .detail("nothing was kept of it");
    }
    throw;
  }
  file.come_down_to_one_file();
}

}  // namespace

Totals copy_store(const std::string& from, const std::string& to, IfExists if_exists, int threads,
                  const std::function<void(double share)>& on_progress,
                  const std::function<void(Erasure&)>& before_use) {
  NewStoreFile file(to, from, if_exists);
  write_copy(from, file.temporary(), [&](double share) { on_progress(share / 2); });
  if (before_use) prepare(file, from, threads, before_use);
  file.bring_to_disk();
  const Totals totals = checked_totals(file.temporary(), from, threads,
                                       [&](double share) { on_progress(std::min(0.5 + share / 2, 1.0)); });
  on_progress(1);
  file.give_its_name();
  return totals;
}

}  // namespace evs::sqlite
