#include "commands/printing.hpp"
#include "commands/schema_actions.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"
#include "core/evolve/schema_checking.hpp"
#include "core/evolve/schema_inference.hpp"

namespace evs {
namespace {

Record record_of(const EventView& event, std::int64_t against, const Violation& violation) {
  Record record;
  record.number("position", event.position.value).text("stream", event.stream).number("seq", event.seq.value);
  record.text("type", event.type).number("schema", event.schema).number("against", against);
  return record.text("pointer", violation.pointer).text("reason", violation.reason);
}

std::string of_events(std::int64_t count, std::int64_t all) {
  return std::to_string(count) + " of " + std::to_string(all) + (all == 1 ? " event" : " events");
}

}  // namespace

int infer_schema(const SchemaOptions& options, Session& session) {
  Selection selection = options.selectors.selection();
  selection.types = {options.type};
  SchemaInference inference;
  session.reader().read(selection, [&](const EventView& event) {
    if (!options.schema || event.schema == *options.schema) inference.add(event.data);
    return true;
  });
  if (inference.values() == 0) {
    throw Error(ErrorKind::not_found, "there are no such events of type '" + options.type + "'")
        .hint("'evs types' lists the types and their schema versions")
        .fact("type", options.type);
  }
  const std::string schema = inference.schema(options.type);
  const bool on_one_line = session.format("json", "json") == "ndjson";
  write_lines(session, (on_one_line ? schema : pretty_json(schema, false)) + "\n");
  return 0;
}

int check_schemas(const SchemaOptions& options, Session& session) {
  SelectionOptions selectors = options.selectors;
  if (!options.type.empty()) selectors.streams.push_back(options.type);
  selectors.streams.insert(selectors.streams.end(), options.words.begin(), options.words.end());
  const Selection selection = selectors.selection();
  const auto schemas = open_schemas(session.location());
  RecordPrinter printer(session, session.format("table", "ndjson"));
  const auto print = [&](const EventView& event, std::int64_t against, const Violation& violation) {
    printer.print(record_of(event, against, violation));
  };
  const SchemaCheckCounts counts = check_events(session.reader(), selection, *schemas, Against::own, print);
  if (counts.events == 0) require_streams(session.reader(), selection);
  printer.finish(record_of({}, 1, {}));
  std::string without;
  if (counts.without > 0) without = "; " + std::to_string(counts.without) + " without a schema";
  session.note("evs: " + of_events(counts.findings, counts.events) + " do not match" + without);
  return counts.findings == 0 ? 0 : 1;
}

int check_compatibility(const SchemaOptions& options, Session& session) {
  constexpr std::int64_t most_shown = 20;
  JsonSchema schema(schema_text(options.words[0], session));
  Selection selection = options.selectors.selection();
  selection.types = {options.type};
  RecordPrinter printer(session, session.format("table", "ndjson"));
  std::int64_t shown = 0;
  const auto print = [&](const EventView& event, std::int64_t against, const Violation& violation) {
    if (shown++ < most_shown) printer.print(record_of(event, against, violation));
  };
  const SchemaCheckCounts counts = check_events(session.reader(), selection, schema, print);
  printer.finish(record_of({}, 1, {}));
  session.note("evs: " + of_events(counts.findings, counts.events) + " of type '" + options.type +
               "' would be refused");
  return counts.findings == 0 ? 0 : 1;
}

}  // namespace evs
