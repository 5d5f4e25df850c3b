// A store from a stranger: any bytes as a file, or a good store and its -wal, changed in places. Reading and writing
// must end, with an answer or with an error that blames the store.
//
// The first byte of an input says what the rest is: 'f' the whole file; 'd' changes to the database; 'w' changes to the
// -wal; 's' the same, with checksums that agree, so that SQLite takes the frames for good. A change is an offset (3
// bytes), a length (1 byte), and so many bytes; with a length of 0 it cuts the file off at the offset.

#include <sqlite3.h>

#include <string>

#include "core/codec/event_line.hpp"
#include "core/integrity/commitment.hpp"
#include "core/open_store.hpp"
#include "core/state/replay.hpp"
#include "tests/contract/raw_sqlite.hpp"
#include "tests/fuzz/folder.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/fuzz/wal.hpp"
#include "tests/temporary_folder.hpp"

namespace {

using evs::fuzz::require;
using evs::test::file_text;
using evs::test::write_file;

struct Files {
  std::string database;
  std::string wal;
};

evs::StoreLocation location(const std::string& path) {
  evs::StoreLocation where;
  where.location = path;
  where.clock = [] { return evs::Timestamp{1'769'860'800'000'000'000}; };
  return where;
}

void import(evs::Store& store, int first, int count) {
  for (int n = first; n < first + count; ++n) {
    const std::string id = "e-" + std::to_string(n);
    const std::string stream = "order-" + std::to_string(n % 3);
    const std::string data = R"({"n":)" + std::to_string(n) + R"(,"deep":{"a":[1,"x"]}})";
    const evs::Timestamp time{1'769'860'800'000'000'000 + n};
    evs::IncomingEvent event;
    event.id = id;
    event.stream = stream;
    event.type = n % 2 == 0 ? "Placed" : "Paid";
    event.data = data;
    event.time = time;
    evs::Sha256 hash;
    evs::Seal seal{{1, 2, 3}, {}};
    seal.commitment = commitment_of(hash, seal.salt, {stream, id, event.type, 1, time, data, event.meta});
    event.seal = seal;
    store.import({&event, 1}, {});
  }
}

/// A small store, the same every time: nothing in it is random. Its last commits are in the -wal.
Files make_files() {
  const evs::fuzz::Folder folder;
  const std::string path = folder / "evs.db";
  evs::open_store(location(path), evs::Missing::create, evs::Workload::small).reset();
  const char* const same_key = "UPDATE properties SET value = CAST('0123456789abcdef' AS BLOB)";
  evs::test::RawSqlite(path).execute(same_key);
  import(*evs::open_store(location(path), evs::Missing::refuse, evs::Workload::small), 0, 12);
  const evs::test::RawSqlite reader(path);
  reader.execute("BEGIN; SELECT count(*) FROM events");  // keeps the log from being moved
  import(*evs::open_store(location(path), evs::Missing::refuse, evs::Workload::small), 12, 3);
  Files files{file_text(path), file_text(path + "-wal")};
  reader.execute("END");
  require(files.database.size() > 8192 && files.wal.size() > 8192, "the store that is changed is a whole one");
  return files;
}

void change(std::string& file, std::string_view changes) {
  constexpr std::size_t head = 4;
  while (changes.size() >= head && !file.empty()) {
    const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(changes[i])); };
    const std::size_t offset = (byte(0) << 16U | byte(1) << 8U | byte(2)) % file.size();
    const std::size_t size = std::min({byte(3), changes.size() - head, file.size() - offset});
    if (byte(3) == 0)
      file.resize(offset);
    else
      file.replace(offset, size, changes, head, size);
    changes.remove_prefix(head + size);
  }
}

Files changed(std::string_view input) {
  static const Files good = make_files();
  if (input.starts_with('f')) return {std::string(input.substr(1)), ""};
  Files files{good.database, input.starts_with('d') ? "" : good.wal};
  change(input.starts_with('d') ? files.database : files.wal, input.substr(1));
  if (input.starts_with('s')) evs::fuzz::WalSealer::seal(files.wal, 8192);
  return files;
}

/// Runs one call; what it may throw is what a damaged store deserves.
template <class Call>
void attempt(std::string_view what, Call call) {
  try {
    call();
  } catch (const evs::Error& error) {
    using Kind = evs::ErrorKind;
    const Kind kind = error.kind();
    // [system]: SQLite reports some damage as an I/O error. [bad-input]: the file is a bad log, or numbers do not fit.
    // [usage]: it is a log, which cannot be written.
    const bool is_fair = kind == Kind::damaged || kind == Kind::system || kind == Kind::conflict ||
                         kind == Kind::bad_input || kind == Kind::usage;
    require(is_fair, "an error blames the store", what, error.message());
  }
}

void read_all(evs::Reader& reader, const evs::Selection& selection) {
  std::string out;
  reader.read(selection, [&](const evs::EventView& event) {
    out.clear();
    evs::append_event_line(out, event);
    return true;
  });
}

void look(const std::string& path) {
  const auto reader = evs::open_reader(location(path));
  attempt("head", [&] { to_string(reader->head()); });
  attempt("totals", [&] { reader->totals(); });
  attempt("streams", [&] { reader->streams({}, [](const evs::StreamInfo&) { return true; }); });
  attempt("types", [&] { reader->types([](const evs::TypeInfo&) { return true; }); });
  attempt("stream", [&] { reader->stream(evs::StreamName("order-1")); });
  attempt("read", [&] { read_all(*reader, {}); });
  evs::Selection some;
  some.streams = {evs::StreamName("order-1"), evs::StreamName("order-2")};
  some.reverse = true;
  attempt("read of streams", [&] { read_all(*reader, some); });
  some.streams.pop_back();
  attempt("read of a stream", [&] { read_all(*reader, some); });
  attempt("replay", [&] {
    replay_all(*reader, {}, *evs::builtin_reducers(evs::Reducer::merge_patch), {}, 1,
               [](const evs::StreamState&) { return true; });
  });
}

void write(const std::string& path) {
  const auto store = evs::open_store(location(path), evs::Missing::refuse, evs::Workload::small);
  evs::NewEvent event;
  event.id = "new";
  event.type = "Placed";
  attempt("append", [&] {
    const evs::AppendRequest requests[] = {
        {evs::StreamName("order-1"), {evs::Expected::Kind::version, evs::Seq{2}}, {event}},
        {evs::StreamName("order-1"), {}, {event}}};
    store->append(requests);
  });
  attempt("import", [&] { import(*store, 0, 1); });
  attempt("import", [&] { import(*store, 15, 3); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input = evs::fuzz::as_text(bytes, size);
  if (input.empty() || std::string_view("fdws").find(input.front()) == std::string_view::npos) return 0;
  static const evs::fuzz::Folder folder;
  const Files files = changed(input);
  const std::string path = folder / "evs.db";
  for (const auto use : {look, write}) {
    folder.clear();
    write_file(path, files.database);
    if (!files.wal.empty()) write_file(path + "-wal", files.wal);
    attempt("open", [&] { use(path); });
  }
  return 0;
}
