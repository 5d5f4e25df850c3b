#include "core/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/error.hpp"
#include "core/id.hpp"

namespace evs {

int FileDescriptor::release() { return std::exchange(fd_, -1); }

void FileDescriptor::reset(int fd) {
  if (fd_ >= 0) ::close(fd_);
  fd_ = fd;
}

int write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

namespace {

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// The bytes go to a file without a name (O_TMPFILE), which a crash or a kill leaves no trace of. Where the file system
/// has no such files, or there is no /proc, through which alone it could be named in the end, it gets a temporary name.
class NewFile final : public ByteSink {
 public:
  NewFile(std::string path, IfExists if_exists)
      : path_(std::move(path)), if_exists_(if_exists), temporary_(path_ + "." + make_id(system_clock_now()) + ".tmp") {
    struct stat found {};
    const bool exists = ::lstat(path_.c_str(), &found) == 0;
    if (exists && if_exists_ == IfExists::refuse) refuse_existing();
    if (exists && !S_ISREG(found.st_mode) && !S_ISLNK(found.st_mode)) refuse_special();
    if (::access("/proc/self/fd", X_OK) == 0) {
      fd_.reset(::open(folder_of(path_).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600));
      if (fd_) return;
    }
    fd_.reset(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd_) throw system_error("cannot create '" + path_ + "'", errno);
    has_name_ = true;
  }

  ~NewFile() override {
    if (has_name_) ::unlink(temporary_.c_str());
  }

  void write(std::string_view bytes) override {
    if (const int failed = write_all(fd_.number(), bytes); failed != 0) fail(failed);
  }

  void close() override {
    if (::fsync(fd_.number()) != 0) fail(errno);
    if (if_exists_ == IfExists::refuse) {  // unlike rename, link does not replace
      link_to(path_);
    } else {
      if (!has_name_) link_to(temporary_);
      has_name_ = true;
      if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail(errno);
      has_name_ = false;
    }
    fd_.reset();
    sync_folder_of(path_);
  }

 private:
  void link_to(const std::string& name) const {
    const std::string self = "/proc/self/fd/" + std::to_string(fd_.number());
    const char* from = has_name_ ? temporary_.c_str() : self.c_str();
    if (::linkat(AT_FDCWD, from, AT_FDCWD, name.c_str(), has_name_ ? 0 : AT_SYMLINK_FOLLOW) == 0) return;
    if (errno == EEXIST) refuse_existing();
    fail(errno);
  }

  [[noreturn]] void fail(int saved_errno) const { throw system_error("cannot write '" + path_ + "'", saved_errno); }

  [[noreturn]] void refuse_existing() const {
    throw Error(ErrorKind::conflict, "'" + path_ + "' already exists").hint("name another file, or move this one away");
  }

  /// A rename would put a file in the place of a pipe, or of /dev/null.
  [[noreturn]] void refuse_special() const {
    throw Error(ErrorKind::conflict, "'" + path_ + "' is not a regular file, so no file replaces it")
        .hint("write to the standard output, and send that there");
  }

  std::string path_;
  IfExists if_exists_;
  std::string temporary_;
  FileDescriptor fd_;
  bool has_name_ = false;  // the temporary one
};

}  // namespace

void sync_folder_of(const std::string& path) {
  const std::string folder = folder_of(path);
  const FileDescriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) throw system_error("cannot open the folder '" + folder + "'", errno);
  if (::fsync(fd.number()) != 0) throw system_error("cannot fsync the folder '" + folder + "'", errno);
}

std::optional<std::string> text_of_file(const std::string& path, const std::string& what, std::size_t most) {
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd && errno == ENOENT) return std::nullopt;
  if (!fd && errno == ELOOP) {
    throw Error(ErrorKind::conflict, what + " '" + path + "' is a symbolic link").hint("name the file itself");
  }
  struct stat info {};
  if (!fd || ::fstat(fd.number(), &info) != 0) throw system_error("cannot open '" + path + "'", errno);
  if (!S_ISREG(info.st_mode)) throw Error(ErrorKind::conflict, what + " '" + path + "' is not a regular file");
  std::string text(std::min(static_cast<std::size_t>(info.st_size), most), '\0');
  std::size_t size = 0;
  while (size < text.size()) {
    const ssize_t count = ::read(fd.number(), text.data() + size, text.size() - size);
    if (count < 0) throw system_error("cannot read '" + path + "'", errno);
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  text.resize(size);
  return text;
}

std::unique_ptr<ByteSink> create_file(const std::string& path, IfExists if_exists) {
  return std::make_unique<NewFile>(path, if_exists);
}

}  // namespace evs
