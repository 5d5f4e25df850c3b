#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands/session.hpp"
#include "core/timestamp.hpp"

namespace evs {

/// JSON as it may be shown where the output goes; on a terminal, what is escaped stays valid JSON.
std::string shown(const Session& session, const std::string& json);

/// Writes whole lines of a result in a format for programs; a terminal gets them with what could mislead it escaped.
void write_lines(Session& session, std::string_view lines);

/// RFC 3339 without the fraction of a second, for where there is little room.
std::string to_whole_second(Timestamp time);

/// A flat result, such as one line of `evs streams`. The keys and their order are the format; keys are only ever added.
class Record {
 public:
  Record& text(std::string key, std::string_view value);
  Record& number(std::string key, std::int64_t value);
  Record& boolean(std::string key, bool value);
  /// A table on a terminal has it to the second.
  Record& time(std::string key, Timestamp value);
  /// null for an empty text, or for no number.
  Record& text_or_null(std::string key, std::string_view value);
  Record& number_or_null(std::string key, std::optional<std::int64_t> value);
  /// A value that is JSON already.
  Record& json(std::string key, std::string_view value);

  struct Field {
    std::string key;
    std::string json;   // the value as JSON
    std::string plain;  // the value as people read it
    bool is_number;
    std::string brief{};  // what a table on a terminal has instead of `plain`; empty: the same
  };
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }
  [[nodiscard]] std::string line() const;  // as one line of JSON, without the newline

 private:
  std::vector<Field> fields_;
};

/// A JSON array, item by item.
class JsonArray {
 public:
  void text(std::string_view value);
  /// A value that is JSON already.
  void json(std::string_view value);
  [[nodiscard]] std::string line() const { return "[" + items_ + "]"; }

 private:
  std::string items_;
};
/// The texts as a JSON array.
template <class Texts>
std::string json_array_of(const Texts& texts) {
  JsonArray array;
  for (const auto& text : texts) array.text(text);
  return array.line();
}

/// Prints records as "table", "json" (one array), "ndjson" or "csv". A table is made to fit a terminal; in a pipe it is
/// as wide as what is in it.
class RecordPrinter {
 public:
  RecordPrinter(Session& session, std::string format);
  void print(const Record& record);
  /// Must be called at the end. An empty result is `[]` for "json", and for "csv" the heading, from the keys of
  /// `sample`.
  void finish(const Record& sample = {});

 private:
  void print_csv(const Record& record);
  void print_csv_heading(const Record& record);
  void print_table();
  void print_table_heading();
  void print_table_row(const Record& row);
  void settle_widths();
  void fit_widths(std::size_t terminal);
  [[nodiscard]] std::string cell(const Record::Field& field) const;

  Session& session_;
  std::string format_;
  std::vector<Record> rows_;  // of a table, until its column widths are settled
  std::vector<std::size_t> widths_;
  bool is_cut_ = false;  // columns are narrower than what is in them
  std::int64_t printed_ = 0;
};

/// Prints one result: indented as "json", as two columns for "table", on one line as "ndjson".
void print_single(Session& session, const Record& record, const std::string& format);

}  // namespace evs
