#pragma once

#include <optional>
#include <string>
#include <vector>

#include "commands/session.hpp"
#include "core/privacy/purge.hpp"

// Private to the commands purge and restore.
namespace evs {

struct PurgeOptions {
  std::optional<std::string> subject;
  std::optional<std::string> plan;
  std::optional<std::string> model;
  std::optional<std::string> receipt;
  std::optional<std::string> key;
  std::optional<std::string> ledger;
  std::vector<std::string> leave;
  std::string reason;
  std::string ticket;
  bool dry_run = false;
  bool resume = false;
  bool yes = false;
};

/// Prints what would go: a plan as "json", records otherwise.
void print_plan(Session& session, const PurgePlan& plan);
/// What the search for the erased values knew of them: a purge that was interrupted has forgotten them.
enum class ScanKnows { all, at_most_the_id };
/// Prints what went, and says what the purge could not reach.
void print_outcome(Session& session, const PurgeOutcome& outcome, const Head& head,
                   const std::optional<SubjectReference>& reference, ScanKnows knows);
/// Says where erased values still stand, if they do.
void note_remaining(Session& session, const ResidueReport& residue);

/// Where nobody can be asked, throws [usage] unless --yes is given; so before anything is read.
void require_consent(const PurgeOptions& options, const Session& session);
/// Asks whoever sits at the terminal to type the subject's id. Throws [usage] if something else is typed.
void ask_for_consent(Session& session, const PurgePlan& plan);

/// Erases, or finishes what was begun, and writes the receipt.
int run_purge(const PurgeOptions& options, Session& session);

}  // namespace evs
