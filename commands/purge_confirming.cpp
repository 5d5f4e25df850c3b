#include "commands/confirming.hpp"
#include "commands/purge_options.hpp"
#include "commands/terminal_text.hpp"
#include "core/counted.hpp"

namespace evs {

void require_consent(const PurgeOptions& options, const Session& session) {
  if (options.dry_run || options.yes) return;
  if (session.around().in_is_terminal && options.subject != "-") return;
  throw Error(ErrorKind::usage, "a purge cannot be undone, and there is nobody to ask")
      .detail("nothing was changed")
      .hint("see what would go with --dry-run, then say --yes");
}

void ask_for_consent(Session& session, const PurgePlan& plan) {
  session.end_progress();
  session.around().err->write("This erases, for ever, what " + counted(std::ssize(plan.positions), "event") + " and " +
                              counted(std::ssize(plan.streams), "stream name") + " of '" +
                              terminal_safe(session.common().store) + "' hold of subject '" +
                              terminal_safe(plan.subject) + "'.\nType the subject's id to go on: ");
  if (typed_line(session) == plan.subject) return;
  throw Error(ErrorKind::usage, "what was typed is not the subject's id").detail("nothing was changed");
}

}  // namespace evs
