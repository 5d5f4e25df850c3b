// Loaded into an unmodified evs with LD_PRELOAD: writes a tape of what the process does to the files of one folder
// (tape.hpp), and lets chosen calls fail.
#include "tests/faults/shim.hpp"

#include <sys/mman.h>

#include <cstdarg>

struct sqlite3;

namespace evs::faults {
namespace {

Shim& shim() {
  static Shim instance;
  return instance;
}

using Lock = std::lock_guard<std::mutex>;

int open_watched(const char* path, int flags, mode_t mode) {
  static const auto open_next = next<int(const char*, int, ...)>("open64");
  const Lock lock(shim().mutex());
  const auto name = shim().name_of(path);
  const bool makes_unnamed = shim().is_folder(path) && (flags & O_TMPFILE) == O_TMPFILE;
  struct stat info {};
  const bool is_new = name && (flags & O_CREAT) != 0 && ::lstat(path, &info) != 0;
  if ((name || makes_unnamed) && shim().fate_of("open") == Fate::fails) return -1;
  const int fd = open_next(path, flags, mode);
  shim().opened(fd, path);
  if (fd < 0) return fd;
  if (is_new) shim().record(Op::create, shim().file(fd), 0, *name);
  if (name && !is_new && (flags & O_TRUNC) != 0) shim().record(Op::resize, shim().file(fd));
  return fd;
}

ssize_t write_watched(int fd, const char* bytes, std::size_t size, off_t offset) {
  static const auto write_next = next<ssize_t(int, const void*, size_t, off_t)>("pwrite64");
  const Lock lock(shim().mutex());
  const std::uint64_t file = shim().file(fd);
  const Fate fate = file == 0 ? Fate::passes : shim().fate_of("pwrite", size);
  if (fate == Fate::fails) return -1;
  if (fate == Fate::pretends) return static_cast<ssize_t>(size);
  const ssize_t written = write_next(fd, bytes, fate == Fate::does_half ? size / 2 : size, offset);
  if (file != 0 && written > 0) {
    shim().record(Op::write, file, static_cast<std::uint64_t>(offset), {bytes, static_cast<std::size_t>(written)});
  }
  return written;
}

ssize_t write_next_bytes(int fd, const char* bytes, std::size_t size) {
  static const auto write_next = next<ssize_t(int, const void*, size_t)>("write");
  const Lock lock(shim().mutex());
  const std::uint64_t file = shim().file(fd);
  if (file == 0 && fd != STDOUT_FILENO) return write_next(fd, bytes, size);
  const Fate fate = shim().fate_of("write", size);
  if (fate == Fate::fails) return -1;
  if (fate == Fate::pretends) return static_cast<ssize_t>(size);
  const off_t offset = file == 0 ? 0 : ::lseek(fd, 0, SEEK_CUR);
  const ssize_t written = write_next(fd, bytes, fate == Fate::does_half ? size / 2 : size);
  if (written > 0) {
    shim().record(file == 0 ? Op::output : Op::write, file, static_cast<std::uint64_t>(offset),
                  {bytes, static_cast<std::size_t>(written)});
  }
  return written;
}

int sync_watched(int fd, const char* call) {
  const Lock lock(shim().mutex());
  const std::uint64_t file = shim().file(fd);
  if (file == 0) return next<int(int)>(call)(fd);
  struct stat info {};
  const bool is_folder = ::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
  const Fate fate = shim().fate_of(call);
  if (fate == Fate::pretends) return 0;
  const int result = fate == Fate::fails ? -1 : next<int(int)>(call)(fd);
  if (is_folder)
    shim().record(result == 0 ? Op::sync_folder : Op::sync_folder_failed, 0, 0, call);
  else
    shim().record(result == 0 ? Op::sync : Op::sync_failed, file, 0, call);
  return result;
}

int resize_watched(int fd, off_t size) {
  static const auto resize_next = next<int(int, off_t)>("ftruncate64");
  const Lock lock(shim().mutex());
  const std::uint64_t file = shim().file(fd);
  if (file == 0) return resize_next(fd, size);
  const Fate fate = shim().fate_of("ftruncate");
  if (fate != Fate::passes) return fate == Fate::fails ? -1 : 0;
  const int result = resize_next(fd, size);
  if (result == 0) shim().record(Op::resize, file, static_cast<std::uint64_t>(size));
  return result;
}

void* map_watched(void* address, std::size_t size, int protection, int flags, int fd, off_t offset) {
  static const auto map_next = next<void*(void*, size_t, int, int, int, off_t)>("mmap64");
  if (fd >= 0 && shim().file(fd) != 0) {
    const Lock lock(shim().mutex());
    if (shim().fate_of("mmap") == Fate::fails) return MAP_FAILED;
  }
  return map_next(address, size, protection, flags, fd, offset);
}

}  // namespace
}  // namespace evs::faults

namespace faults = evs::faults;
using faults::Fate;
using faults::Lock;
using faults::next;
using faults::Op;
using faults::shim;

extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);  // garbage unless O_CREAT, and then not looked at
  va_end(more);
  return faults::open_watched(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = va_arg(more, mode_t);
  va_end(more);
  return faults::open_watched(path, flags, mode);
}

int close(int fd) {
  static const auto close_next = next<int(int)>("close");
  {
    const Lock lock(shim().mutex());
    shim().closed(fd);
  }
  return close_next(fd);
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  return faults::write_watched(fd, static_cast<const char*>(bytes), size, offset);
}
ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
  return faults::write_watched(fd, static_cast<const char*>(bytes), size, offset);
}
ssize_t write(int fd, const void* bytes, size_t size) {
  return faults::write_next_bytes(fd, static_cast<const char*>(bytes), size);
}
int fsync(int fd) { return faults::sync_watched(fd, "fsync"); }
int fdatasync(int fd) { return faults::sync_watched(fd, "fdatasync"); }
int ftruncate(int fd, off_t size) noexcept { return faults::resize_watched(fd, size); }
int ftruncate64(int fd, off64_t size) noexcept { return faults::resize_watched(fd, size); }

void* mmap(void* address, size_t size, int protection, int flags, int fd, off_t offset) noexcept {
  return faults::map_watched(address, size, protection, flags, fd, offset);
}
void* mmap64(void* address, size_t size, int protection, int flags, int fd, off64_t offset) noexcept {
  return faults::map_watched(address, size, protection, flags, fd, offset);
}

int unlink(const char* path) noexcept {
  static const auto unlink_next = next<int(const char*)>("unlink");
  const Lock lock(shim().mutex());
  const auto name = shim().name_of(path);
  if (name && shim().fate_of("unlink") == Fate::fails) return -1;
  const int result = unlink_next(path);
  if (name && result == 0) shim().record(Op::unlink, 0, 0, *name);
  return result;
}

int rename(const char* from, const char* to) noexcept {
  static const auto rename_next = next<int(const char*, const char*)>("rename");
  const Lock lock(shim().mutex());
  const auto old_name = shim().name_of(from);
  const auto new_name = shim().name_of(to);
  if (old_name && new_name && shim().fate_of("rename") == Fate::fails) return -1;
  const int result = rename_next(from, to);
  if (old_name && new_name && result == 0) shim().record(Op::rename, 0, 0, *old_name + "\n" + *new_name);
  return result;
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
  static const auto link_next = next<int(int, const char*, int, const char*, int)>("linkat");
  const Lock lock(shim().mutex());
  const auto name = shim().name_of(to);
  if (name && shim().fate_of("linkat") == Fate::fails) return -1;
  const int result = link_next(from_folder, from, to_folder, to, flags);
  struct stat info {};
  if (name && result == 0 && ::lstat(to, &info) == 0) shim().record(Op::link, info.st_ino, 0, *name);
  return result;
}

int sqlite3_exec(sqlite3* database, const char* sql, int (*row)(void*, int, char**, char**), void* context,
                 char** message) {
  using Exec = int(sqlite3*, const char*, int (*)(void*, int, char**, char**), void*, char**);
  static const auto exec_next = next<Exec>("sqlite3_exec");
  std::string text(sql);
  constexpr std::string_view full = "synchronous=FULL";
  const std::size_t at = shim().synchronous().empty() ? std::string::npos : text.find(full);
  if (at != std::string::npos) text.replace(at, full.size(), "synchronous=" + shim().synchronous());
  return exec_next(database, text.c_str(), row, context, message);
}

}  // extern "C"
