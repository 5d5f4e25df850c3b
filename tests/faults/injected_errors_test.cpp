// Every call of a command fails once, at every point, with every error that a disk has: the exit status tells the
// truth, evs's word is kept, and the same events sent again are stored.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>
#include <set>

#include "tests/expect.hpp"
#include "tests/faults/oracle.hpp"
#include "tests/faults/skipping.hpp"
#include "tests/faults/trial.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::faults {
namespace {

using test::TemporaryFolder;

/// A command, and how much of its script is run before, without faults.
struct Subject {
  std::string name;
  Script script;
  std::size_t steps_before = 0;
};

/// How the Nth call of a name fares; `stays` says that those behind it fare the same.
struct Fault {
  std::string call;
  std::string how;
  bool stays = false;
};

std::string number(int value) { return std::to_string(value); }

constexpr const char* calls[] = {"open",      "pwrite", "write",  "ftruncate", "fsync",
                                 "fdatasync", "unlink", "rename", "linkat"};

/// A full disk stays full, other errors come once.
std::vector<Fault> disk_errors() {
  std::vector<Fault> all;
  for (const std::string call : calls) {
    all.push_back({call, number(EIO)});
    all.push_back({call, number(ENOSPC), call != "fsync" && call != "fdatasync"});
  }
  all.push_back({"pwrite", number(EDQUOT), true});
  for (const char* call : {"pwrite", "write"}) all.push_back({call, half});
  all.push_back({"open", number(EMFILE)});
  all.push_back({"mmap", number(ENOMEM)});
  return all;
}

std::vector<Fault> kills() {
  std::vector<Fault> all;
  for (const char* call : calls) all.push_back({call, killing});
  all.push_back({"mmap", killing});
  return all;
}

bool contains(const Tape& tape, Op op) {
  return std::any_of(tape.begin(), tape.end(), [&](const Record& record) { return record.op == op; });
}

/// What is wrong about the exit status and the answers of a run.
std::string lie_in(const Run& run, const Fault& fault) {
  const int status = run.statuses.back();
  if (fault.how == killing) return status == 128 + SIGKILL ? "" : "exit status " + number(status) + " when killed";
  if (!std::set<int>{0, 6, 8, 9}.contains(status)) return "exit status " + number(status);
  if (fault.how == number(ENOSPC) && !fault.call.ends_with("sync") && status != 0 && status != 8) {
    return "exit status " + number(status) + " on a full disk";
  }
  std::string behind;
  bool failed = false;
  std::set<std::uint64_t> logs;
  for (const Record& record : run.tape) {
    if (record.op == Op::create && record.bytes == "evs.db-wal") logs.insert(record.file);
    failed = failed || record.op == Op::sync_failed;
    if (record.op == Op::sync_failed && logs.contains(record.file) && status != 0 && status != 9) {
      return "exit status " + number(status) + " after a failed fsync of the log";
    }
    if (failed && record.op == Op::output) behind += record.bytes;
  }
  return acknowledging_lines(behind) == 0 ? "" : "acknowledged after a failed fsync";
}

/// Nothing when the command is through before the Nth call.
std::optional<std::string> failure_at(const Subject& subject, const Fault& fault, int call_number) {
  const TemporaryFolder folder(parent_of_stores());
  Script before = subject.script;
  before.steps.resize(subject.steps_before);
  const Script rest = without_steps(subject.script, subject.steps_before);
  std::string output = run_plainly(before, folder.path()).output;
  Settings settings{std::string(inject_variable) + "=" + fault.call + " " + number(call_number) + " " + fault.how};
  if (fault.stays) settings.push_back(std::string(stays_variable) + "=1");
  const Run faulty = run(rest, folder.path(), settings);
  if (!contains(faulty.tape, Op::injected)) return std::nullopt;
  output += faulty.output;
  std::string wrong = lie_in(faulty, fault);
  if (wrong.empty()) wrong = breach_of(subject.script, acknowledging_lines(output), folder / "evs.db");
  if (!wrong.empty()) return wrong + "\n" + faulty.messages;

  const Run again = run_plainly(rest, folder.path());
  if (again.statuses.back() != 0)
    return "sent again: exit status " + number(again.statuses.back()) + "\n" + again.messages;
  return breach_of(subject.script, subject.script.acknowledgements.size(), folder / "evs.db");
}

Trial inject_everywhere(const Subject& subject, const Fault& fault) {
  Trial trial;
  for (int call_number = 1;; ++call_number) {
    const auto failure = failure_at(subject, fault, call_number);
    if (!failure) return trial;
    ++trial.points;
    ++trial.states;
    if (failure->empty()) continue;
    trial.failures.push_back(subject.name + ", " + fault.call + " " + number(call_number) + " " + fault.how + ": " +
                             *failure);
  }
}

/// The commands, a line each.
std::vector<Subject> subjects(const std::string& inputs) {
  return {
      {"append to a new store", appends(1)},
      {"append", appends(2), 1},
      {"append --each", in_two_processes(appends_each(3, 2)), 1},
      {"import", imports(inputs, 2, 2, 5), 1},
  };
}

void keeps_word(const std::string& row, const std::vector<Fault>& faults) {
  const TemporaryFolder inputs;
  for (const Subject& subject : subjects(inputs.path())) {
    Trial all;
    for (const Fault& fault : faults) all.add(inject_everywhere(subject, fault));
    print_row(row + ", " + subject.name, all);
    CHECK(first_failure(all) == test::nothing);
    CHECK(all.points > 30);
  }
}

TEST_CASE("whatever call fails, the exit status is true and evs's word is kept") {
  if (!lacks_shim()) keeps_word("injected errors", disk_errors());
}

TEST_CASE("evs's word is kept when it is killed at any call that writes") {
  if (!lacks_shim()) keeps_word("SIGKILL", kills());
}

TEST_CASE("a write that is not done though it seems to be is noticed") {  // the control
  if (lacks_shim()) return;
  const Trial control = inject_everywhere({"append --each", appends_each(3, 2)}, {"pwrite", pretend});
  print_row("injected errors, append --each, control: lost writes", control);
  CHECK(control.failures.size() > 5);
}

}  // namespace
}  // namespace evs::faults
