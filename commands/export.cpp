#include <algorithm>
#include <memory>
#include <optional>

#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/selecting.hpp"
#include "commands/session.hpp"
#include "core/codec/compression.hpp"
#include "core/codec/csv.hpp"
#include "core/codec/event_line.hpp"
#include "core/evolve/kept_rules.hpp"

namespace evs {
namespace {

struct ExportOptions {
  SelectionOptions selectors;
  SeeingOptions seeing;
  std::string file;
  bool replace = false;
  bool salts = false;
};

void append_event(std::string& out, const EventView& event, const std::string& format) {
  if (format == "cloudevents")
    append_cloudevent(out, event);
  else if (format == "csv")
    append_csv_row(out, event);
  else
    append_event_line(out, event);
}

/// Whether the selection asks for streams of evs's own, which no other store takes.
bool names_own_streams(const Selection& selection) {
  const auto is_own = [](const StreamName& stream) { return stream.is_reserved(); };
  return selection.category.starts_with('$') || std::any_of(selection.streams.begin(), selection.streams.end(), is_own);
}

/// An export of everything has what is kept for baselines in its place.
bool is_everything(const SelectionOptions& selectors, const Selection& selection) {
  const bool is_part_of_log = selection.from_position || selection.to_position || selection.since || selection.until;
  const bool is_part_of_streams = !selection.streams.empty() || !selection.category.empty() || selection.from_seq ||
                                  selection.to_seq || !selection.types.empty();
  return !is_part_of_log && !is_part_of_streams && !selection.limit && !selection.reverse && !selectors.where;
}

/// Writes the events to `write`, a buffer at a time, and returns how many there were.
template <class Write>
std::int64_t write_events(Session& session, const ExportOptions& options, const Selection& selection,
                          const std::string& format, Write write) {
  constexpr std::size_t enough = std::size_t{256} << 10U;
  std::int64_t events = 0;
  std::string buffer;
  const auto has_added_one = [&] {
    ++events;
    if (buffer.size() < enough) return;
    write(buffer);
    buffer.clear();
    session.progress(events, -1);
  };
  if (format == "csv") append_csv_header(buffer);
  if (options.salts) {
    session.evidence().sealed(selection, [&](const SealedEvent& sealed) {
      append_sealed_event_line(buffer, sealed);
      has_added_one();
      return true;
    });
  } else {
    if (format != "csv" && !is_everything(options.selectors, selection)) {
      for (const Event& kept : kept_for(below_stages(session.reader()), selection)) {
        append_event(buffer, kept.view(), format);
        has_added_one();
      }
    }
    session.reader().read(selection, [&](const EventView& event) {
      append_event(buffer, event, format);
      has_added_one();
      return true;
    });
  }
  session.end_progress();
  if (events == 0) require_streams(session.reader(), selection);
  write(buffer);
  return events;
}

void check(const ExportOptions& options, const std::string& format) {
  if (!options.salts) return;
  if (format != "ndjson") throw Error(ErrorKind::usage, "only event lines (ndjson) have room for salts");
  if (options.selectors.where) throw Error(ErrorKind::usage, "--salts and --where exclude each other");
  if (!options.seeing.model) return;
  throw Error(ErrorKind::usage, "--salts and --model exclude each other")
      .hint("salts belong to the events as they are stored");
}

void write_file(Session& session, const ExportOptions& options, const Selection& selection, const std::string& format) {
  const auto file =
      compress_by_name(options.file, create_file(options.file, options.replace ? IfExists::replace : IfExists::refuse));
  const std::int64_t events =
      write_events(session, options, selection, format, [&](const std::string& text) { file->write(text); });
  file->close();
  session.note("evs: exported " + std::to_string(events) + (events == 1 ? " event" : " events") + " to '" +
               options.file + "'");
}

int run(const ExportOptions& options, Session& session) {
  Selection selection = options.selectors.selection();
  const std::string format = session.format("ndjson", "ndjson");
  if (!options.salts && !names_own_streams(selection)) {
    selection.share = [all = is_everything(options.selectors, selection)](const EventView& event) {
      return !event.stream.starts_with('$') || (all && event.stream == rules_stream);
    };
  }
  check(options, format);
  std::optional<SelectedEvents> events;
  if (!options.salts) events.emplace(session, options.selectors, options.seeing).open();
  if (options.salts) session.evidence();  // a store that is not there leaves no file behind
  if (options.file.empty() || options.file == "-")
    write_events(session, options, selection, format, [&](const std::string& text) { write_lines(session, text); });
  else
    write_file(session, options, selection, format);
  if (events) events->report();
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
      "for byte. What accounts for purges in that store, its stream $evs-purges, is left out unless it is named, or "
      "--salts asks for all that the chain covers. With baselines (evs-snapshot(1)) goes what they name, of the stream "
      "$evs-rules, in front, where not everything is exported.\n\n"
      "With --file the file appears under its name only when it is complete and on the disk, readable by its owner "
      "only; a name that ends in .gz or .zst is compressed. CSV is for spreadsheets: cells that would run as formulas "
      "get a ' in front, and it cannot be imported.\n\n"
      "If there is a model with upcasters (evs-model(5)), events are written as these make them; with --raw, and with "
      "--salts, as they are stored.\n\n"
      "--salts adds to each line what the integrity chain was made with besides: the salt, and for an event whose "
      "content was erased the commitment that it had before (evs-event(5)). With the digests of 'evs head --log' it "
      "lets a program that is not evs recompute the head. Salts are as confidential as the events: whoever has the "
      "salt "
      "of an event can check guesses of what it held.";
  add_selectors(command, options->selectors);
  add_seeing_options(command, options->seeing);
  command.options.push_back(text_option("-f,--file", "FILE", options->file,
                                        "write to this file instead of the standard output", Completes::files));
  command.options.push_back(flag("--force", options->replace, "replace FILE if it exists"));
  command.options.push_back(flag("--salts", options->salts, "add salts, so that an outsider can recompute the head"));
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
