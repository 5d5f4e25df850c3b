#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "commands/session.hpp"
#include "core/integrity/verify.hpp"

namespace evs {

/// Prints what verify finds, and in the end what came of it.
class FindingPrinter {
 public:
  FindingPrinter() = default;
  virtual ~FindingPrinter() = default;
  FindingPrinter(const FindingPrinter&) = delete;
  FindingPrinter& operator=(const FindingPrinter&) = delete;
  virtual void print(const Finding& finding) = 0;
  virtual void finish(const VerifySummary& summary) = 0;
};

/// "table" for people, "json" (one array) and "ndjson" for programs, "junit" and "github" for CI. Those that group the
/// findings by check keep only the first of each, and count the rest.
std::unique_ptr<FindingPrinter> finding_printer(Session& session, const std::string& format);

/// "position 5, stream 'order-7', seq 3", as far as it is known.
std::string place_of(const Finding& finding);

/// Findings by check, the first of each whole.
class GroupedFindings {
 public:
  struct Group {
    std::vector<Finding> first;
    std::int64_t count = 0;
  };
  explicit GroupedFindings(std::size_t most) : most_(most), groups_(all_checks().size()) {}
  void add(const Finding& finding);
  [[nodiscard]] const Group& of(Check check) const { return groups_.at(static_cast<std::size_t>(check)); }

 private:
  std::size_t most_;
  std::vector<Group> groups_;
};

}  // namespace evs
