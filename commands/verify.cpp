#include "core/integrity/verify.hpp"

#include <memory>

#include "commands/commands.hpp"
#include "commands/finding_printing.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

struct VerifyOptions {
  bool quick = false;
  std::optional<Head> since;
};

int run(const VerifyOptions& options, Session& session) {
  VerifyJob job;
  job.quick = options.quick;
  job.since = options.since;
  job.threads = session.around().threads;
  job.on_progress = [&](std::int64_t events, double share) { session.progress(events, share); };
  const auto store = session.examination();
  const auto printer = finding_printer(session, session.format("table", "ndjson"));
  const VerifySummary summary = verify(*store, job, [&](const Finding& finding) { printer->print(finding); });
  session.end_progress();
  printer->finish(summary);
  if (options.quick && summary.findings == 0) {
    session.explain("evs: contents were not hashed; without --quick they are");
  }
  return summary.findings == 0 ? 0 : 1;
}

Option since_option(std::optional<Head>& field) {
  std::optional<std::string> unused;
  Option option =
      optional_text("--since", "HEAD", unused, "also prove that what had this head (position:digest) is unchanged");
  option.set = [&field](const std::string& text) { field = parse_head(text); };
  return option;
}

}  // namespace

Command verify_command() {
  const auto options = std::make_shared<VerifyOptions>();
  Command command;
  command.name = "verify";
  command.group = "trust";
  command.summary = "Check that nothing in the store has been changed or lost";
  command.description =
      "Reads everything that the store holds at this moment, once, on all cores, and computes anew what follows from "
      "it: SQLite's own check; that no commit in the write-ahead log has been lost; that every event can be read, has "
      "valid names and valid JSON, and is in exactly one commit; every digest of the chain; that the seqs of a stream "
      "are 1 to its version without holes; that counts, look-ups and ids agree with the events; and that every "
      "redaction is accounted for. Others may write meanwhile.\n\n"
      "What is wrong is a finding: the check, the place (position, stream and seq, where they are known) and what it "
      "means. With findings the exit status is 1. When the store could not be read (8, or 6 if it is locked), or is "
      "none (7), nothing is known about it.\n\n"
      "A chain proves that the parts of a store fit each other. Who can write to the file can make a chain anew over a "
      "changed past, or cut off the end; against that, keep a head somewhere else (evs stats prints it) and give it "
      "with --since. Damage to the last two commits in a write-ahead log looks like a crash and is not found without "
      "a head either.\n\n"
      "--quick checks the structure only: neither are contents parsed nor digests computed, so a changed payload is "
      "not noticed.\n\n"
      "NDJSON has an object a finding, {\"check\",\"position\",\"stream\",\"seq\",\"meaning\"}, and then the summary, "
      "{\"verified\",\"events\",\"commits\",\"redactions\",\"findings\",\"checks\",\"head\"}; JSON is an array of "
      "these. junit writes a test case a check, github annotates with the first ten findings.";
  command.options = {
      flag("--quick", options->quick, "check the structure only, not the contents"),
      since_option(options->since),
  };
  command.formats = {"table", "json", "ndjson", "junit", "github"};
  command.answer_no = "the store is not as it must be; the findings are printed";
  command.errors = {ErrorKind::not_found, ErrorKind::busy, ErrorKind::damaged, ErrorKind::system};
  command.examples = {
      {"evs verify", "the whole store"},
      {"evs verify --quick", "the structure, in a fraction of the time"},
      {"evs verify -o junit", "a report for CI"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
