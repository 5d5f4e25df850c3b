#include "core/integrity/verify.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/integrity/chain_check.hpp"
#include "core/integrity/log_scan.hpp"
#include "core/integrity/redaction_check.hpp"

namespace evs {
namespace {

/// How often it is tried to let several connections see the same state of a store that is being written to. An attempt
/// takes some 20 µs, a durable commit 200.
constexpr int most_refreshes = 1000;

std::vector<Check> checks_of(const VerifyJob& job, bool format_is_right) {
  if (!format_is_right) return {Check::format, Check::file};
  std::vector<Check> checks;
  for (const Check check : all_checks()) {
    const bool needs_contents =
        check == Check::payloads || check == Check::chain || check == Check::redactions || check == Check::baselines;
    if (job.quick && needs_contents) continue;
    if (check == Check::signature && !job.signature) continue;
    if (check == Check::since && !job.since) continue;
    checks.push_back(check);
  }
  return checks;
}

class Verification {
 public:
  Verification(Examination& store, const VerifyJob& job, const FindingVisitor& found)
      : store_(store), job_(job), depth_(job.quick ? Depth::structure : Depth::contents), visit_(found) {}

  VerifySummary run() {
    const bool format_is_right = store_.check_format(found());
    summary_.checks = checks_of(job_, format_is_right);
    if (job_.signature && format_is_right) {
      for (const Finding& finding : *job_.signature) report(finding);
    }
    if (format_is_right)
      check_all();
    else
      store_.check_files(depth_, found());
    return std::move(summary_);
  }

 private:
  FindingVisitor found() {
    return [this](const Finding& finding) { report(finding); };
  }

  void report(const Finding& finding) {
    ++summary_.findings;
    visit_(finding);
  }

  /// For a finding of which only the position may be known so far.
  void report_placed(Finding finding) {
    if (finding.position && finding.seq && finding.stream.empty()) store_.name_place(finding);
    report(finding);
  }

  void open_readers();
  void check_all();
  void check_log();
  void add(const ScannedStretch& stretch, ChainCheck& chain, RedactionCheck& redactions);

  Examination& store_;
  const VerifyJob& job_;
  Depth depth_;
  const FindingVisitor& visit_;
  VerifySummary summary_;
  std::unique_ptr<Examination> commits_;               // read by the thread that lays the events into commits
  std::unique_ptr<Examination> files_;                 // checked, and
  std::unique_ptr<Examination> tables_;                // walked, by threads that will then read the log
  std::vector<std::unique_ptr<Examination>> readers_;  // of the log
};

void Verification::open_readers() {
  commits_ = store_.another();
  files_ = store_.another();
  tables_ = store_.another();
  for (int i = 0; i < std::max(1, job_.threads); ++i) readers_.push_back(store_.another());
  std::vector<Examination*> all{commits_.get(), tables_.get(), &store_};
  for (const auto& reader : readers_) all.push_back(reader.get());
  for (int attempt = 0; attempt < most_refreshes; ++attempt) {
    const ExaminedState state = store_.refresh();
    summary_.head = state.head;
    if (std::all_of(all.begin(), all.end(),
                    [&](Examination* one) { return one == &store_ || one->refresh() == state; })) {
      return;
    }
  }
  throw Error(ErrorKind::busy, "the store is written to so often that no two looks at it agree")
      .hint("retry while fewer programs write to it");
}

void Verification::check_all() {
  open_readers();
  check_log();
  for (const auto& reader : readers_) tables_->absorb(*reader);
  tables_->check_tables(found());
  const bool can_be_folded = !job_.quick && summary_.findings == 0;
  summary_.snapshots = store_.check_snapshots(depth_, found());
  if (can_be_folded && job_.refold_baselines) summary_.baselines = job_.refold_baselines(found());
  if (!summary_.baselines) std::erase(summary_.checks, Check::baselines);
  if (job_.refold && !job_.quick && summary_.snapshots > 0 && summary_.findings == 0) {
    summary_.refolded = job_.refold(found());
  }
}

void Verification::check_log() {
  RedactionCheck redactions(store_.redactions(found()));
  summary_.redactions = redactions.size();
  ChainCheck chain(
      depth_, job_.since, [&] { return commits_->next_commit(found()); },
      [this](const Finding& finding) { report_placed(finding); });
  std::vector<Finding> of_files;
  std::vector<Examination*> readers;
  for (const auto& reader : readers_) readers.push_back(reader.get());
  {
    const auto check_files = [&] {
      files_->check_files(depth_, [&](const Finding& finding) { of_files.push_back(finding); });
    };
    LogScan scan(readers, depth_, {check_files, [&] { tables_->walk_tables(); }});
    while (const auto stretch = scan.next()) add(*stretch, chain, redactions);
  }
  chain.finish();
  summary_.commits = chain.commits();
  for (const Finding& finding : of_files) report(finding);
  if (depth_ == Depth::contents) redactions.finish([this](const Finding& finding) { report_placed(finding); });
}

void Verification::add(const ScannedStretch& stretch, ChainCheck& chain, RedactionCheck& redactions) {
  for (const Finding& finding : stretch.findings) report(finding);
  for (const auto& event : stretch.events) {
    const ExaminedRedaction* redaction = redactions.of(event.position);
    if (redaction != nullptr) redactions.present(event.position, event.seq, event.commitment);
    chain.event(event.position, event.seq, redaction == nullptr ? event.commitment : redaction->original);
  }
  for (const auto& [by, accounts] : stretch.accounts) {
    for (const RedactionAccount& account : accounts) redactions.account(by, account);
  }
  summary_.events += static_cast<std::int64_t>(stretch.events.size());
  const auto expected = static_cast<double>(summary_.head.position.value);
  if (job_.on_progress) job_.on_progress(summary_.events, static_cast<double>(summary_.events) / expected);
}

}  // namespace

VerifySummary verify(Examination& store, const VerifyJob& job, const FindingVisitor& found) {
  if (job.quick && job.since) {
    throw Error(ErrorKind::usage, "an earlier head can only be proven by hashing the contents")
        .hint("leave out --quick or --since");
  }
  return Verification(store, job, found).run();
}

}  // namespace evs
