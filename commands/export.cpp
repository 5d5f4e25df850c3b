#include <memory>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "core/codec/compression.hpp"
#include "core/codec/csv.hpp"
#include "core/codec/event_line.hpp"

namespace evs {
namespace {

struct ExportOptions {
  SelectionOptions selectors;
  std::string file;
  bool replace = false;
};

void append_event(std::string& out, const EventView& event, const std::string& format) {
  if (format == "cloudevents")
    append_cloudevent(out, event);
  else if (format == "csv")
    append_csv_row(out, event);
  else
    append_event_line(out, event);
}

/// Writes the events to `write`, a buffer at a time, and returns how many there were.
template <class Write>
std::int64_t write_events(Session& session, const Selection& selection, const std::string& format, Write write) {
  constexpr std::size_t enough = std::size_t{256} << 10U;
  std::int64_t events = 0;
  std::string buffer;
  if (format == "csv") append_csv_header(buffer);
  session.reader().read(selection, [&](const EventView& event) {
    append_event(buffer, event, format);
    ++events;
    if (buffer.size() >= enough) {
      write(buffer);
      buffer.clear();
      session.progress(events, -1);
    }
    return true;
  });
  session.end_progress();
  if (events == 0) require_streams(session.reader(), selection);
  write(buffer);
  return events;
}

int run(const ExportOptions& options, Session& session) {
  const Selection selection = options.selectors.selection();
  const std::string format = session.format("ndjson", "ndjson");
  session.reader();  // a store that is not there leaves no file behind
  if (options.file.empty() || options.file == "-") {
    write_events(session, selection, format, [&](const std::string& text) { write_lines(session, text); });
    return 0;
  }
  const auto file =
      compress_by_name(options.file, create_file(options.file, options.replace ? IfExists::replace : IfExists::refuse));
  const std::int64_t events =
      write_events(session, selection, format, [&](const std::string& text) { file->write(text); });
  file->close();
  session.note("evs: exported " + std::to_string(events) + (events == 1 ? " event" : " events") + " to '" +
               options.file + "'");
  return 0;
}

}  // namespace

Command export_command() {
  const auto options = std::make_shared<ExportOptions>();
  Command command;
  command.name = "export";
  command.group = "look";
  command.summary = "Write events to a file or pipe";
  command.description =
      "Writes the selected events, or all of them, in a format that import takes back: event lines (ndjson) or "
      "CloudEvents. An export of a whole store that is imported into an empty one and exported again is the same, byte "
      "for byte.\n\n"
      "With --file the file appears under its name only when it is complete and on the disk, readable by its owner "
      "only; a name that ends in .gz or .zst is compressed. CSV is for spreadsheets: cells that would run as formulas "
      "get a ' in front, and it cannot be imported.";
  add_selectors(command, options->selectors);
  command.options.push_back(text_option("-f,--file", "FILE", options->file,
                                        "write to this file instead of the standard output", Completes::files));
  command.options.push_back(flag("--force", options->replace, "replace FILE if it exists"));
  command.formats = {"ndjson", "cloudevents", "csv"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::damaged,
                    ErrorKind::system};
  command.examples = {
      {"evs export --file orders.ndjson.gz --category order", "all orders, compressed"},
      {"evs export -o cloudevents order-7", "one stream as CloudEvents"},
      {"evs export | evs -s copy.db import", "copy a store into another"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
