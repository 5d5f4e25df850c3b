#include "core/logfile/scan.hpp"

#include <algorithm>
#include <limits>

namespace evs::logfile {
namespace {

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

}  // namespace

EventSource::Options Scan::source_options(int threads) const {
  EventSource::Options options;
  options.threads = threads;
  options.needles = needles_for(streams_);
  return options;
}

bool Scan::is_wanted(std::string_view stream) const {
  return streams_.empty() ||
         std::any_of(streams_.begin(), streams_.end(), [&](const StreamName& name) { return name.text() == stream; });
}

/// `byte` is 0 when the whole line is at fault.
void Scan::refuse(const EventSource& source, std::int64_t line, std::size_t byte, const std::string& reason) const {
  const std::string in_line = byte == 0 ? "" : ", byte " + std::to_string(byte);
  throw Error(ErrorKind::bad_input, source.place(line) + in_line + ": " + reason)
      .fact("file", path_)
      .fact("line", line);
}

bool Scan::visit_block(const EventSource& source, const ParsedBlock& block, const EventVisitor& visit) {
  auto rejected = block.rejected.begin();
  const auto refuse_before = [&](std::int64_t line) {
    if (rejected == block.rejected.end() || rejected->line > line) return;
    refuse(source, rejected->line, rejected->byte, rejected->reason);
  };
  for (const IncomingEvent& event : block.events) {
    refuse_before(event.line);
    if (event.line <= last_line_ || !is_wanted(event.stream)) continue;
    last_line_ = event.line;
    EventView view = view_of(event);
    try {
      view.seq = entry_of(numberings_, event.stream).second.next(event.stream, event.source_seq);
    } catch (const Error& error) {
      refuse(source, event.line, 0, error.message());
    }
    std::string id;
    if (view.id.empty()) view.id = id = ids_.id_for(event, view.seq);
    if (!visit(view)) return false;
  }
  refuse_before(std::numeric_limits<std::int64_t>::max());
  return true;
}

}  // namespace evs::logfile
