#include "core/sqlite/recovery.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "core/error.hpp"
#include "core/file.hpp"

namespace evs::sqlite {
namespace {

void write_anew(const std::string& path) {
  constexpr std::size_t piece = std::size_t{1} << 20U;
  const FileDescriptor fd(::open(path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  if (!fd && errno == ENOENT) return;
  if (!fd) throw system_error("cannot open '" + path + "'", errno);
  struct stat info {};
  if (::fstat(fd.number(), &info) != 0 || !S_ISREG(info.st_mode)) {
    throw Error(ErrorKind::system, "'" + path + "' is not a regular file, which a write-ahead log must be")
        .hint("see what it is: ls -l " + path);
  }
  std::vector<char> bytes(piece);
  for (off_t at = 0;;) {
    const ssize_t size = ::pread(fd.number(), bytes.data(), bytes.size(), at);
    if (size < 0) throw system_error("cannot read '" + path + "'", errno);
    if (size == 0) break;
    const ssize_t written = ::pwrite(fd.number(), bytes.data(), static_cast<std::size_t>(size), at);
    if (written < 0) throw system_error("cannot write '" + path + "'", errno);
    at += written;
  }
  if (::fdatasync(fd.number()) != 0) throw system_error("cannot fsync '" + path + "'", errno);
}

}  // namespace

void recover(const Database& database, const std::string& path) {
  write_anew(path + "-wal");
  Statement run = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!run.step() || run.integer(0) == 0) return;
  throw Error(ErrorKind::busy, "a reader keeps the store from being recovered after a write that failed")
      .detail("nothing was written")
      .hint("end the programs that read the store, then retry");
}

}  // namespace evs::sqlite
