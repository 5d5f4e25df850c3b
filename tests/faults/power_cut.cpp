#include "tests/faults/power_cut.hpp"

#include <algorithm>
#include <utility>

#include "tests/faults/oracle.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::faults {
namespace {

bool changes_files(const Record& record) { return record.op != Op::output && record.op != Op::injected; }

/// The indexes of the records before which the power is cut; the last is the end of the tape.
std::vector<std::size_t> points_of(const Tape& tape, const PowerCuts& how) {
  std::vector<std::size_t> points;
  for (std::size_t i = how.after; i < tape.size(); ++i) {
    const bool is_chosen = i * 2654435761U % 4096 < 4096 / how.one_in;
    if (changes_files(tape[i]) && (tape[i].op != Op::write || is_chosen)) points.push_back(i);
  }
  points.push_back(tape.size());
  return points;
}

class PowerCutter {
 public:
  PowerCutter(const Script& script, const PowerCuts& how) : script_(script), how_(how), disk_(how.syncs) {}

  void begin_tape() {
    lines_before_ = lines();
    output_.clear();
  }

  void play(const Record& record) {
    disk_.play(record);
    if (record.op == Op::output) output_ += record.bytes;
    if (record.op == Op::sync || record.op == Op::sync_folder || record.op == Op::output) nothing_lost_yet_ = true;
  }

  void cut(std::size_t point) {
    ++trial_.points;
    if (std::exchange(nothing_lost_yet_, false)) look_at(disk_.after_power_cut(Disk::Unsynced::lost), point);
    if (disk_.is_all_synced()) return;
    look_at(disk_.after_power_cut(Disk::Unsynced::kept), point);
    for (std::size_t i = 0; i < how_.random_states; ++i) {
      look_at(disk_.after_power_cut(Disk::Unsynced::random, point * how_.random_states + i), point);
    }
  }

  [[nodiscard]] const Trial& trial() const { return trial_; }
  [[nodiscard]] bool has_enough() const { return trial_.failures.size() >= how_.enough; }

 private:
  [[nodiscard]] std::size_t lines() const { return std::max(lines_before_, acknowledging_lines(output_)); }

  void look_at(const Files& files, std::size_t point) {
    if (has_enough()) return;
    ++trial_.states;
    const test::TemporaryFolder folder(parent_of_stores());
    for (const auto& [name, bytes] : files) test::write_file(folder / name, bytes);
    const std::string breach = breach_when_used(script_, lines(), folder / "evs.db");
    if (breach.empty()) return;
    trial_.failures.push_back("power cut before call " + std::to_string(point) + ", store " +
                              std::to_string(trial_.states) + ": " + breach);
  }

  const Script& script_;
  const PowerCuts& how_;
  Disk disk_;
  std::size_t lines_before_ = 0;
  std::string output_;
  bool nothing_lost_yet_ = true;  // since the disk or the promise changed: else that store was looked at already
  Trial trial_;
};

}  // namespace

Trial cut_power(const Script& script, const std::vector<Tape>& tapes, const PowerCuts& how) {
  PowerCutter cutter(script, how);
  PowerCuts here = how;
  for (const Tape& tape : tapes) {
    cutter.begin_tape();
    std::size_t played = 0;
    for (const std::size_t point : points_of(tape, here)) {
      while (played < std::min(point, tape.size())) cutter.play(tape[played++]);
      if (point < here.after) continue;
      cutter.cut(point);
      if (cutter.has_enough()) return cutter.trial();
    }
    here.after -= std::min(here.after, tape.size());
  }
  return cutter.trial();
}

std::size_t index_after_lines(const Tape& tape, std::size_t lines) {
  std::string output;
  for (std::size_t i = 0; i < tape.size(); ++i) {
    if (tape[i].op == Op::output) output += tape[i].bytes;
    if (acknowledging_lines(output) >= lines) return i + 1;
  }
  return tape.size();
}

}  // namespace evs::faults
