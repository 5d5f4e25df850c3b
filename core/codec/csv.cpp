#include "core/codec/csv.hpp"

namespace evs {

void append_csv_cell(std::string& out, std::string_view cell) {
  const bool is_formula = !cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos;
  const bool needs_quotes = is_formula || cell.find_first_of(",\"\r\n") != std::string_view::npos;
  if (!needs_quotes) {
    out += cell;
    return;
  }
  out += '"';
  if (is_formula) out += '\'';
  for (const char c : cell) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_csv_header(std::string& out) { out += "id,stream,seq,position,type,schema,time,data,meta\r\n"; }

void append_csv_row(std::string& out, const EventView& event) {
  append_csv_cell(out, event.id);
  out += ',';
  append_csv_cell(out, event.stream);
  out += ',' + std::to_string(event.seq.value) + ',' + std::to_string(event.position.value) + ',';
  append_csv_cell(out, event.type);
  out += ',' + std::to_string(event.schema) + ',';
  append_timestamp(out, event.time);
  out += ',';
  append_csv_cell(out, event.data);
  out += ',';
  append_csv_cell(out, event.meta);
  out += "\r\n";
}

}  // namespace evs
