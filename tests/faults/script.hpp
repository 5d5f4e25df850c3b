#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tests/faults/tape.hpp"

namespace evs::faults {

struct SentEvent {
  std::string id;
  std::string stream;
  std::string data;
};

/// One evs process: its arguments, and what it gets to read. Each piece of input is sent when all lines of the piece
/// before it are answered, so that it is known what is committed together.
struct Step {
  std::vector<std::string> arguments;
  std::vector<std::string> input = {};
};

/// What is sent to a store, in which commits, and when evs has given its word on it.
struct Script {
  std::string name;
  std::vector<Step> steps;
  std::vector<SentEvent> events;
  std::vector<std::size_t> commits;           // the numbers of events after each of them, and 0
  std::vector<std::size_t> acknowledgements;  // how many events the 1st, 2nd … line of output vouches for

  /// How many events so many lines of output vouch for.
  [[nodiscard]] std::size_t acknowledged_by(std::size_t lines) const;
  /// The most events that may be stored then: all of the commits up to the next acknowledgement.
  [[nodiscard]] std::size_t most_stored_after(std::size_t lines) const;
};

/// The script without its first so many steps, which have been run.
Script without_steps(Script script, std::size_t count);

/// A process for each of `count` events.
Script appends(std::size_t count);
/// One "append --each" that gets the events in groups, each of which is a commit.
Script appends_each(std::size_t groups, std::size_t group_size, std::size_t data_size = 20);
/// The same, but one process gets the first group, and another one the rest.
Script in_two_processes(Script script);
/// One import for each of so many files, which it writes into `folder`.
Script imports(const std::string& folder, std::size_t files, std::size_t commits_per_file, std::size_t commit_every,
               std::size_t data_size = 20);

/// The lines in a piece of output that acknowledge something: whole ones that tell of no error.
std::size_t acknowledging_lines(const std::string& output);

/// How it went on a store.
struct Run {
  std::vector<int> statuses;  // of the steps; 128 + N after signal N
  std::string output;
  std::string messages;
  Tape tape;
};

/// A shim's setting, such as FAULT_SYNCHRONOUS=NORMAL.
using Settings = std::vector<std::string>;

/// Runs the steps on the store `folder`/evs.db under the shim.
Run run(const Script& script, const std::string& folder, const Settings& settings = {});
/// Runs one step without a shim.
Run run_plainly(const Script& script, const std::string& folder);

/// Where a test has its stores: in memory if it can be. What is lost in a power cut is not decided by this disk.
std::string parent_of_stores();

/// Says why there is no shim in this build; empty when there is one.
std::string why_no_shim();

}  // namespace evs::faults
