#pragma once

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "tests/faults/tape.hpp"

namespace evs::faults {

/// The function that the interposed one stands in front of.
template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

inline std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// What becomes of a call.
enum class Fate { passes, fails, does_half, pretends };

/// What the shim knows of the process that it is loaded into. The caller of its functions holds mutex().
class Shim {
 public:
  Shim()
      : folder_(variable(folder_variable)),
        synchronous_(variable(synchronous_variable)),
        stays_(!variable(stays_variable).empty()) {
    const std::string tape = variable(tape_variable);
    const auto open_next = next<int(const char*, int, ...)>("open64");
    if (!tape.empty()) tape_ = open_next(tape.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    std::array<char, 32> call{};
    std::array<char, 32> how{};
    const std::string inject = variable(inject_variable);
    if (std::sscanf(inject.c_str(), "%31s %ld %31s", call.data(), &calls_until_injection_, how.data()) == 3) {
      injected_call_ = call.data();
      how_ = how.data();
    }
  }

  std::mutex& mutex() { return mutex_; }
  [[nodiscard]] const std::string& synchronous() const { return synchronous_; }

  /// The name inside the watched folder; nothing for other paths.
  [[nodiscard]] std::optional<std::string> name_of(const char* path) const {
    const std::string_view text(path);
    if (folder_.empty() || !text.starts_with(folder_ + "/")) return std::nullopt;
    return std::string(text.substr(folder_.size() + 1));
  }
  [[nodiscard]] bool is_folder(const char* path) const { return !folder_.empty() && folder_ == path; }

  void opened(int fd, const char* path) {
    const bool watched = is_folder(path) || name_of(path).has_value();
    if (fd >= 0 && fd < most_files) files_[static_cast<std::size_t>(fd)] = watched ? inode_of(fd) : 0;
  }
  void closed(int fd) {
    if (fd >= 0 && fd < most_files) files_[static_cast<std::size_t>(fd)] = 0;
  }
  /// The inode of a watched file, or 0.
  [[nodiscard]] std::uint64_t file(int fd) const {
    return fd >= 0 && fd < most_files ? files_[static_cast<std::size_t>(fd)] : 0;
  }

  /// Counts a call on a watched file, and sets errno if it is to fail.
  Fate fate_of(std::string_view call, std::size_t size = 0) {
    if (call != injected_call_ || (how_ == half && size < 2)) return Fate::passes;
    if (--calls_until_injection_ > 0 || (calls_until_injection_ < 0 && !stays_)) return Fate::passes;
    record(Op::injected);
    if (how_ == killing) ::kill(::getpid(), SIGKILL);
    if (how_ == half) return Fate::does_half;
    if (how_ == pretend) return Fate::pretends;
    errno = std::atoi(how_.c_str());
    return Fate::fails;
  }

  void record(Op op, std::uint64_t file = 0, std::uint64_t offset = 0, std::string_view bytes = {}) const {
    const int saved_errno = errno;
    RecordHead head{op, file, offset, bytes.size()};
    const std::array<iovec, 2> parts{iovec{&head, sizeof head}, iovec{const_cast<char*>(bytes.data()), bytes.size()}};
    if (tape_ >= 0 && ::writev(tape_, parts.data(), 2) < 0) std::abort();
    errno = saved_errno;
  }

  static std::uint64_t inode_of(int fd) {
    struct stat info {};
    return ::fstat(fd, &info) == 0 ? info.st_ino : 0;
  }

 private:
  static constexpr int most_files = 1024;

  std::string folder_;
  std::string synchronous_;
  bool stays_;
  std::string injected_call_;
  std::string how_;
  long calls_until_injection_ = 0;
  int tape_ = -1;
  std::array<std::uint64_t, most_files> files_{};
  std::mutex mutex_;
};

}  // namespace evs::faults
