#include "core/sqlite/writer_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "core/error.hpp"

namespace evs::sqlite {
namespace {

constexpr char at_work = 'w';
constexpr char finished = '.';

/// flock(2) waits for ever or not at all, so a thread waits for ever. If nobody wants the lock any more when it comes,
/// the thread closes the file, which gives the lock back.
struct Waiting {
  std::mutex mutex;
  std::condition_variable changed;
  FileDescriptor fd;
  bool done = false;
  bool abandoned = false;
  int error = 0;
};

void wait_for_lock(const std::shared_ptr<Waiting>& waiting) {
  int result = 0;
  do {
    result = ::flock(waiting->fd.number(), LOCK_EX);
  } while (result != 0 && errno == EINTR);
  const std::lock_guard guard(waiting->mutex);
  waiting->error = result == 0 ? 0 : errno;
  waiting->done = true;
  if (waiting->abandoned) waiting->fd.reset();
  waiting->changed.notify_all();
}

[[noreturn]] void throw_busy(const std::string& path, std::chrono::milliseconds timeout) {
  const std::string time = std::to_string(timeout.count());
  throw Error(ErrorKind::busy, timeout.count() == 0
                                   ? "another program is writing to the store"
                                   : "another program has been writing to the store for " + time + " ms")
      .detail("nothing was written")
      .hint("retry, or wait longer with --timeout; 'fuser " + path + "' names the program");
}

FileDescriptor open_lock_file(const std::string& path) {
  constexpr const char* remedy = "remove it while nobody writes; the next writer makes it anew";
  FileDescriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd && errno == ELOOP) {
    throw Error(ErrorKind::system, "'" + path + "' is a symbolic link, which a lock file must not be").hint(remedy);
  }
  struct stat info {};
  if (fd && ::fstat(fd.number(), &info) == 0 && !S_ISREG(info.st_mode)) {
    throw Error(ErrorKind::system, "the lock file '" + path + "' is not a regular file").hint(remedy);
  }
  if (!fd && errno == EISDIR) throw system_error("cannot open the lock file '" + path + "'", EISDIR).hint(remedy);
  if (!fd)
    throw system_error("cannot open the lock file '" + path + "'", errno)
        .hint("see who may write to it and its folder");
  return fd;
}

FileDescriptor wait_at_most(FileDescriptor fd, const std::string& path, std::chrono::milliseconds timeout) {
  const auto waiting = std::make_shared<Waiting>();
  waiting->fd = std::move(fd);
  std::thread([waiting] { wait_for_lock(waiting); }).detach();
  std::unique_lock guard(waiting->mutex);
  if (!waiting->changed.wait_for(guard, timeout, [&] { return waiting->done; })) {
    waiting->abandoned = true;
    throw_busy(path, timeout);
  }
  if (waiting->error != 0) throw system_error("cannot lock '" + path + "'", waiting->error);
  return std::move(waiting->fd);
}

}  // namespace

WriterLock::WriterLock(const std::string& store_path) : path_(path_for(store_path)) {}

WriterLock::Holder WriterLock::acquire(std::chrono::milliseconds timeout) const {
  FileDescriptor fd = open_lock_file(path_);
  if (::flock(fd.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) throw system_error("cannot lock '" + path_ + "'", errno);
    if (timeout.count() == 0) throw_busy(path_, timeout);
    fd = wait_at_most(std::move(fd), path_, timeout);
  }
  return Holder(std::move(fd));
}

WriterLock::Holder::Holder(FileDescriptor locked) : fd_(std::move(locked)) {
  char state = finished;
  if (::pread(fd_.number(), &state, 1, 0) < 0) throw system_error("cannot read the lock file", errno);
  found_unfinished_ = state == at_work;
  if (::pwrite(fd_.number(), &at_work, 1, 0) != 1) throw system_error("cannot write the lock file", errno);
}

WriterLock::Holder::~Holder() {
  if (finished_ && fd_ && ::pwrite(fd_.number(), &finished, 1, 0) != 1)
    return;  // the next writer will check needlessly
}

}  // namespace evs::sqlite
