#include "commands/commands.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

int run(Session& session) {
  const Totals totals = session.reader().totals();
  Record record;
  record.number("events", totals.events).number("streams", totals.streams).number("categories", totals.categories);
  record.number("types", totals.types).number("bytes", totals.bytes);
  if (totals.head.digest)
    record.text("head", to_string(totals.head));
  else
    record.json("head", "null");
  print_single(session, record, session.format("table", "ndjson"));
  return 0;
}

}  // namespace

Command stats_command() {
  Command command;
  command.name = "stats";
  command.group = "look";
  command.summary = "Count what the store holds";
  command.description =
      "Prints how many events, streams, categories and types the store holds, the bytes of its files, and its head: "
      "the last position and the digest of everything up to there. A log file has no digest, so its head is null.";
  command.formats = {"table", "json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {{"evs stats", "the totals"}};
  command.run = run;
  return command;
}

}  // namespace evs
