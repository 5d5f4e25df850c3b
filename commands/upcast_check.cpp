#include <optional>
#include <utility>

#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/upcasting.hpp"
#include "core/evolve/rewrite_checking.hpp"
#include "core/evolve/upcast_checking.hpp"

namespace evs {
namespace {

/// What all lines have in common: what was checked, its name, whether it passed, counts where there are any, and what
/// is to be said of it.
struct Line {
  const char* check;
  std::string name;
  bool passed;
  std::optional<std::int64_t> in{};
  std::optional<std::int64_t> out{};
  std::optional<std::int64_t> dropped{};
  std::string note{};
};

void print(RecordPrinter& printer, const Line& line) {
  Record record;
  record.text("check", line.check).text("name", line.name).boolean("passed", line.passed);
  const std::pair<const char*, std::optional<std::int64_t>> counts[] = {
      {"in", line.in}, {"out", line.out}, {"dropped", line.dropped}};
  for (const auto& [key, count] : counts) record.number_or_null(key, count);
  record.text_or_null("note", line.note);
  printer.print(record);
}

Line line_of(const UpcastDeclaration& upcaster, const RuleCounts& counts) {
  Line line{"rule", name(upcaster), upcaster.tests > 0, counts.in, {}, counts.dropped};
  if (upcaster.tests == 0)
    line.note = "it has no test";
  else if (counts.dropped > 0)
    line.note = "dropped: " + upcaster.reason;
  return line;
}

/// Of a rule that only a rewrite applies.
Line line_of(const std::string& name, std::size_t tests) {
  return {"rule", name, tests > 0, {}, {}, {}, tests > 0 ? "" : "it has no test"};
}

Line line_of(const TypeCounts& type) {
  Line line{
      "type",      type.type + " " + std::to_string(type.schema), type.problem.empty(), type.in, type.out, type.dropped,
      type.problem};
  if (type.failed > 1) line.note += "; " + std::to_string(type.failed) + " events failed";
  return line;
}

}  // namespace

int check_upcasts(const std::shared_ptr<const Model>& model, Session& session) {
  const auto& upcasters = model->upcasters().all();
  const auto tests = run_upcast_tests(*model);
  const UpcastCounts counts =
      count_upcasts(session.reader(), model, [&](std::int64_t events) { session.progress(events, -1); });
  session.end_progress();
  RecordPrinter printer(session, session.format("table", "ndjson"));
  bool passed = true;
  const auto tell = [&](const Line& line) {
    print(printer, line);
    passed = passed && line.passed;
  };
  for (const UpcastTestResult& test : tests) {
    tell({"test", name(upcasters[test.rule]) + ": " + test.test, test.problem.empty(), {}, {}, {}, test.problem});
  }
  for (const RewriteTestResult& test : run_rewrite_tests(*model)) {
    tell({"test", test.rule + ": " + test.test, test.problem.empty(), {}, {}, {}, test.problem});
  }
  for (std::size_t rule = 0; rule < upcasters.size(); ++rule) tell(line_of(upcasters[rule], counts.rules[rule]));
  for (const MergeDeclaration& rule : model->merges()) tell(line_of(name(rule), rule.tests));
  if (model->renaming()) tell(line_of("rename_streams", model->renaming()->tests));
  for (const TypeCounts& type : counts.types) tell(line_of(type));
  printer.finish();
  return passed ? 0 : 1;
}

}  // namespace evs
