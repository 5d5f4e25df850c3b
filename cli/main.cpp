#include <sched.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <thread>

#include "cli/run.hpp"
#include "cli/terminal.hpp"

namespace {

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::string pager_command() {
  for (const char* name : {"EVS_PAGER", "PAGER"}) {
    if (const auto command = environment(name)) return *command;
  }
  return "less";
}

/// The cores that this process may run on, which may be fewer than the machine has: taskset and containers see to it.
int usable_cores() {
  cpu_set_t usable;
  if (::sched_getaffinity(0, sizeof usable, &usable) == 0) return CPU_COUNT(&usable);
  return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

int run(int argc, char** argv) {
  evs::DescriptorSink out(STDOUT_FILENO, "standard output");
  evs::MessageSink err;
  std::unique_ptr<evs::Pager> pager;

  evs::Surroundings around;
  around.out = &out;
  around.err = &err;
  around.in = STDIN_FILENO;
  around.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  around.in_is_terminal = ::isatty(STDIN_FILENO) == 1;
  around.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  if (around.out_is_terminal) around.width = evs::terminal_width(STDOUT_FILENO);
  if (around.err_is_terminal) around.err_width = evs::terminal_width(STDERR_FILENO);
  around.threads = usable_cores();
  around.start_pager = [&] {
    const std::string command = pager_command();
    if (pager || !around.out_is_terminal || command.empty() || command == "cat") return;
    if (!evs::is_program(command, environment("PATH").value_or(""))) return;  // better unpaged than lost
    pager = std::make_unique<evs::Pager>(command);
    if (pager->input() >= 0) out.redirect(pager->input());
  };
  return evs::run_evs({argv + std::min(argc, 1), argv + argc}, around, environment);
}

}  // namespace

int main(int argc, char** argv) {
  evs::prepare_process();
  try {
    return run(argc, argv);
  } catch (...) {
    return evs::say_last_words();
  }
}
