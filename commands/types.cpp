#include "commands/commands.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

Record record_of(const TypeInfo& type) {
  Record record;
  record.text("type", type.type).number("schema", type.schema).number("events", type.events);
  record.time("first", type.first).time("last", type.last);
  return record;
}

int run(Session& session) {
  Reader& reader = session.reader();
  session.start_pager();
  RecordPrinter printer(session, session.format("table", "ndjson"));
  reader.types([&](const TypeInfo& type) {
    printer.print(record_of(type));
    return true;
  });
  printer.finish(record_of({}));
  return 0;
}

}  // namespace

Command types_command() {
  Command command;
  command.name = "types";
  command.group = "look";
  command.summary = "List the event types and their schemas";
  command.description =
      "Prints a line for each event type and schema version that occurs: how many events it has, and the times of the "
      "first and the last of them in the log.";
  command.formats = {"table", "json", "ndjson", "csv"};
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {{"evs types", "every type"}};
  command.run = run;
  return command;
}

}  // namespace evs
