#include "core/import.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "commands/commands.hpp"
#include "commands/errors.hpp"
#include "commands/options.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "core/privacy/purge_record.hpp"

namespace evs {
namespace {

struct ImportOptions {
  std::vector<std::string> files;
  std::string seq = "auto";
  std::string on_error = "stop";
  std::optional<std::int64_t> commit_every;
  bool as_new = false;
};

/// Where rejected lines go under --on-error quarantine=FILE; the file is made at the first of them.
class Quarantine {
 public:
  explicit Quarantine(std::string path) : path_(std::move(path)) {}

  void add(std::string_view line) {
    if (path_.empty()) return;
    if (!file_) file_ = create_file(path_, IfExists::refuse);
    file_->write(std::string(line) + "\n");
  }
  void close() {
    if (file_) file_->close();
  }

 private:
  std::string path_;
  std::unique_ptr<ByteSink> file_;
};

constexpr std::string_view quarantine_prefix = "quarantine=";

/// How many rejections are told one by one; the rest are counted.
constexpr std::int64_t most_told = 20;

/// Events of a file that are stored while the next are read: enough that going through the look-up of ids for them
/// alone costs less than it gains.
constexpr std::int64_t events_of_part = 10'000;

double file_size(const std::string& path) {
  struct stat info {};
  return path != "-" && ::stat(path.c_str(), &info) == 0 ? static_cast<double>(info.st_size) : 0;
}

void print_summary(Session& session, const ImportSummary& total, const Head& head) {
  Record record;
  record.number("events", total.imported).number("streams", static_cast<std::int64_t>(total.streams.size()));
  record.number("skipped", total.skipped).number("rejected", total.rejected);
  record.number("position", head.position.value).text("head", to_string(head));
  print_single(session, record, session.format("table", "ndjson"));
}

int run(const ImportOptions& options, Session& session) {
  const bool stops = options.on_error == "stop";
  Quarantine quarantine(
      options.on_error.starts_with(quarantine_prefix) ? options.on_error.substr(quarantine_prefix.size()) : "");
  ImportSummary total;
  ImportJob job;
  job.numbering = options.seq == "assign" ? ImportRules::Numbering::assign : ImportRules::Numbering::automatic;
  job.threads = std::max(1, session.around().threads - 1);
  job.takes_as_new = options.as_new;
  if (options.commit_every) job.events_per_commit = *options.commit_every;
  std::int64_t told = 0;
  if (!stops) {
    job.on_rejected = [&](std::int64_t, const Error& error, std::string_view line) {
      if (told++ < most_told) session.note("rejected: " + error.message());
      quarantine.add(line);
    };
  }

  const std::vector<std::string> files = options.files.empty() ? std::vector<std::string>{"-"} : options.files;
  for (const std::string& file : files) {  // a missing file is told before anything is stored
    if (file != "-" && ::access(file.c_str(), F_OK) != 0) {
      throw Error(ErrorKind::not_found, "there is no file '" + file + "'").detail("nothing was imported");
    }
  }
  Store& store = session.store(Missing::create, Workload::bulk);
  if (erased_ids(store) > 0) {
    session.note("warning: ids were erased here by a purge; events that had them cannot be told from new ones");
  }
  for (const std::string& file : files) {
    const double size = file_size(file);
    job.on_progress = [&](std::int64_t events, std::int64_t bytes) {
      session.progress(total.imported + events,
                       size > 0 && static_cast<double>(bytes) < size ? static_cast<double>(bytes) / size : -1);
    };
    job.imported_before = total.imported;
    job.events_of_part = size > 0 ? events_of_part : 0;
    ImportSummary part = import_events(session.input(file), Session::input_name(file), store, job);
    total.imported += part.imported;
    total.skipped += part.skipped;
    total.rejected += part.rejected;
    total.streams.merge(part.streams);
  }
  session.end_progress();
  if (told > most_told) session.note("rejected: " + std::to_string(told - most_told) + " more");
  quarantine.close();

  print_summary(session, total, store.head());
  return total.rejected > 0 ? exit_status(ErrorKind::bad_input) : 0;
}

Option on_error_option(std::string& field) {
  Option option = text_option("--on-error", "stop|skip|quarantine=FILE", field,
                              "what to do with a line that is refused (default: stop)");
  option.choices = {"stop", "skip", "quarantine="};
  option.completes = Completes::choices;
  option.set = [&field](const std::string& text) {
    const bool names_file = text.starts_with(quarantine_prefix) && text.size() > quarantine_prefix.size();
    if (text != "stop" && text != "skip" && !names_file) {
      throw Error(ErrorKind::usage, "'" + text + "' is none of: stop, skip, quarantine=FILE");
    }
    field = text;
  };
  return option;
}

}  // namespace

Command import_command() {
  const auto options = std::make_shared<ImportOptions>();
  Command command;
  command.name = "import";
  command.group = "write";
  command.summary = "Store the events of log files";
  command.description =
      "Reads events from files or the standard input (event lines or CloudEvents, plain, gzip or Zstandard) and stores "
      "them with their id, time, type, schema, data and meta. Events that are stored already are skipped and counted, "
      "so an import that was interrupted is simply run again. Events without an id get one that is derived from their "
      "content and place, the same in every run. It is made with a secret of the store, which a purge erases, so that "
      "nobody can try out what an erased event said; from then on nobody can tell either whether such an event is "
      "stored, and it is refused, unless --as-new says that it is not.\n\n"
      "Seqs: auto keeps the source's numbers, those of a stream that starts at 0 shifted by one, and refuses holes "
      "and reorderings; assign numbers the events of each stream as they come and keeps the source's number in "
      "meta.source_seq.\n\n"
      "Refused lines: stop ends with the first of them, and the batch that it is in is not stored; skip goes on "
      "without them; quarantine=FILE goes on and writes them to FILE. Whenever a line was refused, the exit status "
      "is 5 (or 4, if stopped by a conflict).\n\n"
      "Ends with a summary: {\"events\",\"streams\",\"skipped\",\"rejected\",\"position\",\"head\"}.";
  command.arguments = {
      repeated_argument("FILE", options->files, "what to read; - or nothing is the standard input", Completes::files)};
  command.options = {
      choice_option("--seq", "auto|assign", {"auto", "assign"}, options->seq,
                    "how events are numbered (default: auto)"),
      on_error_option(options->on_error),
      flag("--as-new", options->as_new, "take events without an id, none of which is stored, after a purge"),
      number_option("--commit-every", "N", options->commit_every,
                    "commit after so many events (default: 100000; the first into an empty store at most 25000)", 1),
  };
  command.formats = {"table", "json", "ndjson"};
  command.errors = {ErrorKind::not_found, ErrorKind::conflict, ErrorKind::bad_input, ErrorKind::busy,
                    ErrorKind::damaged,   ErrorKind::system,   ErrorKind::in_doubt};
  command.examples = {
      {"evs -s test.db import orders.ndjson", "a log file into a test store"},
      {"evs export --category order | evs -s test.db import", "a slice of one store into another"},
      {"evs -s test.db import orders.ndjson --on-error quarantine=bad.ndjson", "put bad lines aside and go on"},
  };
  command.run = [options](Session& session) { return run(*options, session); };
  return command;
}

}  // namespace evs
