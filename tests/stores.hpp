#pragma once

#include <string>
#include <vector>

#include "core/codec/event_line.hpp"
#include "core/import.hpp"
#include "core/open_store.hpp"
#include "tests/catch.hpp"
#include "tests/core/text_source.hpp"
#include "tests/temporary_folder.hpp"

namespace evs::test {

using Lines = std::vector<std::string>;

inline std::string joined(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

inline std::unique_ptr<Store> open_sqlite(const std::string& path, StoreLocation where = {}) {
  where.location = path;
  return open_store(where, Missing::create, Workload::small);
}

inline ImportSummary import_text(Store& store, const std::string& text, const ImportJob& job = {}) {
  return import_events(text_source(text), "input", store, job);
}

/// What a read hands out, as owned events.
inline std::vector<Event> events_of(Reader& reader, const Selection& selection = {}) {
  std::vector<Event> events;
  reader.read(selection, [&](const EventView& event) {
    events.emplace_back(event);
    return true;
  });
  return events;
}

/// The event lines of a whole store.
inline std::string exported(Reader& reader) {
  std::string out;
  reader.read({}, [&](const EventView& event) {
    append_event_line(out, event);
    return true;
  });
  return out;
}

/// Puts the same events into a log file and a store, and asks each: one takes a pass, the other finds streams.
template <class Ask>
void on_both_stores(const Lines& lines, Ask ask, int threads = 1) {
  const TemporaryFolder folder;
  write_file(folder / "log.ndjson", joined(lines));
  import_text(*open_sqlite(folder / "evs.db"), joined(lines));
  for (const char* file : {"log.ndjson", "evs.db"}) {
    INFO(file);
    StoreLocation where;
    where.location = folder / file;
    where.threads = threads;
    ask(open_reader(where));
  }
}

}  // namespace evs::test
