#include <memory>

#include "commands/append_options.hpp"
#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "core/reserved.hpp"

namespace evs {

namespace {

Record place_of(const std::string& stream, const Appended& appended) {
  Record record;
  record.text("stream", stream).number("seq", appended.seq.value).number("position", appended.position.value);
  record.text("id", appended.id);
  return record;
}

}  // namespace

std::string acknowledgement(const std::string& stream, const Appended& appended) {
  Record record = place_of(stream, appended);
  if (appended.already_stored) record.boolean("already_stored", true);
  return record.line();
}

void refuse_reserved(const StreamName& stream) {
  if (!stream.is_reserved()) return;
  throw Error(ErrorKind::bad_input, "stream '" + stream.text() + "': names that start with $ are evs's own")
      .hint("choose a name that does not start with $");
}

void refuse_reserved(const NewEvent& event) {
  if (!is_own_type(event.type)) return;
  throw Error(ErrorKind::usage, "type '" + event.type + "': types that start with $evs. are evs's own")
      .hint("'evs snapshot baseline' appends baselines");
}

NewEvent new_event(const IncomingEvent& event) {
  return {std::string(event.id),   std::string(event.type), event.schema, event.time,
          std::string(event.data), std::string(event.meta)};
}

namespace {

bool says_only_each(const AppendOptions& options) {
  const bool describes = !options.id.empty() || options.schema || options.time || options.expect != "any";
  const bool annotates =
      !options.meta.empty() || options.actor || options.reason || options.correlation || options.causation;
  return options.stream.empty() && !options.batch && !describes && !annotates;
}

void check(const AppendOptions& options) {
  if (options.each) {
    if (says_only_each(options)) return;
    throw Error(ErrorKind::usage, "with --each, the lines of the standard input say everything")
        .hint("leave out STREAM, TYPE, DATA and the other options of append");
  }
  if (options.stream.empty()) throw Error(ErrorKind::usage, "STREAM is missing").hint("evs append STREAM TYPE [DATA]");
  try {
    check_stream_name(options.stream);
  } catch (const Error& error) {
    throw Error(ErrorKind::usage, error.message());
  }
  if (!options.batch && options.second.empty()) {
    throw Error(ErrorKind::usage, "TYPE is missing").hint("evs append " + options.stream + " TYPE [DATA]");
  }
  if (options.batch && (!options.data.empty() || !options.id.empty() || options.schema || options.time)) {
    throw Error(ErrorKind::usage, "with --batch, DATA, id, schema and time are in the lines of FILE")
        .hint("evs append " + options.stream + " --batch FILE");
  }
}

void print_acknowledgements(Session& session, const AppendRequest& request, const std::vector<Appended>& all,
                            bool batch) {
  const std::string format = session.format("table", "ndjson");
  RecordPrinter printer(session, format);
  for (const Appended& appended : all) {
    Record record = place_of(request.stream.text(), appended);
    if (appended.already_stored && format != "table") record.boolean("already_stored", true);
    if (batch)
      printer.print(record);
    else
      print_single(session, record, format);
  }
  if (batch) printer.finish();
  if (!all.front().already_stored || format != "table") return;
  session.note(batch ? "the events were stored before; nothing was written"
                     : "the event was stored before; nothing was written");
}

int run(const AppendOptions& options, Session& session) {
  check(options);
  if (options.each) return append_each(session);
  const AppendRequest request = options.batch ? batch_request(options, session) : single_request(options, session);
  refuse_reserved(request.stream);
  for (const NewEvent& event : request.events) refuse_reserved(event);
  const auto outcomes = session.store(Missing::create, Workload::small).append({&request, 1});
  if (const auto* error = std::get_if<Error>(&outcomes.front())) throw Error(*error);
  print_acknowledgements(session, request, std::get<std::vector<Appended>>(outcomes.front()), options.batch);
  return 0;
}

void describe(Command& command) {
  command.name = "append";
  command.group = "write";
  command.summary = "Append events to a stream";
  command.description =
      "Appends an event of type TYPE with the JSON value DATA ({} if left out; @FILE reads a file, - the standard "
      "input) to STREAM, and prints where it is once it is durable: {\"stream\",\"seq\",\"position\",\"id\"}.\n\n"
      "With --expect the append succeeds only if the stream is as expected: none (it has no events), exists, or the "
      "number of its last event. An event whose id is stored already with the same content is not stored again; its "
      "old place is printed, whatever is expected, so that a retry after a lost answer is safe.\n\n"
      "With --batch it reads lines {\"type\",\"data\",...} from FILE or the standard input and appends all of them to "
      "STREAM or none.\n\n"
      "With --each it reads lines {\"stream\",\"type\",\"data\",\"expect\"?,\"id\"?,...} from the standard input for "
      "as long as they come, and answers each, in order, with an acknowledgement or an {\"error\":...} line once it is "
      "durable. What is waiting is committed together. The exit status is that of the first error.";
}

}  // namespace

Command append_command() {
  const auto options = std::make_shared<AppendOptions>();
  Command command;
  describe(command);
  command.arguments = {
      text_argument("STREAM", options->stream, "the stream, such as order-7", Presence::optional, Completes::streams),
      text_argument("TYPE", options->second, "the event's type, in the past tense; with --batch, the FILE to read",
                    Presence::optional, Completes::types),
      text_argument("DATA", options->data, "its data: JSON, @FILE, or - for the standard input", Presence::optional,
                    Completes::files),
  };
  command.options = {
      text_option("--expect", "VERSION", options->expect, "any (default), none, exists, or the stream's version"),
      text_option("--id", "ID", options->id, "the event's id (default: a new UUIDv7)"),
      number_option("--schema", "N", options->schema, "the event's schema version (default: 1)", 1),
      time_option("--time", "TIME", options->time, "when it happened, RFC 3339 (default: now)"),
      text_option("--meta", "JSON", options->meta, "its meta, an object"),
      optional_text("--actor", "WHO", options->actor, "who did it: meta.actor"),
      optional_text("--reason", "WHY", options->reason, "why: meta.reason"),
      optional_text("--correlation", "ID", options->correlation, "which conversation it belongs to: meta.correlation"),
      optional_text("--causation", "ID", options->causation, "which event caused it: meta.causation"),
      flag("--batch", options->batch, "append all events of a file, or none"),
      flag("--each", options->each, "append the events of the standard input as they come, and answer each"),
  };
  command.formats = {"table", "json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::busy,
                    ErrorKind::damaged,   ErrorKind::system,   ErrorKind::in_doubt};
  command.examples = {
      {R"(evs append order-9 OrderPlaced '{"customer":"c-3"}' --expect none)", "begin a stream"},
      {"evs append order-9 OrderShipped --actor alice --reason 'the customer called'",
       "an event without data, and who and why"},
      {"evs append order-9 --batch items.ndjson", "several events together or not at all"},
      {R"(printf '%s\n' '{"stream":"order-9","type":"OrderPaid"}' | evs append --each)",
       "from a program, line by line"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
