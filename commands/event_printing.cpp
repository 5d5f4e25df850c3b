#include "commands/event_printing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/pretty_json.hpp"
#include "commands/printing.hpp"
#include "commands/session.hpp"
#include "commands/terminal_text.hpp"
#include "core/codec/csv.hpp"
#include "core/codec/event_line.hpp"

namespace evs {

std::string seq_text(const EventView& event) {
  return std::to_string(event.seq.value) + (event.sub == 0 ? "" : "#" + std::to_string(event.sub));
}

std::string event_json(const EventView& event) {
  std::string line;
  append_event_line(line, event);
  line.pop_back();
  return line;
}

EventPrinter::EventPrinter(Session& session, std::string format) : session_(session), format_(std::move(format)) {}

void EventPrinter::print(const EventView& event) {
  line_.clear();
  if (format_ == "table") {
    print_row(event);
  } else if (format_ == "json") {
    session_.out().write(printed_ == 0 ? "[\n" : ",\n");
    session_.out().write(pretty_json(shown(session_, event_json(event)), session_.around().colour, 1));
  } else if (format_ == "csv") {
    if (printed_ == 0) append_csv_header(line_);
    append_csv_row(line_, event);
    write_lines(session_, line_);
  } else if (format_ == "cloudevents") {
    append_cloudevent(line_, event);
    write_lines(session_, line_);
  } else {
    append_event_line(line_, event);
    write_lines(session_, line_);
  }
  ++printed_;
}

void EventPrinter::print_row(const EventView& event) {
  const bool colour = session_.around().colour;
  const auto columns = static_cast<std::size_t>(session_.around().width);
  const std::size_t where_width = std::clamp<std::size_t>(columns / 4, 16, 40);
  const std::size_t type_width = std::clamp<std::size_t>(columns / 6, 12, 30);
  const std::string seq = "/" + seq_text(event);
  const std::size_t name_width = where_width - std::min(seq.size(), where_width - 1);
  const std::string where = cut_to_columns(terminal_safe(event.stream), name_width) + seq;
  const std::string place =
      fmt::format("{:>6}  ", event.position.value) + padded(where, where_width, Side::left) + "  ";
  const std::string type = padded(cut_to_columns(terminal_safe(event.type), type_width), type_width, Side::left);
  constexpr std::size_t roomy = 100;
  constexpr std::size_t milliseconds = 24;  // a time with them is so long; few have more
  const std::string time =
      "  " + (columns < roomy ? to_whole_second(event.time) : padded(to_string(event.time), milliseconds, Side::left)) +
      "  ";
  const std::size_t used = columns_of(place) + columns_of(type) + columns_of(time);
  const std::size_t room = columns > used ? columns - used : 1;
  const std::string data = cut_to_columns(terminal_safe(event.data.substr(0, 4096)), room);
  session_.out().write(place + (colour ? "\x1b[36m" + type + "\x1b[0m" : type) + time + data + "\n");
}

void EventPrinter::finish() {
  if (format_ == "json") session_.out().write(printed_ == 0 ? "[]\n" : "\n]\n");
  if (format_ == "csv" && printed_ == 0) {
    append_csv_header(line_ = "");
    session_.out().write(line_);
  }
}

}  // namespace evs
