#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/privacy/erasure.hpp"
#include "core/privacy/ledger_file.hpp"
#include "core/privacy/purge_plan.hpp"
#include "core/privacy/purge_record.hpp"
#include "core/timestamp.hpp"

namespace evs {

struct PurgeOrder {
  std::vector<std::string> leave;  // types that no rule speaks of, and that stay as they are
  std::string reason;              // empty: none
  std::string ticket;
  std::optional<PurgePlan> plan;  // what must be found, and nothing else
  PurgeLedger* ledger = nullptr;  // that is to have it before it is finished
  Clock clock = system_clock_now;
};

struct PurgeOutcome {
  PurgeRecord record;
  Position position;  // of the event that accounts for it
  ResidueReport residue;
};

/// Erases a person: the rows in one transaction, then the files, and looks whether anything is left in them. Throws
/// what PurgeSurvey::require_complete() throws; [conflict] if another purge is unfinished or the store is not the one
/// that was planned with; [usage] if reason or ticket hold what is to be erased; all of these before anything is
/// changed. [busy] and [system] from Erasure::clean(), and [system] if something is left: the purge is unfinished then.
PurgeOutcome purge(Erasure& store, const PersonalRules& rules, const DataSubject& subject, const PurgeOrder& order);

/// Finishes a purge that was interrupted. What was erased is not known any more, so only the subject's id is looked
/// for, if it is given. Throws [not-found] if no purge is unfinished, [usage] if the purge is to be in a ledger and
/// none is given, and what purge() throws while it cleans the files.
PurgeOutcome resume_purge(Erasure& store, const std::string& subject, PurgeLedger* ledger = nullptr);

}  // namespace evs
