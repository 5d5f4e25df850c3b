// Runs evs as a process of its own, with the shim in front of it.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "core/file.hpp"
#include "tests/faults/script.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::faults {
namespace {

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
    reading.reset(ends[0]);
    writing.reset(ends[1]);
  }
  FileDescriptor reading;
  FileDescriptor writing;
};

/// Answers come back through a pipe, messages through a file.
class Process {
 public:
  Process(const std::vector<std::string>& arguments, const Settings& settings, const std::string& messages) {
    process_ = ::fork();
    if (process_ < 0) throw std::runtime_error("cannot fork");
    if (process_ == 0) become(arguments, settings, messages);
    input_.reading.reset();
    output_.writing.reset();
  }

  void send(const std::string& text) const { write_all(input_.writing.number(), text); }
  void end_input() { input_.writing.reset(); }

  /// Reads until there are so many lines more, or to the end.
  void read_lines(std::string& output, std::size_t lines) const {
    std::array<char, 65536> buffer{};
    while (lines > 0) {
      const ssize_t count = ::read(output_.reading.number(), buffer.data(), buffer.size());
      if (count <= 0) return;
      for (const char c : std::string_view(buffer.data(), static_cast<std::size_t>(count)))
        lines -= c == '\n' ? 1U : 0U;
      output.append(buffer.data(), static_cast<std::size_t>(count));
    }
  }

  int status() const {
    int status = 0;
    if (::waitpid(process_, &status, 0) < 0) throw std::runtime_error("cannot wait for evs");
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }

 private:
  [[noreturn]] void become(const std::vector<std::string>& arguments, const Settings& settings,
                           const std::string& messages) const {
    ::dup2(input_.reading.number(), STDIN_FILENO);
    ::dup2(output_.writing.number(), STDOUT_FILENO);
    ::dup2(::open(messages.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600), STDERR_FILENO);
    ::signal(SIGPIPE, SIG_DFL);
    std::vector<char*> words{const_cast<char*>(EVS_PROGRAM)};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    std::vector<char*> environment;
    for (const std::string& setting : settings) environment.push_back(const_cast<char*>(setting.c_str()));
    environment.push_back(nullptr);
    ::execve(EVS_PROGRAM, words.data(), environment.data());
    ::_exit(127);
  }

  Pipe input_;
  Pipe output_;
  pid_t process_ = -1;
};

std::size_t lines_in(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text) count += c == '\n' ? 1U : 0U;
  return count;
}

int run_step(const Step& step, const std::string& store, const Settings& settings, Run& run,
             const std::string& messages) {
  constexpr std::size_t to_the_end = static_cast<std::size_t>(-1);
  std::vector<std::string> arguments{"-s", store};
  arguments.insert(arguments.end(), step.arguments.begin(), step.arguments.end());
  Process process(arguments, settings, messages);
  for (const std::string& piece : step.input) {
    process.send(piece);
    process.read_lines(run.output, lines_in(piece));
  }
  process.end_input();
  process.read_lines(run.output, to_the_end);
  return process.status();
}

Run run_with(const Script& script, const std::string& folder, const Settings& settings, const std::string& messages) {
  ::signal(SIGPIPE, SIG_IGN);  // evs may die before it has read everything
  Run run;
  for (const Step& step : script.steps) {
    run.statuses.push_back(run_step(step, folder + "/evs.db", settings, run, messages));
    if (run.statuses.back() != 0) break;  // who sent it waits for somebody to look
  }
  run.messages = test::file_text(messages);
  return run;
}

}  // namespace

Run run(const Script& script, const std::string& folder, const Settings& settings) {
  const test::TemporaryFolder notes;
  Settings all{"LD_PRELOAD=" EVS_FAULT_SHIM, std::string(folder_variable) + "=" + folder,
               std::string(tape_variable) + "=" + (notes / "tape")};
  all.insert(all.end(), settings.begin(), settings.end());
  Run run = run_with(script, folder, all, notes / "messages");
  run.tape = read_tape(notes / "tape");
  return run;
}

Run run_plainly(const Script& script, const std::string& folder) {
  const test::TemporaryFolder notes;
  return run_with(script, folder, {}, notes / "messages");
}

std::string parent_of_stores() {
  const bool has_memory = ::access("/dev/shm", W_OK | X_OK) == 0;
  return has_memory ? "/dev/shm" : std::filesystem::temp_directory_path().string();
}

std::string why_no_shim() {
  return std::string_view(EVS_FAULT_SHIM).empty() ? "a preloaded library and a sanitizer do not go together" : "";
}

}  // namespace evs::faults
