#pragma once

#include <string>
#include <string_view>

#include "core/event.hpp"

namespace evs {

/// Appends a cell by RFC 4180, in quotes if need be. One that a spreadsheet would run as a formula (it begins with
/// = + - @ TAB or CR) gets a ' in front.
void append_csv_cell(std::string& out, std::string_view cell);

/// Appends the column names, or an event, as a row with its CRLF.
void append_csv_header(std::string& out);
void append_csv_row(std::string& out, const EventView& event);

}  // namespace evs
