#include "commands/rewrite_printing.hpp"

#include "commands/printing.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

std::string dropped_json(const RewriteCounts& counts, const Model& model) {
  JsonArray list;
  for (std::size_t rule = 0; rule < counts.dropped_by_rule.size(); ++rule) {
    if (counts.dropped_by_rule[rule] == 0) continue;
    const UpcastDeclaration& upcaster = model.upcasters().all()[rule];
    list.json(Record()
                  .text("rule", name(upcaster))
                  .text("reason", upcaster.reason)
                  .number("events", counts.dropped_by_rule[rule])
                  .line());
  }
  for (const auto& [category, events] : counts.dropped_categories) {
    list.json(Record().text("category", category).number("events", events).line());
  }
  return list.line();
}

std::string merged_json(const RewriteCounts& counts, const Model& model) {
  JsonArray list;
  for (std::size_t rule = 0; rule < counts.merged.size(); ++rule) {
    const auto [merged, into] = counts.merged[rule];
    if (merged == 0) continue;
    const MergeDeclaration& declared = model.merges()[rule];
    list.json(Record()
                  .text("rule", declared.type)
                  .text("reason", declared.reason)
                  .number("events", merged)
                  .number("into", into)
                  .line());
  }
  return list.line();
}

}  // namespace

void print_rewrite(Session& session, const RewriteCounts& counts, const Model& model, const std::optional<Head>& made) {
  Record record;
  record.number("in", counts.in).number("out", counts.out).number("changed", counts.changed);
  record.number("split", counts.split).number("renamed", counts.renamed);
  record.json("dropped", dropped_json(counts, model)).json("merged", merged_json(counts, model));
  record.number("renamed_streams", counts.renamed_streams).number("baselines", counts.baselines);
  record.number("resumed_behind", counts.resumed_behind.value);
  made ? record.text("head", to_string(*made)) : record.json("head", "null");
  print_single(session, record, session.format("table", "ndjson"));
}

}  // namespace evs
