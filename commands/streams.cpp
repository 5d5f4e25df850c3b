#include <memory>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"

namespace evs {
namespace {

struct StreamsOptions {
  std::string prefix;
  std::string category;
  std::optional<std::int64_t> limit;
};

Record record_of(const StreamInfo& stream) {
  Record record;
  record.text("stream", stream.name).text("category", category_of(stream.name));
  record.number("version", stream.version.value).number("events", stream.version.value);
  record.time("first", stream.first).time("last", stream.last);
  return record;
}

int run(const StreamsOptions& options, Session& session) {
  Reader& reader = session.reader();
  session.start_pager();
  RecordPrinter printer(session, session.format("table", "ndjson"));
  reader.streams({options.category, options.prefix, options.limit}, [&](const StreamInfo& stream) {
    printer.print(record_of(stream));
    return true;
  });
  printer.finish(record_of({}));
  return 0;
}

}  // namespace

Command streams_command() {
  const auto options = std::make_shared<StreamsOptions>();
  Command command;
  command.name = "streams";
  command.group = "look";
  command.summary = "List the streams";
  command.description =
      "Prints a line for each stream, by name: its category, its version, how many events it has, and the times of "
      "the first and the last of them.";
  command.arguments = {text_argument("PREFIX", options->prefix, "only streams whose names begin with this",
                                     Presence::optional, Completes::streams)};
  command.options = {
      text_option("--category", "NAME", options->category, "only streams of this category", Completes::categories),
      number_option("--limit", "N", options->limit, "at most N streams"),
  };
  command.formats = {"table", "json", "ndjson", "csv"};
  command.errors = {ErrorKind::not_found, ErrorKind::bad_input, ErrorKind::damaged, ErrorKind::system};
  command.examples = {{"evs streams", "every stream"},
                      {"evs streams --category order -o json", "the orders, as a JSON array"}};
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
