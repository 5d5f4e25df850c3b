#pragma once

#include <functional>
#include <string>

#include "core/integrity/finding.hpp"

namespace evs::sqlite {

/// For those who look at a store that may be damaged: what they meet of damage is a finding, and a disk that cannot be
/// read is not taken for damage.
class Tolerance {
 public:
  explicit Tolerance(std::string path) : path_(std::move(path)) {}

  /// Runs `work`; if it throws [damaged], that is a finding of `check` which begins with `what`, and false is returned.
  bool operator()(Check check, const std::string& what, const FindingVisitor& found, const std::function<void()>& work);

  /// SQLite can take a read that failed for damage, so this is called before something is called damaged: throws
  /// [system] unless the database and its log can be read to their ends. Reads them once.
  void require_readable();

  /// Of the database.
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool is_readable_ = false;
};

}  // namespace evs::sqlite
