// What evs has acknowledged survives a power cut at any call, on a disk that keeps what was synced and does what it
// likes with the rest.
#include "tests/faults/power_cut.hpp"

#include "tests/catch.hpp"
#include "tests/expect.hpp"
#include "tests/faults/skipping.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::faults {
namespace {

using test::TemporaryFolder;

/// The script's tape, of a run in which everything went well.
Tape recorded(const Script& script, const Settings& settings = {}) {
  const TemporaryFolder folder(parent_of_stores());
  const Run done = run(script, folder.path(), settings);
  INFO(done.messages);
  for (const int status : done.statuses) CHECK(status == 0);
  REQUIRE(acknowledging_lines(done.output) == script.acknowledgements.size());
  return done.tape;
}

void survives(const Script& script, const Tape& tape, const PowerCuts& how = {}) {
  const Trial trial = cut_power(script, {tape}, how);
  print_row("power cut, " + script.name, trial);
  CHECK(first_failure(trial) == test::nothing);
  CHECK(trial.points > 20);
}

/// The controls: without the protection, the same cuts find that acknowledged events are lost.
void is_lost(const Script& script, const Tape& tape, PowerCuts how, const std::string& without) {
  how.enough = 1;
  how.after = index_after_lines(tape, script.acknowledgements.size() / 2);
  const Trial trial = cut_power(script, {tape}, how);
  print_row("power cut, " + script.name + ", control: " + without, trial);
  CHECK(trial.failures.size() == 1);
}

PowerCuts on_lying_disk() {
  PowerCuts how;
  how.syncs = Disk::Syncs::do_nothing;
  return how;
}

TEST_CASE("events that are appended one by one survive a power cut at every call") {
  if (lacks_shim()) return;
  const Script script = appends(6);
  const Tape tape = recorded(script);
  survives(script, tape);
  is_lost(script, tape, on_lying_disk(), "fsync does nothing");
}

TEST_CASE("events that are committed in groups survive a power cut at every call") {
  if (lacks_shim()) return;
  const Script script = appends_each(6, 5);
  const Tape tape = recorded(script);
  survives(script, tape);
  is_lost(script, tape, on_lying_disk(), "fsync does nothing");
  is_lost(script, recorded(script, {std::string(synchronous_variable) + "=NORMAL"}), {}, "synchronous=NORMAL");
}

TEST_CASE("imports survive a power cut at every call") {
  if (lacks_shim()) return;
  const TemporaryFolder inputs;
  const Script script = imports(inputs.path(), 2, 4, 20);
  const Tape tape = recorded(script);
  survives(script, tape);
  is_lost(script, tape, on_lying_disk(), "fsync does nothing");
}

TEST_CASE("a write-ahead log that is moved into the database survives a power cut meanwhile") {
  if (lacks_shim()) return;
  Script script = appends_each(90, 1, 100'000);
  script.name += ", checkpoint";
  const Tape tape = recorded(script);
  PowerCuts how;
  how.one_in = 32;
  how.random_states = 2;
  how.after = index_after_lines(tape, 75);  // from here to the thousandth frame, and beyond
  survives(script, tape, how);
}

/// Cuts at some of the calls of an import.
void import_survives(Script script, const std::string& what, std::size_t one_in) {
  script.name += ", " + what;
  PowerCuts how;
  how.one_in = one_in;
  how.random_states = 2;
  survives(script, recorded(script), how);
}

TEST_CASE("a write-ahead log that is moved between the commits of an import survives a power cut meanwhile") {
  if (lacks_shim()) return;
  const TemporaryFolder inputs;
  import_survives(imports(inputs.path(), 1, 3, 90, 100'000), "checkpoint", 128);
}

TEST_CASE("a look-up of ids whose runs are merged survives a power cut meanwhile") {
  if (lacks_shim()) return;
  const TemporaryFolder inputs;
  import_survives(imports(inputs.path(), 2, 4, 1100), "merged runs", 4);  // the seventh run is one too many
}

}  // namespace
}  // namespace evs::faults
