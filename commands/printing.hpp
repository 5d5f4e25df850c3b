#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "commands/session.hpp"
#include "core/event.hpp"

namespace evs {

/// The seq of an event as people read it: "3", or "3#1" for the second of those that an upcaster made of one.
std::string seq_text(const EventView& event);

/// Writes whole lines of a result in a format for programs; a terminal gets them with what could mislead it escaped.
void write_lines(Session& session, std::string_view lines);

/// A flat result, such as one line of `evs streams`. The keys and their order are the format; keys are only ever added.
class Record {
 public:
  Record& text(std::string key, std::string_view value);
  Record& number(std::string key, std::int64_t value);
  /// A value that is JSON already.
  Record& json(std::string key, std::string_view value);

  struct Field {
    std::string key;
    std::string json;   // the value as JSON
    std::string plain;  // the value as people read it
    bool is_number;
  };
  [[nodiscard]] const std::vector<Field>& fields() const { return fields_; }
  [[nodiscard]] std::string line() const;  // as one line of JSON, without the newline

 private:
  std::vector<Field> fields_;
};

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
  void fit_widths(std::size_t terminal);

  Session& session_;
  std::string format_;
  std::vector<Record> rows_;  // of a table, until its column widths are settled
  std::vector<std::size_t> widths_;
  bool is_cut_ = false;  // columns are narrower than what is in them
  std::int64_t printed_ = 0;
};

/// Prints one result: indented as "json", as two columns for "table", on one line as "ndjson".
void print_single(Session& session, const Record& record, const std::string& format);

/// Prints events as "table", "json" (one array), "ndjson", "csv" or "cloudevents".
class EventPrinter {
 public:
  EventPrinter(Session& session, std::string format);
  void print(const EventView& event);
  /// Must be called at the end; an empty result is `[]` for "json" and nothing for "ndjson".
  void finish();

 private:
  void print_row(const EventView& event);

  Session& session_;
  std::string format_;
  std::string line_;
  std::int64_t printed_ = 0;
};

}  // namespace evs
