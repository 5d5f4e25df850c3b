#include "commands/finding_printing.hpp"

#include <algorithm>

#include "commands/ci_reports.hpp"
#include "commands/joined.hpp"
#include "commands/printing.hpp"
#include "commands/terminal_text.hpp"
#include "core/counted.hpp"

namespace evs {
namespace {

constexpr std::size_t most_shown_of_a_check = 20;

std::string snapshots_text(const VerifySummary& summary) {
  const std::string there = counted(summary.snapshots, "snapshot");
  if (!summary.refolded) return there + ", which were not folded again";
  return there + ", of which " + std::to_string(summary.refolded->compared) + " were folded again and " +
         std::to_string(summary.refolded->stale) + " are of other reducers";
}

/// An object a finding, and the summary as the last.
class RecordsOfFindings final : public FindingPrinter {
 public:
  RecordsOfFindings(Session& session, const std::string& format) : records_(session, format) {}

  void print(const Finding& finding) override {
    Record record;
    record.text("check", name(finding.check));
    record.number_or_null("position", finding.position ? std::optional(finding.position->value) : std::nullopt);
    record.text_or_null("stream", finding.stream);
    record.number_or_null("seq", finding.seq ? std::optional(finding.seq->value) : std::nullopt);
    records_.print(record.text("meaning", finding.meaning));
  }

  void finish(const VerifySummary& summary) override {
    JsonArray checks;
    for (const Check check : summary.checks) checks.text(name(check));
    Record record;
    record.boolean("verified", summary.findings == 0).number("events", summary.events);
    record.number("commits", summary.commits).number("redactions", summary.redactions);
    record.number("findings", summary.findings).json("checks", checks.line());
    record.text("head", to_string(summary.head)).number("snapshots", summary.snapshots);
    record.number("refolded", summary.refolded ? summary.refolded->compared : 0);
    const auto& baselines = summary.baselines;
    record.json("baselines", baselines ? std::to_string(baselines->compared) : "null");
    records_.print(record.json("emptied_baselines", baselines ? std::to_string(baselines->emptied) : "null"));
    records_.finish();
  }

 private:
  RecordPrinter records_;
};

class ReportOfFindings final : public FindingPrinter {
 public:
  explicit ReportOfFindings(Session& session) : session_(session), findings_(most_shown_of_a_check) {}

  void print(const Finding& finding) override { findings_.add(finding); }

  void finish(const VerifySummary& summary) override {
    line("looked at " + counted(summary.events, "event") + " in " + counted(summary.commits, "commit") + ", " +
         counted(summary.redactions, "redaction") + ", up to " + to_string(summary.head));
    if (summary.snapshots > 0) line(snapshots_text(summary));
    if (const auto& baselines = summary.baselines; baselines && baselines->compared + baselines->emptied > 0) {
      line(counted(baselines->compared, "baseline") + " folded again" +
           (baselines->emptied == 0 ? "" : ", and " + std::to_string(baselines->emptied) + " that a purge emptied"));
    }
    for (const Check check : summary.checks) print_check(check);
    if (summary.findings > 0) return line("not verified: " + counted(summary.findings, "finding"));
    const bool hashed = std::find(summary.checks.begin(), summary.checks.end(), Check::chain) != summary.checks.end();
    line(hashed
             ? "verified: nothing is wrong"
             : "nothing is wrong in the structure; contents were not hashed, so changes in them were not looked for");
  }

 private:
  void print_check(Check check) {
    const GroupedFindings::Group& group = findings_.of(check);
    const std::string heading = "  " + padded(std::string(name(check)), 10, Side::left) + "  ";
    if (group.count == 0) return line(heading, "ok: " + std::string(assurance(check)));
    line(heading, counted(group.count, "finding"));
    for (const Finding& finding : group.first) {
      const std::string place = place_of(finding);
      line("    ", (place.empty() ? "" : place + ": ") + finding.meaning);
    }
    const auto shown = static_cast<std::int64_t>(group.first.size());
    if (group.count > shown) line("    ", "… and " + std::to_string(group.count - shown) + " more");
    line("    ", "what to do: " + std::string(advice(check)));
  }

  void line(const std::string& text) { line("", text); }

  /// On a terminal the text goes on below itself.
  void line(const std::string& head, const std::string& text) {
    const Surroundings& around = session_.around();
    const std::string safe = terminal_safe(text);
    const bool hangs = around.out_is_terminal;
    session_.out().write((hangs ? hanging(head, safe, static_cast<std::size_t>(around.width)) : head + safe) + "\n");
  }

  Session& session_;
  GroupedFindings findings_;
};

}  // namespace

void GroupedFindings::add(const Finding& finding) {
  Group& group = groups_.at(static_cast<std::size_t>(finding.check));
  ++group.count;
  if (group.first.size() < most_) group.first.push_back(finding);
}

std::string place_of(const Finding& finding) {
  std::vector<std::string> parts;
  if (finding.position) parts.push_back("position " + std::to_string(finding.position->value));
  if (!finding.stream.empty()) parts.push_back("stream '" + finding.stream + "'");
  if (finding.seq) parts.push_back("seq " + std::to_string(finding.seq->value));
  return joined(parts, ", ");
}

std::unique_ptr<FindingPrinter> finding_printer(Session& session, const std::string& format) {
  if (format == "table") return std::make_unique<ReportOfFindings>(session);
  if (format == "junit") return junit_printer(session);
  if (format == "github") return github_printer(session);
  return std::make_unique<RecordsOfFindings>(session, format);
}

}  // namespace evs
