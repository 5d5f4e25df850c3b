#pragma once

#include <memory>
#include <string>

#include "core/file.hpp"
#include "core/privacy/ledger.hpp"

namespace evs {

/// The ledger of a store in a file, which need not be there. Only one process may add to it; the lock of the store
/// sees to that.
class PurgeLedger {
 public:
  /// Throws [bad-input] if the file holds something else, [conflict] if it is the ledger of another store or no regular
  /// file, [system] if it cannot be read or nothing can be written where it is.
  PurgeLedger(std::string path, std::string store);

  /// Adds an entry, unless it is there. When it returns, the file is on the disk, with the mode 0600; until then it is
  /// as it was. Used once.
  void add(const LedgerEntry& entry);

 private:
  [[nodiscard]] std::string text() const;
  std::vector<LedgerEntry> entries_in(const std::string& text) const;

  std::string path_;
  std::string store_;
  std::unique_ptr<ByteSink> file_;
};

}  // namespace evs
