#include "commands/printing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "commands/terminal_text.hpp"
#include "core/codec/csv.hpp"
#include "core/codec/event_line.hpp"
#include "core/codec/json.hpp"

namespace evs {
namespace {

constexpr std::size_t rows_that_settle_widths = 1000;

/// JSON as it may be shown where the output goes; on a terminal, what is escaped stays valid JSON.
std::string shown(const Session& session, const std::string& json) {
  return session.around().out_is_terminal ? terminal_safe(json) : json;
}

Timestamp whole_second(Timestamp time) {
  constexpr std::int64_t second = 1'000'000'000;
  const std::int64_t fraction = (time.ns % second + second) % second;
  return {time.ns - fraction};
}

}  // namespace

std::string seq_text(const EventView& event) {
  return std::to_string(event.seq.value) + (event.sub == 0 ? "" : "#" + std::to_string(event.sub));
}

void write_lines(Session& session, std::string_view lines) {
  if (!session.around().out_is_terminal) return session.out().write(lines);
  std::string text(lines);
  for (std::size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) text.erase(at, 1);
  session.out().write(terminal_safe(text, Newlines::keep));
}

Record& Record::text(std::string key, std::string_view value) {
  fields_.push_back({std::move(key), evs::json::quoted(value), std::string(value), false});
  return *this;
}

Record& Record::number(std::string key, std::int64_t value) {
  fields_.push_back({std::move(key), std::to_string(value), std::to_string(value), true});
  return *this;
}

Record& Record::json(std::string key, std::string_view value) {
  fields_.push_back({std::move(key), std::string(value), std::string(value == "null" ? "" : value), false});
  return *this;
}

std::string Record::line() const {
  std::string out = "{";
  for (const Field& field : fields_) {
    if (out.size() > 1) out += ',';
    evs::json::append_string(out, field.key);
    out += ':' + field.json;
  }
  return out + "}";
}

RecordPrinter::RecordPrinter(Session& session, std::string format) : session_(session), format_(std::move(format)) {}

void RecordPrinter::print(const Record& record) {
  if (format_ == "table") {
    rows_.push_back(record);
    if (!widths_.empty() || rows_.size() >= rows_that_settle_widths) print_table();
  } else if (format_ == "json") {
    const bool colour = session_.around().colour;
    session_.out().write((printed_ == 0 ? "[\n" : ",\n") + pretty_json(shown(session_, record.line()), colour, 1));
  } else if (format_ == "csv") {
    if (printed_ == 0) print_csv_heading(record);
    print_csv(record);
  } else {
    write_lines(session_, record.line() + "\n");
  }
  ++printed_;
}

void RecordPrinter::print_csv_heading(const Record& record) {
  std::string out;
  for (const auto& field : record.fields()) out += (out.empty() ? "" : ",") + field.key;
  write_lines(session_, out + "\r\n");
}

void RecordPrinter::print_csv(const Record& record) {
  std::string out;
  for (bool first = true; const auto& field : record.fields()) {
    if (!std::exchange(first, false)) out += ',';
    if (field.is_number)
      out += field.plain;
    else
      append_csv_cell(out, field.plain);
  }
  write_lines(session_, out + "\r\n");
}

/// Takes room from the widest columns of text until the table fits the terminal.
void RecordPrinter::fit_widths(std::size_t terminal) {
  constexpr std::size_t least = 8;
  const auto& columns = rows_.front().fields();
  std::size_t used = 2 * (widths_.size() - 1);
  for (const std::size_t width : widths_) used += width;
  while (used > terminal) {
    std::size_t* widest = nullptr;
    for (std::size_t i = 0; i < widths_.size(); ++i) {
      if (!columns[i].is_number && (widest == nullptr || widths_[i] > *widest)) widest = &widths_[i];
    }
    if (widest == nullptr || *widest <= least) return;
    --*widest;
    --used;
    is_cut_ = true;
  }
}

void RecordPrinter::print_table() {
  if (rows_.empty()) return;
  const bool settles = widths_.empty();
  const auto& columns = rows_.front().fields();
  if (settles) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::size_t width = columns_of(columns[i].key);
      for (const Record& row : rows_) width = std::max(width, columns_of(terminal_safe(row.fields()[i].plain)));
      widths_.push_back(width);
    }
    if (session_.around().out_is_terminal) fit_widths(static_cast<std::size_t>(session_.around().width));
    std::string heading;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      std::string key = columns[i].key;
      std::transform(key.begin(), key.end(), key.begin(),
                     [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
      heading += (i == 0 ? "" : "  ") + padded(key, widths_[i], columns[i].is_number ? Side::right : Side::left);
    }
    heading.erase(heading.find_last_not_of(' ') + 1);
    session_.out().write((session_.around().colour ? "\x1b[1m" + heading + "\x1b[0m" : heading) + "\n");
  }
  for (const Record& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.fields().size(); ++i) {
      const auto& field = row.fields()[i];
      const std::string text = terminal_safe(field.plain);
      line += (i == 0 ? "" : "  ") + padded(is_cut_ ? cut_to_columns(text, widths_[i]) : text, widths_[i],
                                            field.is_number ? Side::right : Side::left);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    session_.out().write(line + "\n");
  }
  rows_.clear();
}

void RecordPrinter::finish(const Record& sample) {
  if (format_ == "csv" && printed_ == 0) print_csv_heading(sample);
  if (format_ == "table") print_table();
  if (format_ == "json") session_.out().write(printed_ == 0 ? "[]\n" : "\n]\n");
}

void print_single(Session& session, const Record& record, const std::string& format) {
  if (format == "json") {
    session.out().write(pretty_json(shown(session, record.line()), session.around().colour) + "\n");
  } else if (format == "table") {
    std::size_t width = 0;
    for (const auto& field : record.fields()) width = std::max(width, field.key.size());
    for (const auto& field : record.fields()) {
      session.out().write(padded(field.key, width, Side::left) + "  " + terminal_safe(field.plain) + "\n");
    }
  } else {
    write_lines(session, record.line() + "\n");
  }
}

EventPrinter::EventPrinter(Session& session, std::string format) : session_(session), format_(std::move(format)) {}

void EventPrinter::print(const EventView& event) {
  line_.clear();
  if (format_ == "table") {
    print_row(event);
  } else if (format_ == "json") {
    append_event_line(line_, event);
    line_.pop_back();
    session_.out().write(printed_ == 0 ? "[\n" : ",\n");
    session_.out().write(pretty_json(shown(session_, line_), session_.around().colour, 1));
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
  const std::string time = "  " +
                           (columns < roomy ? to_string(whole_second(event.time))
                                            : padded(to_string(event.time), milliseconds, Side::left)) +
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
