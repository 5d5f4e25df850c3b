#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace evs {

/// An open file descriptor that closes itself.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd = -1) : fd_(fd) {}
  ~FileDescriptor() { reset(); }
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    reset(other.release());
    return *this;
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;

  [[nodiscard]] int number() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release();
  void reset(int fd = -1);

 private:
  int fd_;
};

/// Writes all of `bytes`, however often the kernel takes only a part. Returns 0 or the errno.
int write_all(int fd, std::string_view bytes);

/// Fsyncs the folder that holds `path`, so that a new name in it survives a power cut. Throws [system].
void sync_folder_of(const std::string& path);

/// The first bytes of a regular file, all of them as a rule; nothing if there is no file of that name. Throws
/// [conflict] if it is something else or a symbolic link, which `what` ("the ledger") may not be; [system] if it cannot
/// be read.
std::optional<std::string> text_of_file(const std::string& path, const std::string& what,
                                        std::size_t most = std::string::npos);

/// Something that takes bytes. write() may buffer; close() makes everything arrive or throws [system].
class ByteSink {
 public:
  ByteSink() = default;
  virtual ~ByteSink() = default;
  ByteSink(const ByteSink&) = delete;
  ByteSink& operator=(const ByteSink&) = delete;
  virtual void write(std::string_view bytes) = 0;
  virtual void close() = 0;
};

/// What becomes of a file that stands where one is to be made.
enum class IfExists { refuse, replace };

/// A file that appears under its name only when it is complete: written with mode 0600 under no name (or, where that
/// cannot be, a temporary one), fsynced, then named by close(). Destroyed without close(), it leaves nothing behind.
/// Throws [conflict] if `path` exists and is not to be replaced, [system] on any failure; never writes through a
/// symbolic link.
std::unique_ptr<ByteSink> create_file(const std::string& path, IfExists if_exists);

}  // namespace evs
