#include "commands/pretty_json.hpp"
#include "commands/printing.hpp"
#include "commands/schema_actions.hpp"
#include "commands/selecting.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"
#include "core/counted.hpp"
#include "core/evolve/schema_checking.hpp"
#include "core/evolve/schema_inference.hpp"
#include "core/model/where.hpp"
#include "core/purged.hpp"

namespace evs {
namespace {

/// `as` is how the event was seen: "stored" or "upcasted".
Record record_of(const EventView& event, std::int64_t against, const Violation& violation, const std::string& as) {
  Record record;
  record.number("position", event.position.value).text("stream", event.stream).number("seq", event.seq.value);
  record.text("type", event.type).number("schema", event.schema).number("against", against);
  return record.text("pointer", violation.pointer).text("reason", violation.reason).text("as", as);
}

std::string of_events(std::int64_t count, std::int64_t all) {
  return std::to_string(count) + " of " + counted(all, "event");
}

/// Opens the events as they are stored, what --where lets pass.
Reader& open_stored(const SelectionOptions& selectors, const SchemaOptions& options, Session& session) {
  const SeeingOptions as_stored{selectors.where ? options.seeing.model : std::nullopt, true};
  return SelectedEvents(session, selectors, as_stored).open();
}

/// What is left out, and what does not match, in words.
std::string summary_of(const SchemaCheckCounts& counts, const std::string& what) {
  std::string text = of_events(counts.findings, counts.events) + what;
  if (counts.without > 0) text += "; " + std::to_string(counts.without) + " without a schema";
  if (counts.purged > 0) text += "; " + std::to_string(counts.purged) + " purged";
  return text;
}

/// Holds what the model's upcasters make of the events against the newest schemas; nothing if it has no upcasters.
std::optional<SchemaCheckCounts> check_upcasted(const SelectionOptions& selectors, const SchemaOptions& options,
                                                Session& session, Schemas& schemas, RecordPrinter& printer) {
  if (options.seeing.raw) return std::nullopt;
  const auto model = upcasters_of(model_to_see_through(session, options.seeing.model));
  if (!model) return std::nullopt;
  auto events = below_stages(session.reader()).another();
  if (!events) return std::nullopt;  // a pipe, which keeps no schemas either
  const auto notes = std::make_shared<ModelNotes>();
  events = seen_through(std::move(events), model, notes);
  if (selectors.where) events = read_through(std::move(events), where_stage(model, *selectors.where));
  const auto print = [&](const EventView& event, std::int64_t against, const Violation& violation) {
    printer.print(record_of(event, against, violation, "upcasted"));
  };
  const auto counts = check_events(*events, selectors.selection(), schemas, Against::newest, print);
  events.reset();
  report_rounded(session, *notes);
  return counts;
}

}  // namespace

int infer_schema(const SchemaOptions& options, Session& session) {
  Selection selection = options.selectors.selection();
  selection.types = {options.type};
  SchemaInference inference;
  std::int64_t purged = 0;
  open_stored(options.selectors, options, session).read(selection, [&](const EventView& event) {
    if (options.schema && event.schema != *options.schema) return true;
    if (is_purged(event))
      ++purged;
    else
      inference.add(event.data);
    return true;
  });
  if (purged > 0) session.note("left out " + counted(purged, "purged event"));
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
  Reader& stored = open_stored(selectors, options, session);
  RecordPrinter printer(session, session.format("table", "ndjson"));
  const auto print = [&](const EventView& event, std::int64_t against, const Violation& violation) {
    printer.print(record_of(event, against, violation, "stored"));
  };
  const SchemaCheckCounts counts = check_events(stored, selection, *schemas, Against::own, print);
  if (counts.events == 0) require_streams(stored, selection);
  const auto upcasted = check_upcasted(selectors, options, session, *schemas, printer);
  printer.finish(record_of({}, 1, {}, ""));
  session.note(summary_of(counts, " do not match"));
  if (upcasted) session.note(summary_of(*upcasted, " do not match the newest schemas as they are upcasted"));
  return counts.findings == 0 && (!upcasted || upcasted->findings == 0) ? 0 : 1;
}

int check_compatibility(const SchemaOptions& options, Session& session) {
  constexpr std::int64_t most_shown = 20;
  JsonSchema schema(schema_text(options.words[0], session));
  Selection selection = options.selectors.selection();
  selection.types = {options.type};
  RecordPrinter printer(session, session.format("table", "ndjson"));
  std::int64_t shown = 0;
  const auto print = [&](const EventView& event, std::int64_t against, const Violation& violation) {
    if (shown++ < most_shown)
      printer.print(record_of(event, against, violation, options.seeing.raw ? "stored" : "upcasted"));
  };
  SelectedEvents events(session, options.selectors, options.seeing);
  const SchemaCheckCounts counts = check_events(events.open(), selection, schema, print);
  events.report();
  printer.finish(record_of({}, 1, {}, ""));
  session.note(summary_of(counts, " of type '" + options.type + "' would be refused"));
  return counts.findings == 0 ? 0 : 1;
}

}  // namespace evs
