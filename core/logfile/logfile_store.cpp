#include "core/logfile/logfile_store.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <thread>

#include "core/logfile/growing_log.hpp"
#include "core/logfile/scan.hpp"

namespace evs::logfile {
namespace {

/// How many events a reversed read keeps at a time; it reads the input again for those before them.
constexpr std::size_t reverse_window = 50'000;

/// Whether it can be read from its beginning once more; standard input and named pipes cannot.
bool is_file(const std::string& path) {
  struct stat info {};
  return path != "-" && ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

using Infos = std::map<std::string, StreamInfo, std::less<>>;

void note_stream(Infos& infos, const EventView& event) {
  auto known = infos.find(event.stream);
  if (known == infos.end()) {
    const std::string name(event.stream);
    known = infos.emplace(name, StreamInfo{name, event.seq, event.time, event.time}).first;
  }
  known->second.version = event.seq;
  known->second.last = event.time;
}

class LogfileReader final : public Reader, public GrowingReader {
 public:
  LogfileReader(std::string path, int threads)
      : path_(std::move(path)), threads_(threads), reads_again_(is_file(path_)), growing_(path_, threads) {}

  [[nodiscard]] StoreInfo info() const override { return {"log file", path_, "1", false, reads_again_}; }

  Head head() override {
    Head head;
    scan({}, [&](const EventView& event) {
      head.position = event.position;
      return true;
    });
    return head;
  }

  Totals totals() override;
  std::optional<StreamInfo> stream(const StreamName& name) override;
  void streams(const StreamSelection& selection, const StreamVisitor& visit) override;
  void types(const TypeVisitor& visit) override;
  void read(const Selection& selection, const EventVisitor& visit) override;
  Checkpoint read_on(const Selection& selection, const EventVisitor& visit) override;
  bool wait(const Checkpoint& after, std::chrono::milliseconds timeout) override;
  [[nodiscard]] std::unique_ptr<Reader> another() const override {
    if (!reads_again_) return nullptr;
    return std::make_unique<LogfileReader>(path_, threads_);
  }

 private:
  void scan(const std::vector<StreamName>& streams, const EventVisitor& visit);
  void read_backwards(const Selection& selection, const EventVisitor& visit);
  [[nodiscard]] std::string name() const { return path_ == "-" ? "standard input" : "'" + path_ + "'"; }
  [[nodiscard]] bool has_changed() const;

  std::string path_;
  int threads_;
  bool reads_again_;
  bool consumed_ = false;
  Infos seen_;                      // of the streams that the only pass over a pipe was for
  std::vector<StreamName> passed_;  // those streams, once it has come to the end
  GrowingLog growing_;
  bool follows_ = false;         // growing_ knows how far it was read
  std::int64_t seen_size_ = -1;  // otherwise: of the file when it was last read to its end
};

/// Numbers the events of the input, or of some of its streams, and visits them.
void LogfileReader::scan(const std::vector<StreamName>& streams, const EventVisitor& visit) {
  if (!reads_again_ && consumed_) {
    throw Error(ErrorKind::usage, name() + " can be read only once, and this needs to read it again")
        .hint("save it to a file first");
  }
  consumed_ = true;
  Scan scan(path_, streams);
  EventSource source(path_ == "-" ? read_descriptor(STDIN_FILENO, name()) : open_file(path_), name(),
                     scan.source_options(threads_));
  const bool is_noted = !reads_again_ && !streams.empty();
  const auto visit_noted = [&](const EventView& event) {
    if (is_noted) note_stream(seen_, event);
    return visit(event);
  };
  while (const auto block = source.next()) {
    if (!scan.visit_block(source, *block, visit_noted)) return;
  }
  if (is_noted) passed_ = streams;
}

Totals LogfileReader::totals() {
  Totals totals;
  std::set<std::string, std::less<>> names;
  std::set<std::string, std::less<>> types;
  std::set<std::string, std::less<>> categories;
  const auto note = [](auto& set, std::string_view text) {
    if (!set.contains(text)) set.emplace(text);
  };
  scan({}, [&](const EventView& event) {
    ++totals.events;
    totals.head.position = event.position;
    note(names, event.stream);
    note(types, event.type);
    note(categories, category_of(event.stream));
    return true;
  });
  totals.streams = static_cast<std::int64_t>(names.size());
  totals.types = static_cast<std::int64_t>(types.size());
  totals.categories = static_cast<std::int64_t>(categories.size());
  struct stat info {};
  if (::stat(path_.c_str(), &info) == 0) totals.bytes = info.st_size;
  return totals;
}

std::optional<StreamInfo> LogfileReader::stream(const StreamName& wanted) {
  const auto seen = seen_.find(wanted.text());
  if (seen != seen_.end()) return seen->second;
  if (std::find(passed_.begin(), passed_.end(), wanted) != passed_.end()) return std::nullopt;
  Infos found;
  scan({wanted}, [&](const EventView& event) {
    note_stream(found, event);
    return true;
  });
  return found.empty() ? std::nullopt : std::optional(found.begin()->second);
}

void LogfileReader::streams(const StreamSelection& selection, const StreamVisitor& visit) {
  Infos streams;
  scan({}, [&](const EventView& event) {
    if (!selection.category.empty() && category_of(event.stream) != selection.category) return true;
    if (!event.stream.starts_with(selection.prefix)) return true;
    note_stream(streams, event);
    return true;
  });
  std::int64_t left = selection.limit.value_or(static_cast<std::int64_t>(streams.size()));
  for (const auto& [name, info] : streams) {
    if (left-- <= 0 || !visit(info)) return;
  }
}

void LogfileReader::types(const TypeVisitor& visit) {
  std::map<std::pair<std::string, std::int64_t>, TypeInfo> types;
  scan({}, [&](const EventView& event) {
    auto& type = types[{std::string(event.type), event.schema}];
    if (type.events++ == 0) type = {std::string(event.type), event.schema, 1, event.time, event.time};
    type.last = event.time;
    return true;
  });
  for (const auto& [key, type] : types) {
    if (!visit(type)) return;
  }
}

void LogfileReader::read(const Selection& selection, const EventVisitor& visit) {
  if (selection.reverse) return read_backwards(selection, visit);
  std::int64_t left = selection.limit.value_or(-1);
  if (left == 0) return;
  struct stat info {};
  const bool has_size = ::stat(path_.c_str(), &info) == 0;
  bool to_the_end = true;
  scan(selection.streams, [&](const EventView& event) {
    if (selection.to_position && event.position > *selection.to_position) return to_the_end = false;
    if (!matches(selection, event)) return true;
    to_the_end = visit(event) && --left != 0;
    return to_the_end;
  });
  if (to_the_end && has_size) seen_size_ = info.st_size;
}

void LogfileReader::read_backwards(const Selection& selection, const EventVisitor& visit) {
  const std::size_t wanted = selection.limit ? static_cast<std::size_t>(*selection.limit) : SIZE_MAX;
  std::size_t given = 0;
  for (std::size_t end = SIZE_MAX; given < wanted && end != 0;) {  // end: how many matching events are still to come
    const std::size_t most = std::min(reverse_window, wanted - given);
    std::deque<Event> window;
    std::size_t count = 0;
    scan(selection.streams, [&](const EventView& event) {
      if (!matches(selection, event)) return true;
      window.emplace_back(event);
      if (window.size() > most) window.pop_front();
      return ++count < end;
    });
    for (auto event = window.rbegin(); event != window.rend(); ++event) {
      if (!visit(event->view())) return;
    }
    given += window.size();
    end = count - window.size();
  }
}

Checkpoint LogfileReader::read_on(const Selection& selection, const EventVisitor& visit) {
  if (reads_again_) {
    follows_ = true;
    return growing_.read_on(selection, visit);
  }
  Checkpoint read_to;
  read(selection, [&](const EventView& event) {
    read_to = Checkpoint(event.position);
    return visit(event);
  });
  return read_to;
}

bool LogfileReader::has_changed() const {
  if (follows_) return growing_.has_changed();
  struct stat info {};
  return ::stat(path_.c_str(), &info) == 0 && info.st_size != seen_size_;
}

/// A log that another program appends to has grown; nothing tells when, so this looks.
bool LogfileReader::wait(const Checkpoint& /*after*/, std::chrono::milliseconds timeout) {
  constexpr std::chrono::milliseconds interval{20};
  if (!reads_again_) return false;
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    if (has_changed()) return true;
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(interval);
  }
}

}  // namespace

std::unique_ptr<Reader> open_reader(const std::string& path, int threads) {
  return std::make_unique<LogfileReader>(path, threads);
}

}  // namespace evs::logfile
