#include "cli/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "commands/session.hpp"
#include "core/error.hpp"

namespace evs {
namespace {

extern "C" void end_on_bus_error(int) {
  constexpr char text[] = "evs: error: the disk is full or failed under a mapped file [system]\n";
  [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text, sizeof text - 1);
  ::_exit(8);
}

/// What a Ctrl-C has to know while a pager runs.
struct {
  volatile pid_t process;
  volatile int input;
  volatile int nowhere;
} paged;

/// Ends evs, but leaves the terminal to the pager until the user quits it: without evs, the shell would take it back.
extern "C" void end_after_pager(int) {
  ::dup2(paged.nowhere, paged.input);
  int status = 0;
  while (::waitpid(paged.process, &status, 0) < 0 && errno == EINTR) {
  }
  ::signal(SIGINT, SIG_DFL);
  ::raise(SIGINT);
}

constexpr std::string_view wipe = "\r\x1b[K";
volatile std::sig_atomic_t line_is_open = 0;  // the terminal's last line is one of progress

/// The signal comes again when this returns, and ends the program as if it had not been caught.
extern "C" void wipe_and_end(int signal) {
  if (line_is_open != 0) {
    [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, wipe.data(), wipe.size());
  }
  ::raise(signal);
}

/// Leaves a signal alone that whoever started the program wants ignored, as nohup does.
void wipe_before(int signal) {
  struct sigaction how {};
  if (::sigaction(signal, nullptr, &how) != 0 || how.sa_handler != SIG_DFL) return;
  how.sa_handler = wipe_and_end;
  how.sa_flags = static_cast<int>(SA_RESETHAND);
  ::sigaction(signal, &how, nullptr);
}

/// A descriptor that is closed is filled with one on which the wrong direction fails, as the closed one would.
void keep_closed(int fd) {
  if (::fcntl(fd, F_GETFD) >= 0 || errno != EBADF) return;
  const int filler = ::open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  if (filler >= 0 && filler != fd) {
    ::dup2(filler, fd);
    ::close(filler);
  }
}

}  // namespace

void DescriptorSink::write(std::string_view bytes) {
  const int failed = write_all(fd_, bytes);
  if (failed == EPIPE) throw OutputClosed{};
  if (failed != 0) throw system_error("cannot write to " + name_, failed);
}

void MessageSink::write(std::string_view bytes) {
  write_all(STDERR_FILENO, bytes);
  line_is_open = bytes.ends_with('\n') || bytes.ends_with(wipe) ? 0 : 1;
}

Pager::Pager(const std::string& command) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return;
  const FileDescriptor read_end(ends[0]);
  write_end_.reset(ends[1]);
  process_ = ::fork();
  if (process_ < 0) {
    write_end_.reset();
    return;
  }
  if (process_ == 0) {
    ::dup2(read_end.number(), STDIN_FILENO);
    ::setenv("LESS", "FRX", 0);
    ::signal(SIGPIPE, SIG_DFL);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), static_cast<char*>(nullptr));
    ::_exit(127);
  }
  nowhere_.reset(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  paged.process = process_;
  paged.input = write_end_.number();
  paged.nowhere = nowhere_.number();
  ::signal(SIGINT, end_after_pager);
}

Pager::~Pager() {
  if (process_ < 0) return;
  ::signal(SIGINT, SIG_IGN);  // the user's Ctrl-C belongs to the pager now
  write_end_.reset();
  int status = 0;
  while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
}

bool is_program(const std::string& command, const std::string& path) {
  const std::string word = command.substr(0, command.find(' '));
  const auto is_plain = [](unsigned char c) { return std::isalnum(c) != 0 || std::strchr("/._+-", c) != nullptr; };
  if (word.empty() || !std::all_of(word.begin(), word.end(), is_plain)) return true;
  if (word.find('/') != std::string::npos) return ::access(word.c_str(), X_OK) == 0;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t colon = std::min(path.find(':', at), path.size());
    if (::access((path.substr(at, colon - at) + "/" + word).c_str(), X_OK) == 0) return true;
    at = colon + 1;
  }
  return false;
}

void prepare_process() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) keep_closed(fd);
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  ::signal(SIGBUS, end_on_bus_error);
  for (const int ending : {SIGINT, SIGTERM, SIGHUP}) wipe_before(ending);
  ::setlocale(LC_CTYPE, "C.UTF-8");
}

int say_last_words() {
  write_all(STDERR_FILENO, "evs: error: there is not enough memory [system]\n");
  return 8;
}

int terminal_width(int fd) {
  constexpr int usual = 80;
  winsize size{};
  if (::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return usual;
  return size.ws_col;
}

}  // namespace evs
