#pragma once

#include "commands/printing.hpp"
#include "core/state/store_diff.hpp"

namespace evs {

/// Prints what differs, and in the end the counts: for programs as records, on a terminal as people read changes.
class DiffPrinter {
 public:
  explicit DiffPrinter(Session& session);
  void print(const StateDiff& diff);
  void print(const StreamDifference& difference);
  void finish(const DiffCounts& counts);

 private:
  Session& session_;
  bool for_people_;
  RecordPrinter records_;
};

}  // namespace evs
