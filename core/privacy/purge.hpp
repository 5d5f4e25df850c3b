#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/privacy/erasure.hpp"
#include "core/privacy/ledger_file.hpp"
#include "core/privacy/purge_plan.hpp"
#include "core/privacy/purge_record.hpp"
#include "core/timestamp.hpp"

namespace evs {

struct PurgeOutcome {
  PurgeRecord record;
  Position position;  // of the event that accounts for it
  ResidueReport residue;
};

/// What is to be kept of a purge outside of the store. It is not finished before that is on the disk.
struct PurgeOutputs {
  PurgeLedger* ledger = nullptr;
  bool has_receipt = false;                           // `report` writes one
  std::function<void(const PurgeOutcome&)> report{};  // told of it once nothing is left in the files
};

struct PurgeOrder : PurgeOutputs {
  std::vector<std::string> leave;  // types that no rule speaks of, and that stay as they are
  std::string reason;              // empty: none
  std::string ticket;
  std::optional<PurgePlan> plan;  // what must be found, and nothing else
  Clock clock = system_clock_now;
};

/// Erases a person: the rows in one transaction, then the files, and looks whether anything is left in them. Throws
/// what PurgeSurvey::require_complete() throws; [conflict] if another purge is unfinished or the store is not the one
/// that was planned with; [usage] if reason or ticket hold what is to be erased; all of these before anything is
/// changed. [busy] and [system] from Erasure::clean(), [system] if something is left, and what the outputs throw: the
/// purge is unfinished then.
PurgeOutcome purge(Erasure& store, const PersonalRules& rules, const DataSubject& subject, const PurgeOrder& order);

/// Finishes a purge that was interrupted. What was erased is not known any more, so only the subject's id is looked
/// for, if it is given; whether it is the right one, nothing can tell. Throws [not-found] if no purge is unfinished,
/// [usage] if it was begun with an output that is not given, and what purge() throws once it has erased.
PurgeOutcome resume_purge(Erasure& store, const std::string& subject, const PurgeOutputs& outputs = {});

}  // namespace evs
