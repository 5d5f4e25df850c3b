#pragma once

#include <string>
#include <vector>

#include "core/codec/event_line.hpp"
#include "core/import.hpp"
#include "core/open_store.hpp"
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

}  // namespace evs::test
