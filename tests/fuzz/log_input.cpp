// A whole input: compression, a JSON array or lines, events in two formats. However it is cut into pieces, it is read
// as the same; and whether it is a good log, the log file as a store and an import into a store agree.

#include <sys/mman.h>
#include <unistd.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/codec/event_source.hpp"
#include "core/import.hpp"
#include "core/open_store.hpp"
#include "tests/core/text_source.hpp"
#include "tests/fuzz/folder.hpp"
#include "tests/fuzz/target.hpp"

namespace {

using evs::fuzz::require;

constexpr std::size_t most_given = std::size_t{1} << 20U;  // of what is decompressed

/// Ends an input that grows beyond all measure when it is decompressed, so that one input costs no minutes.
std::string decompressed(const std::string& bytes) {
  std::string text;
  const auto source = evs::decompress(evs::test::text_source(bytes), "the input");
  std::vector<char> room(1 << 16U);
  while (text.size() < most_given) {
    const std::size_t count = source->read(room.data(), room.size());
    if (count == 0) break;
    text.append(room.data(), count);
  }
  return text;
}

/// What the source makes of the input, as text.
std::string reading_of(const std::string& bytes, std::size_t piece) {
  std::map<std::int64_t, std::string> lines;
  bool is_refused = false;
  try {
    evs::EventSource source(evs::test::text_source(bytes, piece), "input", {});
    while (const auto block = source.next()) {
      for (const auto& event : block->events) {
        lines[event.line] = source.place(event.line) + " " + std::string(event.stream) + std::string(event.data) + "\n";
      }
      for (const auto& line : block->rejected) {
        require(line.byte >= 1 && line.byte <= std::max<std::size_t>(line.text.size(), 1), "a fault lies in its line");
        lines[line.line] = source.place(line.line) + ": " + line.reason + "\n";
      }
    }
  } catch (const evs::Error& error) {
    require(error.kind() == evs::ErrorKind::bad_input, "an input can only be bad", error.message());
    is_refused = true;
  }
  if (is_refused) return "refused";  // how much came before depends on the pieces
  std::string out;
  for (const auto& [number, line] : lines) out += line;
  return out;
}

/// The contents of an event, without what an import may give it.
std::string line_of(const evs::EventView& event) {
  return std::string(event.stream) + " " + std::to_string(event.seq.value) + " " + std::string(event.type) + " " +
         std::to_string(event.schema) + " " + std::string(event.data) + " " + std::string(event.meta) + "\n";
}

/// The events of a store, or nothing if reading it finds a bad line.
std::optional<std::string> events_of(evs::Reader& reader) {
  std::string out;
  try {
    reader.read({}, [&](const evs::EventView& event) {
      out += line_of(event);
      return true;
    });
  } catch (const evs::Error& error) {
    require(error.kind() == evs::ErrorKind::bad_input, "a log can only be bad input", error.message());
    return std::nullopt;
  }
  return out;
}

std::optional<std::string> events_of_log(const std::string& bytes) {
  const evs::FileDescriptor file(::memfd_create("log", 0));
  require(evs::write_all(file.number(), bytes) == 0, "a file in memory can be written");
  evs::StoreLocation where;
  where.location = "/proc/self/fd/" + std::to_string(file.number());
  try {
    return events_of(*evs::open_reader(where));
  } catch (const evs::Error& error) {
    const bool is_in_the_making = bytes.find_first_not_of('\0') >= 16;  // a store whose first page the power took
    require(is_in_the_making || bytes.starts_with("SQLite format 3"), "what is no log is a database", error.message());
    return std::nullopt;
  }
}

/// A store that is made anew only when something has been put into it.
evs::Store& empty_store() {
  static const evs::fuzz::Folder folder;
  static std::unique_ptr<evs::Store> store;
  if (!store || store->totals().events > 0) {
    store.reset();
    folder.clear();
    evs::StoreLocation where;
    where.location = folder / "evs.db";
    store = evs::open_store(where, evs::Missing::create, evs::Workload::small);
  }
  return *store;
}

void compare_with_import(const std::string& bytes) {
  const auto logged = events_of_log(bytes);
  evs::Store& store = empty_store();
  std::int64_t skipped = 0;
  try {
    skipped = evs::import_events(evs::test::text_source(bytes), "input", store, {}).skipped;
  } catch (const evs::Error& error) {
    const bool is_conflict = error.kind() == evs::ErrorKind::conflict;  // of ids, which a log may repeat
    require(is_conflict || error.kind() == evs::ErrorKind::bad_input, "an import can only be bad", error.message());
    const bool is_reserved = error.message().find("evs's own") != std::string::npos;
    require(!logged || is_conflict || is_reserved, "a log that can be read can be imported", error.message());
    return;
  }
  if (skipped > 0) return;  // a log counts an event that it repeats twice
  require(logged.has_value(), "what can be imported can be read as a log");
  require(events_of(store) == *logged, "a log and the store that it was imported into have the same events");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string input(evs::fuzz::as_text(bytes, size));
  try {
    if (decompressed(input).size() >= most_given) return 0;
  } catch (const evs::Error& error) {
    require(error.kind() == evs::ErrorKind::bad_input, "compressed data can only be bad", error.message());
  }
  const std::string whole = reading_of(input, SIZE_MAX);
  const std::size_t piece = 1 + input.size() / 5;  // each costs a megabyte that is cleared
  const std::string again = reading_of(input, piece);
  require(again == whole, "the pieces make no difference", whole, again);
  compare_with_import(input);
  return 0;
}
