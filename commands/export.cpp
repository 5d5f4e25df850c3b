#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "commands/commands.hpp"
#include "commands/export_masking.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/selecting.hpp"
#include "commands/session.hpp"
#include "core/codec/compression.hpp"
#include "core/codec/csv.hpp"
#include "core/codec/event_line.hpp"
#include "core/counted.hpp"
#include "core/evolve/kept_rules.hpp"

namespace evs {
namespace {

struct ExportOptions {
  SelectionOptions selectors;
  SeeingOptions seeing;
  std::string file;
  bool replace = false;
  bool salts = false;
  MaskOptions mask;
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

/// What is written, and as what.
struct Exported {
  Selection selection;
  std::string format;
  bool salts = false;
  bool takes_what_is_kept = false;  // what its baselines name, in front of them
  std::optional<ExportMasking> masking;
};

/// Writes the events to `write`, a buffer at a time, and returns how many there were.
template <class Write>
std::int64_t write_events(Session& session, Exported& exported, Write write) {
  const Selection& selection = exported.selection;
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
  if (exported.format == "csv") append_csv_header(buffer);
  if (exported.salts) {
    session.evidence().sealed(selection, [&](const SealedEvent& sealed) {
      append_sealed_event_line(buffer, sealed);
      has_added_one();
      return true;
    });
  } else {
    if (exported.takes_what_is_kept) {
      for (const Event& kept : kept_for(below_stages(session.reader()), selection)) {
        append_event(buffer, kept.view(), exported.format);
        has_added_one();
      }
    }
    session.reader().read(selection, [&](const EventView& event) {
      append_event(buffer, exported.masking ? exported.masking->mask(event, selection) : event, exported.format);
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
  if (options.mask.key && !options.mask.mask) throw Error(ErrorKind::usage, "--mask-key is only for --mask");
  if (!options.salts) return;
  if (options.mask.mask) {
    throw Error(ErrorKind::usage, "--salts and --mask exclude each other")
        .hint("whoever has the salt of an event can check guesses of what it held");
  }
  if (format != "ndjson") throw Error(ErrorKind::usage, "only event lines (ndjson) have room for salts");
  if (options.selectors.where) throw Error(ErrorKind::usage, "--salts and --where exclude each other");
  if (!options.seeing.model) return;
  throw Error(ErrorKind::usage, "--salts and --model exclude each other")
      .hint("salts belong to the events as they are stored");
}

void write_file(Session& session, const ExportOptions& options, Exported& exported) {
  const auto file =
      compress_by_name(options.file, create_file(options.file, options.replace ? IfExists::replace : IfExists::refuse));
  const std::int64_t events = write_events(session, exported, [&](const std::string& text) { file->write(text); });
  file->close();
  session.note("exported " + counted(events, "event") + " to '" + options.file + "'");
}

/// How the events are seen. Personal rules speak of them as they are stored.
SeeingOptions seeing(const ExportOptions& options) {
  if (!options.mask.mask) return options.seeing;
  return {options.selectors.where ? options.seeing.model : std::nullopt, true};
}

int run(const ExportOptions& options, Session& session) {
  Exported exported;
  exported.selection = options.selectors.selection();
  exported.format = session.format("ndjson", "ndjson");
  exported.salts = options.salts;
  const bool all = options.selectors.is_everything();  // with what is kept for baselines in its place
  check(options, exported.format);
  if (options.mask.mask) {
    exported.masking.emplace(session, options.seeing.model, options.mask.key);
    exported.masking->restrict(exported.selection);
  } else if (!options.salts) {
    exported.takes_what_is_kept = exported.format != "csv" && !all;
    if (!names_own_streams(exported.selection)) {
      exported.selection.share = [all](const EventView& event) {
        return !event.stream.starts_with('$') || (all && event.stream == rules_stream);
      };
    }
  }
  std::optional<SelectedEvents> events;
  if (options.salts)
    session.evidence();  // a store that is not there leaves no file behind
  else
    events.emplace(session, options.selectors, seeing(options)).open();
  if (options.file.empty() || options.file == "-")
    write_events(session, exported, [&](const std::string& text) { write_lines(session, text); });
  else
    write_file(session, options, exported);
  if (events) events->report();
  if (exported.masking) exported.masking->report();
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
      "salt of an event can check guesses of what it held.\n\n"
      "--mask writes a copy for people who are to see no personal data: each value that the model's personal "
      "declarations name is masked by its kind (evs-model(5)), and a type that none of them speaks of stops the "
      "export. The same value has the same pseudonym wherever it stands, in names of streams too; different values "
      "have different ones. The copy can be imported, verified and replayed. It is pseudonymised: still personal data, "
      "since what is not masked may tell who somebody is. Events are written as they are stored, without what evs "
      "keeps of its own, and --where is asked before they are masked. The key of the pseudonyms is random and "
      "forgotten, so that nothing leads back from them, and no two exports have the same ones; with --mask-key, those "
      "with the same key have, and whoever has the key can check guesses. Make one with 'openssl rand -hex 32'; if it "
      "gets known, so do the people.";
  add_selectors(command, options->selectors);
  add_seeing_options(command, options->seeing);
  command.options.push_back(text_option("-f,--file", "FILE", options->file,
                                        "write to this file instead of the standard output", Completes::files));
  command.options.push_back(flag("--force", options->replace, "replace FILE if it exists"));
  command.options.push_back(flag("--salts", options->salts, "add salts, so that an outsider can recompute the head"));
  command.options.push_back(flag("--mask", options->mask.mask, "put pseudonyms in the place of personal data"));
  command.options.push_back(
      optional_text("--mask-key", "FILE", options->mask.key, "make the pseudonyms with this key", Completes::files));
  command.formats = {"ndjson", "cloudevents", "csv"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::damaged,
                    ErrorKind::system};
  command.examples = {
      {"evs export --file orders.ndjson.gz --category order", "all orders, compressed"},
      {"evs export -o cloudevents order-7", "one stream as CloudEvents"},
      {"evs export | evs -s copy.db import", "copy a store into another"},
      {"echo 'personal \"OrderPlaced\" { subject = \"/customer\" }' >m.lua && "
       "evs export --mask --model m.lua --type OrderPlaced -f masked.ndjson",
       "orders, without the ids of the customers"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
