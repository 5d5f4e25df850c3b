#include "core/logfile/logfile_store.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <set>
#include <thread>

#include "core/codec/event_source.hpp"
#include "core/derived_id.hpp"
#include "core/numbering.hpp"
#include "core/text_map.hpp"

namespace evs::logfile {
namespace {

/// How many events a reversed read keeps at a time; it reads the input again for those before them.
constexpr std::size_t reverse_window = 50'000;

/// The byte strings one of which stands in every line that can name one of the streams: the name as JSON usually spells
/// it, or an escape that can spell a character of it otherwise.
std::vector<std::string> needles_for(const std::vector<StreamName>& streams) {
  std::vector<std::string> needles;
  for (const StreamName& name : streams) {
    const std::string quoted = json::quoted(name.text());
    needles.push_back(quoted);
    if (name.text().find('/') != std::string::npos) needles.emplace_back("\\/");
  }
  if (!needles.empty()) needles.emplace_back("\\u");
  return needles;
}

EventView view_of(const IncomingEvent& event) {
  EventView view;
  view.id = event.id;
  view.stream = event.stream;
  view.position = Position{event.line};
  view.type = event.type;
  view.schema = event.schema;
  view.time = event.time.value_or(Timestamp{});
  view.data = event.data;
  view.meta = event.meta;
  return view;
}

class LogfileReader final : public Reader {
 public:
  LogfileReader(std::string path, int threads) : path_(std::move(path)), threads_(threads) {}

  [[nodiscard]] StoreInfo info() const override { return {"log file", path_, "1", false, path_ != "-"}; }

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
  bool wait(const Checkpoint& after, std::chrono::milliseconds timeout) override;
  [[nodiscard]] std::unique_ptr<Reader> another() const override {
    if (path_ == "-") return nullptr;
    return std::make_unique<LogfileReader>(path_, threads_);
  }

 private:
  void scan(const std::vector<StreamName>& streams, const EventVisitor& visit);
  void read_backwards(const Selection& selection, const EventVisitor& visit);
  [[nodiscard]] std::string name() const { return path_ == "-" ? "standard input" : "'" + path_ + "'"; }
  [[noreturn]] void refuse(std::int64_t line, std::size_t byte, const std::string& reason) const;

  std::string path_;
  int threads_;
  bool consumed_ = false;
  std::int64_t seen_size_ = -1;  // of the file when it was last read to its end
};

/// `byte` is 0 when the whole line is at fault.
void LogfileReader::refuse(std::int64_t line, std::size_t byte, const std::string& reason) const {
  const std::string place = byte == 0 ? "" : ", byte " + std::to_string(byte);
  throw Error(ErrorKind::bad_input, name() + " line " + std::to_string(line) + place + ": " + reason)
      .fact("file", path_)
      .fact("line", line);
}

/// Numbers the events of the input, or of some of its streams, and visits them.
void LogfileReader::scan(const std::vector<StreamName>& streams, const EventVisitor& visit) {
  if (path_ == "-" && consumed_) {
    throw Error(ErrorKind::usage, "standard input can be read only once, and this needs to read it again")
        .hint("save it to a file first");
  }
  consumed_ = true;
  EventSource::Options options;
  options.threads = threads_;
  options.needles = needles_for(streams);
  EventSource source(path_ == "-" ? read_descriptor(STDIN_FILENO, name()) : open_file(path_), name(), options);
  TextMap<SourceNumbering> numberings;
  const auto is_wanted = [&](std::string_view stream) {
    return streams.empty() ||
           std::any_of(streams.begin(), streams.end(), [&](const StreamName& name) { return name.text() == stream; });
  };
  DerivedIds ids(DerivedIds::Behind::stream);
  while (const auto block = source.next()) {
    auto rejected = block->rejected.begin();
    const auto refuse_before = [&](std::int64_t line) {
      if (rejected == block->rejected.end() || rejected->line > line) return;
      refuse(rejected->line, rejected->byte, rejected->reason);
    };
    for (const IncomingEvent& event : block->events) {
      refuse_before(event.line);
      if (!is_wanted(event.stream)) continue;
      EventView view = view_of(event);
      try {
        view.seq = entry_of(numberings, event.stream).second.next(event.stream, event.source_seq);
      } catch (const Error& error) {
        refuse(event.line, 0, error.message());
      }
      std::string id;
      if (view.id.empty()) view.id = id = ids.id_for(event);
      if (!visit(view)) return;
    }
    refuse_before(std::numeric_limits<std::int64_t>::max());
  }
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
  std::optional<StreamInfo> found;
  scan({wanted}, [&](const EventView& event) {
    if (!found) found = {wanted.text(), event.seq, event.time, event.time};
    found->version = event.seq;
    found->last = event.time;
    return true;
  });
  return found;
}

void LogfileReader::streams(const StreamSelection& selection, const StreamVisitor& visit) {
  std::map<std::string, StreamInfo, std::less<>> streams;
  scan({}, [&](const EventView& event) {
    if (!selection.category.empty() && category_of(event.stream) != selection.category) return true;
    if (!event.stream.starts_with(selection.prefix)) return true;
    auto known = streams.find(event.stream);
    if (known == streams.end()) {
      const std::string name(event.stream);
      known = streams.emplace(name, StreamInfo{name, event.seq, event.time, event.time}).first;
    }
    known->second.version = event.seq;
    known->second.last = event.time;
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

/// A log that another program appends to has grown; nothing tells when, so this looks.
bool LogfileReader::wait(const Checkpoint& /*after*/, std::chrono::milliseconds timeout) {
  constexpr std::chrono::milliseconds interval{20};
  if (path_ == "-") return false;
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (;;) {
    struct stat info {};
    if (::stat(path_.c_str(), &info) == 0 && info.st_size != seen_size_) return true;
    if (std::chrono::steady_clock::now() >= deadline) return false;
    std::this_thread::sleep_for(interval);
  }
}

}  // namespace

std::unique_ptr<Reader> open_reader(const std::string& path, int threads) {
  return std::make_unique<LogfileReader>(path, threads);
}

}  // namespace evs::logfile
