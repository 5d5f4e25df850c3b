#include "core/model/program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <utility>
#include <vector>

#include "core/codec/event_line.hpp"
#include "core/codec/json.hpp"
#include "core/error.hpp"

namespace evs {
namespace {

constexpr const char* how_to_answer =
    "the program must print one line of JSON, the state, for each event line, and nothing else";

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// What posix_spawn is told, freed in the end.
struct SpawnSettings {
  posix_spawn_file_actions_t actions{};
  posix_spawnattr_t attributes{};
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
};

/// Starts `words` in `folder` with these descriptors as standard input and output. Returns 0 or the errno.
int spawn(pid_t& process, const std::vector<std::string>& words, const std::string& folder, int in, int out) {
  SpawnSettings settings;
  posix_spawn_file_actions_addchdir_np(&settings.actions, folder.c_str());
  posix_spawn_file_actions_adddup2(&settings.actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&settings.actions, out, STDOUT_FILENO);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&settings.attributes, &defaults);
  posix_spawnattr_setflags(&settings.attributes, POSIX_SPAWN_SETSIGDEF);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  return posix_spawnp(&process, words.front().c_str(), &settings.actions, &settings.attributes, arguments.data(),
                      environ);
}

class RunningProgram final : public Program {
 public:
  RunningProgram(const ReducerDeclaration& reducer, const ModelSource& source)
      : name_(reducer.command.front()), place_(reducer.place), timeout_(source.answer_timeout) {
    int input[2];
    int output[2];
    // A socket, since a write to a pipe that nobody reads any more would be a signal.
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, input) != 0) throw system_error(cannot_start(), errno);
    input_.reset(input[0]);
    const FileDescriptor its_input(input[1]);
    if (::pipe2(output, O_CLOEXEC) != 0) throw system_error(cannot_start(), errno);
    output_.reset(output[0]);
    const FileDescriptor its_output(output[1]);
    const std::size_t slash = source.path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : source.path.substr(0, slash + 1);
    const int error = spawn(process_, reducer.command, folder, its_input.number(), its_output.number());
    if (error != 0) throw system_error(cannot_start(), error);
  }

  ~RunningProgram() override {
    input_.reset();
    output_.reset();
    if (ended_ || ends_by_itself()) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  std::string answer(const EventView& event) override {
    refuse_unasked(event);
    question_.clear();
    append_event_line(question_, event);
    const std::string line = exchange(event);
    try {
      return json::checked_value("the answer of '" + name_ + "'", line);
    } catch (const Error& error) {
      throw about(Error(ErrorKind::bad_input, error.message()), event).hint(how_to_answer);
    }
  }

 private:
  /// Whether the program, whose input has come to its end, ends within half a second.
  bool ends_by_itself(int* status = nullptr) const {
    for (int pause = 1; pause < 256; pause *= 2) {
      if (::waitpid(process_, status, WNOHANG) == process_) return true;
      ::poll(nullptr, 0, pause);
    }
    return ::waitpid(process_, status, WNOHANG) == process_;
  }

  [[nodiscard]] std::string cannot_start() const { return place_ + ": cannot start '" + name_ + "'"; }

  [[nodiscard]] Error about(Error error, const EventView& event) const {
    error.detail("it folds event " + std::to_string(event.seq.value) + " of stream '" + std::string(event.stream) +
                 "' (" + std::string(event.type) + ", position " + std::to_string(event.position.value) + "), as " +
                 place_ + " says");
    error.fact("stream", std::string(event.stream)).fact("seq", event.seq.value);
    return error;
  }

  /// What it said beyond its answer would be taken for the next one.
  void refuse_unasked(const EventView& event) const {
    pollfd output{output_.number(), POLLIN, 0};
    const bool has_more = !received_.empty() || (::poll(&output, 1, 0) > 0 && (output.revents & POLLIN) != 0);
    if (!has_more) return;
    throw about(Error(ErrorKind::bad_input, "'" + name_ + "' said something before it was asked"), event)
        .hint(how_to_answer);
  }

  /// Sends the question and returns the next line, without its newline.
  std::string exchange(const EventView& event) {
    const auto deadline = steady_clock::now() + timeout_;
    std::size_t sent = 0;
    for (;;) {
      const std::size_t newline = received_.find('\n');
      if (sent == question_.size() && newline != std::string::npos) {
        std::string line = received_.substr(0, newline);
        received_.erase(0, newline + 1);
        return line;
      }
      const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
      pollfd files[2] = {{output_.number(), POLLIN, 0}, {input_.number(), POLLOUT, 0}};
      const int ready =
          ::poll(files, sent < question_.size() ? 2 : 1, static_cast<int>(std::max<long>(left.count(), 0)));
      if (ready < 0 && errno == EINTR) continue;
      if (ready == 0) throw_late(event);
      if (files[1].revents != 0) send_more(sent, event);
      if (files[0].revents != 0) receive_more(event);
    }
  }

  void send_more(std::size_t& sent, const EventView& event) {
    const ssize_t count =
        ::send(input_.number(), question_.data() + sent, question_.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count > 0)
      sent += static_cast<std::size_t>(count);
    else if (errno != EAGAIN && errno != EINTR)
      throw_ended(event);
  }

  void receive_more(const EventView& event) {
    char bytes[65536];
    const ssize_t count = ::read(output_.number(), bytes, sizeof bytes);
    if (count == 0) throw_ended(event);
    if (count > 0) received_.append(bytes, static_cast<std::size_t>(count));
    if (received_.size() > json::max_length) {
      throw about(Error(ErrorKind::bad_input, "'" + name_ + "' answered with more than 16 MiB"), event);
    }
  }

  [[noreturn]] void throw_late(const EventView& event) const {
    const std::string seconds =
        std::to_string(timeout_.count() / 1000) + "." + std::to_string(timeout_.count() % 1000 / 100);
    throw about(Error(ErrorKind::system, "'" + name_ + "' did not answer within " + seconds + " s"), event)
        .hint("it must flush its output after each line; --timeout sets how long to wait");
  }

  [[noreturn]] void throw_ended(const EventView& event) {
    int status = 0;
    std::string how = "closed its output";
    input_.reset();
    ended_ = ends_by_itself(&status);
    if (ended_ && WIFEXITED(status)) how = "ended with status " + std::to_string(WEXITSTATUS(status));
    if (ended_ && WIFSIGNALED(status)) how = "was ended by signal " + std::to_string(WTERMSIG(status));
    throw about(Error(ErrorKind::system, "'" + name_ + "' " + how + " instead of answering"), event);
  }

  std::string name_;
  std::string place_;
  milliseconds timeout_;
  pid_t process_ = 0;
  bool ended_ = false;
  FileDescriptor input_;   // what the program reads
  FileDescriptor output_;  // what it writes
  std::string question_;
  std::string received_;
};

}  // namespace

std::shared_ptr<Program> start_program(const Model& model, std::size_t reducer) {
  const ReducerDeclaration& declared = model.reducers()[reducer];
  if (!model.source().may_start_programs) {
    throw Error(ErrorKind::usage, declared.place + ": reducer '" + declared.category + "' is a program, '" +
                                      declared.command.front() + "'")
        .detail("a model that was only found in the working directory starts no programs")
        .hint("name the model, with --model " + model.source().path + " or EVS_MODEL, if you trust it");
  }
  return std::make_shared<RunningProgram>(declared, model.source());
}

}  // namespace evs
