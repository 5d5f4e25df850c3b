#include "core/sqlite/tolerance.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "core/error.hpp"
#include "core/file.hpp"

namespace evs::sqlite {
namespace {

void read_to_end(const std::string& path) {
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd && errno == ENOENT) return;
  if (!fd) throw system_error("cannot read '" + path + "'", errno);
  std::vector<char> buffer(std::size_t{1} << 20U);
  for (off_t at = 0;;) {
    const ssize_t count = ::pread(fd.number(), buffer.data(), buffer.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error("cannot read '" + path + "'", errno);
    if (count == 0) return;
    at += count;
  }
}

}  // namespace

bool Tolerance::operator()(Check check, const std::string& what, const FindingVisitor& found,
                           const std::function<void()>& work) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
    require_readable();
    found({check, {}, {}, {}, what + ": " + shown_safely(error.message())});
    return false;
  }
}

void Tolerance::require_readable() {
  if (is_readable_) return;
  read_to_end(path_);
  read_to_end(path_ + "-wal");
  is_readable_ = true;
}

}  // namespace evs::sqlite
