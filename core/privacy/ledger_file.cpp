#include "core/privacy/ledger_file.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace evs {

PurgeLedger::PurgeLedger(std::string path, std::string store) : path_(std::move(path)), store_(std::move(store)) {
  try {
    entries_in(text());
    file_ = create_file(path_, IfExists::replace);
  } catch (Error& error) {
    error.detail("nothing was changed");
    throw;
  }
}

/// Empty if the file is not there. Through a link, the file that it leads to would not be the one that is replaced.
std::string PurgeLedger::text() const { return text_of_file(path_, "the ledger").value_or(""); }

std::vector<LedgerEntry> PurgeLedger::entries_in(const std::string& text) const {
  auto entries = parse_ledger(text, "'" + path_ + "'");
  const bool is_ours =
      std::all_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.store == store_; });
  if (is_ours) return entries;
  throw Error(ErrorKind::conflict, "'" + path_ + "' is the ledger of another store")
      .hint("keep one ledger for each store; its backups have the same id and share it");
}

void PurgeLedger::add(const LedgerEntry& entry) try {
  std::string all = text();
  for (const LedgerEntry& known : entries_in(all)) {
    if (known.purge == entry.purge) return;
  }
  if (!all.empty() && !all.ends_with('\n')) all += '\n';
  file_->write(all);
  file_->write(entry.json() + "\n");
  file_->close();
} catch (Error& error) {
  error.detail("the events are redacted; the purge is not finished")
      .hint("put the ledger right, or name another, then: evs purge --resume --ledger FILE");
  throw;
}

}  // namespace evs
