#include "commands/model_show.hpp"

#include "commands/printing.hpp"
#include "core/codec/json.hpp"

namespace evs {
namespace {

std::string json_of(bool value) { return value ? "true" : "false"; }

Record record_of(const ReducerDeclaration& reducer) {
  Record record;
  record.text("declares", "reducer").text("name", reducer.category).text("place", reducer.place);
  record.json("types", json_array_of(reducer.types)).text("default", name(reducer.otherwise));
  record.json("invariants", json_array_of(reducer.invariants));
  record.number("tests", static_cast<std::int64_t>(reducer.tests));
  record.json("command", reducer.command.empty() ? "null" : json_array_of(reducer.command));
  record.json("upcast", "null").json("personal", "null").json("rewrite", "null");
  return record;
}

Record record_of(const UpcastDeclaration& upcaster) {
  Record rule;
  rule.number("from", upcaster.from).number("to", upcaster.to).text("to_type", upcaster.to_type);
  rule.text_or_null("reason", upcaster.reason);
  Record record;
  record.text("declares", "upcast").text("name", upcaster.type).text("place", upcaster.place);
  record.json("types", "null").json("default", "null").json("invariants", "null");
  record.number("tests", static_cast<std::int64_t>(upcaster.tests)).json("command", "null");
  record.json("upcast", rule.line()).json("personal", "null").json("rewrite", "null");
  return record;
}

/// What says something of persons.
Record record_of(const std::string& kind, const std::string& name, const std::string& place,
                 const std::string& personal) {
  Record record;
  record.text("declares", kind).text("name", name);
  record.text_or_null("place", place);
  for (const char* key : {"types", "default", "invariants", "tests", "command", "upcast"}) record.json(key, "null");
  record.json("personal", personal).json("rewrite", "null");
  return record;
}

/// What only a rewrite applies.
Record record_of(const std::string& kind, const std::string& name, const std::string& place, std::size_t tests,
                 const std::string& rule) {
  Record record;
  record.text("declares", kind);
  record.text_or_null("name", name);
  record.text("place", place);
  for (const char* key : {"types", "default", "invariants"}) record.json(key, "null");
  record.number("tests", static_cast<std::int64_t>(tests));
  for (const char* key : {"command", "upcast", "personal"}) record.json(key, "null");
  record.json("rewrite", rule);
  return record;
}

std::string json_of(const MergeDeclaration& rule) {
  return "{\"within\":" + (rule.within ? std::to_string(*rule.within) : "null") +
         ",\"reason\":" + json::quoted(rule.reason) + "}";
}

std::string json_of(const PersonalDeclaration& rule) {
  std::vector<std::string> subject = rule.subject;
  if (rule.is_of_owner) subject.emplace_back("stream");
  std::string mask = "{";
  for (const auto& [pointer, kind] : rule.mask) {
    if (mask.size() > 1) mask += ',';
    mask += json::quoted(pointer) + ':' + json::quoted(kind);
  }
  return "{\"schema\":" + (rule.schema ? std::to_string(*rule.schema) : "null") + ",\"none\":" + json_of(rule.none) +
         ",\"subject\":" + json_array_of(subject) + ",\"event\":" + json_of(rule.event) +
         ",\"fields\":" + json_array_of(rule.fields) + ",\"meta\":" + json_array_of(rule.meta) +
         ",\"mentions\":" + json_array_of(rule.mentions) + ",\"id\":" + json_of(rule.id) +
         ",\"time\":" + (rule.day ? "\"day\"" : "null") + ",\"mask\":" + mask + "}}";
}

}  // namespace

void print_declarations(Session& session, const Model& model) {
  RecordPrinter printer(session, session.format("table", "ndjson"));
  for (const ReducerDeclaration& reducer : model.reducers()) printer.print(record_of(reducer));
  for (const UpcastDeclaration& upcaster : model.upcasters().all()) printer.print(record_of(upcaster));
  for (const MergeDeclaration& rule : model.merges()) {
    printer.print(record_of("merge_events", rule.type, rule.place, rule.tests, json_of(rule)));
  }
  if (const auto& renaming = model.renaming()) {
    printer.print(record_of("rename_streams", "", renaming->place, renaming->tests, "{}"));
  }
  for (const PersonalDeclaration& rule : model.personal()) {
    printer.print(record_of("personal", rule.type, rule.place, json_of(rule)));
  }
  for (const std::string& category : model.personal_categories()) {
    printer.print(record_of("personal_streams", category, "", "null"));
  }
  printer.finish();
}

}  // namespace evs
