#include "commands/printing.hpp"

#include <algorithm>
#include <utility>

#include "commands/pretty_json.hpp"
#include "commands/terminal_text.hpp"
#include "core/codec/csv.hpp"
#include "core/codec/json.hpp"

namespace evs {
namespace {

constexpr std::size_t rows_that_settle_widths = 1000;

}  // namespace

std::string shown(const Session& session, const std::string& json) {
  return session.around().out_is_terminal ? terminal_safe(json) : json;
}

void write_lines(Session& session, std::string_view lines) {
  if (!session.around().out_is_terminal) return session.out().write(lines);
  std::string text(lines);
  for (std::size_t at = text.find("\r\n"); at != std::string::npos; at = text.find("\r\n", at)) text.erase(at, 1);
  session.out().write(terminal_safe(text, Newlines::keep));
}

std::string to_whole_second(Timestamp time) {
  std::string text = to_string(time);
  const std::size_t fraction = text.find('.');
  return fraction == std::string::npos ? text : text.substr(0, fraction) + 'Z';
}

Record& Record::text(std::string key, std::string_view value) {
  fields_.push_back({std::move(key), evs::json::quoted(value), std::string(value), false});
  return *this;
}

Record& Record::number(std::string key, std::int64_t value) {
  fields_.push_back({std::move(key), std::to_string(value), std::to_string(value), true});
  return *this;
}

Record& Record::boolean(std::string key, bool value) { return json(std::move(key), value ? "true" : "false"); }

Record& Record::time(std::string key, Timestamp value) {
  text(std::move(key), to_string(value));
  fields_.back().brief = to_whole_second(value);
  return *this;
}

Record& Record::text_or_null(std::string key, std::string_view value) {
  return value.empty() ? json(std::move(key), "null") : text(std::move(key), value);
}

Record& Record::number_or_null(std::string key, std::optional<std::int64_t> value) {
  return value ? number(std::move(key), *value) : json(std::move(key), "null");
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

void JsonArray::text(std::string_view value) { json(evs::json::quoted(value)); }

void JsonArray::json(std::string_view value) {
  if (!items_.empty()) items_ += ',';
  items_ += value;
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

/// The value as a table has it.
std::string RecordPrinter::cell(const Record::Field& field) const {
  const bool is_brief = session_.around().out_is_terminal && !field.brief.empty();
  return terminal_safe(is_brief ? field.brief : field.plain);
}

/// Takes room from the last column, if it is of text, which goes on below itself, then from the widest columns of text,
/// until the table fits the terminal.
void RecordPrinter::fit_widths(std::size_t terminal) {
  constexpr std::size_t least = 8;
  constexpr std::size_t least_of_last = 24;
  const auto& columns = rows_.front().fields();
  std::size_t used = 2 * (widths_.size() - 1);
  for (const std::size_t width : widths_) used += width;
  while (used > terminal) {
    const bool gives_last = !columns.back().is_number && widths_.back() > least_of_last;
    std::size_t* widest = gives_last ? &widths_.back() : nullptr;
    for (std::size_t i = 0; i < widths_.size() && !gives_last; ++i) {
      if (!columns[i].is_number && (widest == nullptr || widths_[i] > *widest)) widest = &widths_[i];
    }
    if (widest == nullptr || *widest <= least) return;
    --*widest;
    --used;
    is_cut_ = true;
  }
}

/// From the rows that there are so far.
void RecordPrinter::settle_widths() {
  const auto& columns = rows_.front().fields();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::size_t width = columns_of(columns[i].key);
    for (const Record& row : rows_) width = std::max(width, columns_of(cell(row.fields()[i])));
    widths_.push_back(width);
  }
  if (session_.around().out_is_terminal) fit_widths(static_cast<std::size_t>(session_.around().width));
}

void RecordPrinter::print_table_heading() {
  const auto& columns = rows_.front().fields();
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

void RecordPrinter::print_table_row(const Record& row) {
  std::string line;
  for (std::size_t i = 0; i < row.fields().size(); ++i) {
    const auto& field = row.fields()[i];
    if (i > 0) line += "  ";
    const std::string text = cell(field);
    if (is_cut_ && i + 1 == row.fields().size())
      line = hanging(line, text, columns_of(line) + widths_[i], LongWords::cut);
    else
      line += padded(is_cut_ ? cut_to_columns(text, widths_[i]) : text, widths_[i],
                     field.is_number ? Side::right : Side::left);
  }
  line.erase(line.find_last_not_of(' ') + 1);
  session_.out().write(line + "\n");
}

void RecordPrinter::print_table() {
  if (rows_.empty()) return;
  if (widths_.empty()) {
    settle_widths();
    print_table_heading();
  }
  for (const Record& row : rows_) print_table_row(row);
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

}  // namespace evs
