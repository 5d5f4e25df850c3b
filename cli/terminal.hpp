#pragma once

#include <string>

#include "core/file.hpp"

namespace evs {

/// Writes straight to a descriptor. Throws OutputClosed when the reader is gone, [system] for any other failure.
class DescriptorSink final : public ByteSink {
 public:
  DescriptorSink(int fd, std::string name) : fd_(fd), name_(std::move(name)) {}
  void write(std::string_view bytes) override;
  void close() override {}
  void redirect(int fd) { fd_ = fd; }

 private:
  int fd_;
  std::string name_;
};

/// Writes messages to standard error. Where they cannot be written they are lost: what a command does, and its exit
/// status, do not depend on whether somebody listens.
class MessageSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override;
  void close() override {}
};

/// A pager that reads what is written to input(); ended by closing it and waiting for the user to leave. While there is
/// one, SIGINT ends the process only when the user has left it. At most one at a time.
class Pager {
 public:
  /// Starts `command` with the shell; without it there is no pager and input() is -1.
  explicit Pager(const std::string& command);
  ~Pager();
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;
  [[nodiscard]] int input() const { return write_end_.number(); }

 private:
  FileDescriptor write_end_;
  FileDescriptor nowhere_;  // where output goes after SIGINT
  int process_ = -1;
};

/// Whether a shell would find the program that a command begins with, `path` being the value of PATH; true for a
/// command that only the shell can take apart.
bool is_program(const std::string& command, const std::string& path);

/// Makes the process one that a pipeline can rely on: closed standard descriptors stay closed instead of being handed
/// to the next file that is opened; SIGPIPE and SIGXFSZ become errors; SIGBUS, which a full disk can cause under a
/// memory-mapped file, ends with exit status 8; SIGINT, SIGTERM and SIGHUP end it as ever, but wipe a line of progress.
void prepare_process();

/// For an exception that nobody could report any more, since there was no memory for the report: says so without
/// allocating anything, and returns the exit status.
int say_last_words();

/// Columns of the terminal on `fd`, or 80.
int terminal_width(int fd);

}  // namespace evs
