#include "core/integrity/verify.hpp"

#include <memory>

#include "commands/commands.hpp"
#include "commands/finding_printing.hpp"
#include "commands/options.hpp"
#include "commands/session.hpp"
#include "commands/verify_snapshots.hpp"
#include "core/evolve/baseline_check.hpp"
#include "core/evolve/rewrite.hpp"
#include "core/integrity/witness.hpp"

namespace evs {
namespace {

struct VerifyOptions {
  bool quick = false;
  std::optional<Head> since;
  std::optional<std::string> signed_head;  // files
  std::optional<std::string> public_key;
  ReducerOptions reducer;
};

/// Nothing if the store has lost it, which is for verify() to say.
std::optional<std::string> store_id(Session& session) {
  try {
    return session.evidence().store_id();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
    return std::nullopt;
  }
}

/// Makes a signed head, if one is given and is what it says, the head that must still be true.
void hear_witness(const VerifyOptions& options, Session& session, VerifyJob& job) {
  if (options.signed_head.has_value() != options.public_key.has_value()) {
    throw Error(ErrorKind::usage, "--signed and --public-key belong together");
  }
  if (!options.signed_head) return;
  if (options.since) throw Error(ErrorKind::usage, "--since and --signed both give an earlier head; take one of them");
  if (options.quick) {
    throw Error(ErrorKind::usage, "an earlier head can only be proven by hashing the contents")
        .hint("leave out --quick or --signed");
  }
  const std::string text = session.short_text(*options.signed_head);
  const Testimony testimony{parse_signed_head(text, Session::input_name(*options.signed_head)),
                            session.short_text(*options.public_key), Session::input_name(*options.public_key)};
  job.signature = faults_of(testimony, store_id(session));
  if (job.signature->empty()) job.since = parse_head(testimony.signed_head.head);
}

/// Says it if the store is a rewrite of another; what cannot be read is for verify() to find.
void tell_origin(Session& session) {
  try {
    const auto origin = rewrite_origin(session.reader());
    if (!origin) return;
    session.note("this store is a rewrite of the store " + origin->store + " up to the head " +
                 to_string(origin->head) +
                 (origin->is_finished ? "" : ", and is not finished: run 'evs rewrite' again"));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
  }
}

int run(const VerifyOptions& options, Session& session) {
  VerifyJob job;
  job.quick = options.quick;
  job.since = options.since;
  hear_witness(options, session, job);
  job.refold = refold_snapshots(session, options.reducer);
  job.refold_baselines = [&](const FindingVisitor& found) {
    const BaselineCounts counts = check_baselines(below_stages(session.reader()), found);
    return RefoldedBaselines{counts.checked, counts.emptied};
  };
  job.threads = session.around().threads;
  job.on_progress = [&](std::int64_t events, double share) { session.progress(events, share); };
  const auto store = session.examination();
  const auto printer = finding_printer(session, session.format("table", "ndjson"));
  const VerifySummary summary = verify(*store, job, [&](const Finding& finding) { printer->print(finding); });
  session.end_progress();
  printer->finish(summary);
  tell_origin(session);
  if (options.quick && summary.findings == 0) {
    session.explain("contents were not hashed; without --quick they are");
  }
  return summary.findings == 0 ? 0 : 1;
}

Option since_option(std::optional<Head>& field) {
  return {"--since", "HEAD", "also prove that what had this head (position:digest) is unchanged",
          [&field](const std::string& text) { field = parse_head(text); }};
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
      "redaction is accounted for. Snapshots must be as they were written, and, if nothing else is wrong, those that "
      "the present reducers made (--model and --reducer, as for evs replay) are compared with folds from the first "
      "event; of others, nothing can be said. Baselines are folded again by the rules that are kept for them, if "
      "nothing else is wrong; no model is needed. Others may write meanwhile.\n\n"
      "What is wrong is a finding: the check, the place (position, stream and seq, where they are known) and what it "
      "means. With findings the exit status is 1. When the store could not be read (8, or 6 if it is locked), or is "
      "none (7), nothing is known about it.\n\n"
      "A chain proves that the parts of a store fit each other. Who can write to the file can make a chain anew over a "
      "changed past, or cut off the end; against that, keep a head somewhere else (evs head prints it) and give it "
      "with --since, or sign it, leave it with a witness, and give it with --signed: a signature that does not fit, or "
      "that is for another store, is a finding. Damage to the last two commits in a write-ahead log looks like a crash "
      "and is not found without a head either.\n\n"
      "Of a store that 'evs rewrite' made it says which store it came from, and which head that had.\n\n"
      "--quick checks the structure only: neither are contents parsed nor digests computed nor snapshots folded, so a "
      "changed payload is not noticed.\n\n"
      "NDJSON has an object a finding, {\"check\",\"position\",\"stream\",\"seq\",\"meaning\"}, and then the summary, "
      "{\"verified\",\"events\",\"commits\",\"redactions\",\"findings\",\"checks\",\"head\",\"snapshots\",\"refolded\","
      "\"baselines\",\"emptied_baselines\"} (how many snapshots there are, how many were folded again, how many "
      "baselines were, and how many a purge has emptied; null if they were not looked at); JSON is an array of these. "
      "junit writes a test case a check, github annotates with the first ten findings.";
  command.options = {
      flag("--quick", options->quick, "check the structure only, not the contents"),
      since_option(options->since),
      optional_text("--signed", "FILE", options->signed_head,
                    "the same with a head that 'evs head --sign' has signed; with --public-key", Completes::files),
      optional_text("--public-key", "KEY", options->public_key,
                    "a PEM file with the Ed25519 key that it was signed with", Completes::files),
  };
  add_reducer_options(command, options->reducer);
  command.formats = {"table", "json", "ndjson", "junit", "github"};
  command.answer_no = "the store is not as it must be; the findings are printed";
  command.errors = {ErrorKind::not_found, ErrorKind::busy, ErrorKind::damaged, ErrorKind::bad_input, ErrorKind::system};
  command.examples = {
      {"evs verify", "the whole store"},
      {"evs verify --quick", "the structure, in a fraction of the time"},
      {"evs verify -o junit", "a report for CI"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
