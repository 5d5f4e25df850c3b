// After an fsync that failed, the kernel has dropped what was to be written, and believes that it is on the disk. What
// evs acknowledges later, in whichever process, survives a power cut nevertheless.
#include <algorithm>
#include <cerrno>
#include <optional>

#include "tests/expect.hpp"
#include "tests/faults/power_cut.hpp"
#include "tests/faults/skipping.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::faults {
namespace {

using test::TemporaryFolder;

enum class Recovery { is_on, is_off };

bool is_injected(const Record& record) { return record.op == Op::injected; }

std::string failing(const std::string& call, std::size_t number) {
  return std::string(inject_variable) + "=" + call + " " + std::to_string(number) + " " + std::to_string(EIO);
}

struct Failing {
  std::string call;
  std::size_t number;
};

/// SQLite takes no notice when it cannot sync the name of the journal with which it makes a new database. If the power
/// goes then, in the next milliseconds, there may be a file that is no database, and that nothing was acknowledged in.
bool is_of_first_journal(const Tape& tape, std::size_t failure) {
  std::string newest;
  for (std::size_t i = 0; i < failure; ++i) {
    if (tape[i].op == Op::create) newest = tape[i].bytes;
  }
  return tape[failure + 1].op == Op::sync_folder_failed && newest == "evs.db-journal";
}

/// Runs the script with one fsync that fails, runs it again, and cuts the power at each call from the failure on.
/// Nothing when there are fewer fsyncs. Without recovery, the second process does not learn that the first has failed.
std::optional<Trial> cut_after_failure(const Script& script, const Failing& which, Recovery recovery, PowerCuts how) {
  const TemporaryFolder folder(parent_of_stores());
  const Run first = run(script, folder.path(), {failing(which.call, which.number)});
  const auto failure = std::find_if(first.tape.begin(), first.tape.end(), is_injected);
  if (failure == first.tape.end()) return std::nullopt;
  if (recovery == Recovery::is_off) test::write_file(folder / "evs.db-lock", ".");
  const Run second = run(script, folder.path());
  how.after = static_cast<std::size_t>(failure - first.tape.begin());
  if (is_of_first_journal(first.tape, how.after)) return Trial{};
  Trial trial = cut_power(script, {first.tape, second.tape}, how);
  if (second.statuses != std::vector<int>(script.steps.size(), 0)) {
    trial.failures.push_back("the second run ends with " + std::to_string(second.statuses.front()) + ": " +
                             second.messages);
  }
  for (std::string& text : trial.failures) text = which.call + " " + std::to_string(which.number) + ": " + text;
  return trial;
}

Trial cut_after_each_failure(const Script& script, Recovery recovery) {
  PowerCuts how;
  how.one_in = 4;
  how.random_states = 1;
  how.enough = 1;
  Trial all;
  for (const std::string call : {"fsync", "fdatasync"}) {
    for (std::size_t number = 1;; ++number) {
      const auto trial = cut_after_failure(script, {call, number}, recovery, how);
      if (!trial) break;
      all.add(*trial);
      if (recovery == Recovery::is_off && !all.failures.empty()) return all;
    }
  }
  return all;
}

TEST_CASE("what is acknowledged after a failed fsync survives a power cut") {
  if (lacks_shim()) return;
  for (const Script& script : {appends(2), appends_each(3, 2)}) {
    const Trial trial = cut_after_each_failure(script, Recovery::is_on);
    print_row("failed fsync, " + script.name, trial);
    CHECK(first_failure(trial) == test::nothing);
    CHECK(trial.points > 50);
  }
  const Trial control = cut_after_each_failure(appends_each(3, 2), Recovery::is_off);
  print_row("failed fsync, append --each, control: no recovery", control);
  CHECK_FALSE(control.failures.empty());
}

/// The number of the first fdatasync of the database that moves the log into it, in a run in which all goes well.
std::size_t first_checkpoint(const Tape& tape) {
  std::uint64_t database = 0;
  std::size_t syncs = 0;
  std::size_t writes = 0;
  for (const Record& record : tape) {
    if (record.op == Op::create && record.bytes == "evs.db") database = record.file;
    if (record.op == Op::write && record.file == database) ++writes;
    if ((record.op == Op::sync || record.op == Op::sync_folder) && record.bytes == "fdatasync") ++syncs;
    if (record.op == Op::sync && record.file == database && writes > 100) break;
  }
  return syncs;
}

std::string output_behind_failure(const Tape& tape) {
  std::string output;
  for (auto record = std::find_if(tape.begin(), tape.end(), is_injected); record != tape.end(); ++record) {
    if (record->op == Op::output) output += record->bytes;
  }
  return output;
}

/// One in so many plain writes from the failure on is a point at which the power is cut.
void survives_failed_checkpoint(const Script& script, std::size_t checkpoint, std::size_t one_in) {
  PowerCuts how;
  how.one_in = one_in;
  how.random_states = 1;
  const auto trial = cut_after_failure(script, {"fdatasync", checkpoint}, Recovery::is_on, how);
  REQUIRE(trial);
  print_row("failed fsync, " + script.name + ", checkpoint", *trial);
  CHECK(first_failure(*trial) == test::nothing);
}

TEST_CASE("a checkpoint that cannot be synced loses nothing, and ends the acknowledging") {
  if (lacks_shim()) return;
  const Script script = appends_each(90, 1, 100'000);
  const std::size_t checkpoint = first_checkpoint(run(script, TemporaryFolder(parent_of_stores()).path()).tape);
  const TemporaryFolder folder(parent_of_stores());
  const Run failed = run(script, folder.path(), {failing("fdatasync", checkpoint)});
  CHECK(failed.statuses == std::vector{9});
  CHECK(acknowledging_lines(output_behind_failure(failed.tape)) == 1);  // of the commit that was durable before

  survives_failed_checkpoint(script, checkpoint, 128);
}

TEST_CASE("an import whose log cannot be moved between two commits loses nothing, and ends") {
  if (lacks_shim()) return;
  const TemporaryFolder inputs;
  const Script script = imports(inputs.path(), 1, 3, 90, 100'000);
  const std::size_t checkpoint = first_checkpoint(run(script, TemporaryFolder(parent_of_stores()).path()).tape);
  const TemporaryFolder folder(parent_of_stores());
  const Run failed = run(script, folder.path(), {failing("fdatasync", checkpoint)});
  CHECK(failed.statuses == std::vector{9});
  CHECK(output_behind_failure(failed.tape).empty());
  CHECK(test::file_text(folder / "evs.db-lock") == "w");  // for the next writer

  survives_failed_checkpoint(script, checkpoint, 256);
}

}  // namespace
}  // namespace evs::faults
