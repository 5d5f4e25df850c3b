// usage: limit insert LOG DATABASE [indexed] | parse LOG | scan|hash|fold|export STORE | stream STORE NUMBER
// What the machine allows, in plain C++ without anything that evs promises: no unique ids, no order, no durability.
// insert prints the seconds that it took once the log was parsed; for the others the process is timed as a whole.

#include <openssl/evp.h>
#include <simdjson.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace ondemand = simdjson::ondemand;

[[noreturn]] void die(const char* what) {
  std::fprintf(stderr, "limit: %s failed\n", what);
  std::exit(1);
}

struct Line {
  std::string_view id, stream, type, time, data, meta;
  std::int64_t seq = 0;
};

/// Calls `use` with each line of the log; its strings must be without escapes, and point into the log.
template <class Use>
void for_each_line(const simdjson::padded_string& log, Use use) {
  const std::string_view text(log.data(), log.size());
  const auto plain = [](ondemand::document& document, const char* key) {
    const std::string_view quoted = document[key].raw_json_token().value();
    return quoted.substr(1, quoted.rfind('"') - 1);
  };
  ondemand::parser parser;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view bytes = text.substr(begin, end - begin);
    ondemand::document document;
    if (parser.iterate(bytes.data(), bytes.size(), bytes.size() + simdjson::SIMDJSON_PADDING).get(document)) {
      die("parse");
    }
    Line line;
    line.id = plain(document, "id");
    line.stream = plain(document, "stream");
    line.seq = document["seq"].get_int64().value();
    line.type = plain(document, "type");
    line.time = plain(document, "time");
    line.data = document["data"].get_object().value().raw_json().value();
    line.meta = document["meta"].get_object().value().raw_json().value();
    use(line);
    begin = end + 1;
  }
}

/// A connection that writes without journal and durability, or reads.
class Database {
 public:
  explicit Database(const char* path) {
    if (sqlite3_open(path, &handle_) != SQLITE_OK) die("open");
    run("PRAGMA page_size=8192");
  }
  ~Database() { sqlite3_close(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const char* sql) const {
    if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) die(sql);
  }
  sqlite3_stmt* prepare(const char* sql) const {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle_, sql, -1, &statement, nullptr) != SQLITE_OK) die(sql);
    return statement;
  }

 private:
  sqlite3* handle_ = nullptr;
};

void bind(sqlite3_stmt* statement, int index, std::string_view text) {
  sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

std::string_view text_in(sqlite3_stmt* rows, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(rows, column));
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(rows, column))};
}

/// One prepared insert a row, in one transaction.
void insert(const char* log_path, const char* path, bool indexed) {
  const simdjson::padded_string log = simdjson::padded_string::load(log_path);
  std::vector<Line> lines;
  for_each_line(log, [&](const Line& line) { lines.push_back(line); });
  const auto begin = std::chrono::steady_clock::now();
  {
    const Database database(path);
    database.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536");
    database.run("CREATE TABLE e (p INTEGER PRIMARY KEY, i, s, q, t, z, d, m); BEGIN");
    if (indexed) database.run("CREATE UNIQUE INDEX by_id ON e (i); CREATE UNIQUE INDEX by_stream ON e (s, q)");
    sqlite3_stmt* row = database.prepare("INSERT INTO e (i, s, q, t, z, d, m) VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (const Line& line : lines) {
      bind(row, 1, line.id);
      bind(row, 2, line.stream);
      sqlite3_bind_int64(row, 3, line.seq);
      bind(row, 4, line.type);
      bind(row, 5, line.time);
      bind(row, 6, line.data);
      bind(row, 7, line.meta);
      if (sqlite3_step(row) != SQLITE_DONE) die("insert");
      sqlite3_reset(row);
    }
    sqlite3_finalize(row);
    database.run("COMMIT");
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("{\"seconds\":%.6f}\n", took.count());
}

/// The columns of an event; `use` gets its data and the row. Returns their bytes.
constexpr const char* columns = "SELECT e.id, data, meta, salt, position, stream_no, seq, type_no, time FROM events e ";

template <class Use>
std::size_t use_row(sqlite3_stmt* rows, Use use) {
  std::size_t bytes = 0;
  for (int column = 4; column < 9; ++column) bytes += static_cast<std::size_t>(sqlite3_column_int64(rows, column)) & 1U;
  bytes += text_in(rows, 0).size() + text_in(rows, 2).size() + text_in(rows, 3).size();
  use(text_in(rows, 1), rows);
  return bytes;
}

/// The rows of a store of evs's, whole, in the order of their positions.
template <class Use>
std::size_t for_each_row(const char* path, Use use) {
  const Database database(path);
  sqlite3_stmt* rows = database.prepare((std::string(columns) + "ORDER BY position").c_str());
  std::size_t bytes = 0;
  while (sqlite3_step(rows) == SQLITE_ROW) bytes += use_row(rows, use);
  sqlite3_finalize(rows);
  return bytes;
}

/// Those of one stream, by the positions that the store has of it: blocks, and the rest in the stream's row.
std::size_t read_stream(const char* path, const char* stream) {
  const Database database(path);
  std::string positions;
  for (const char* sql :
       {"SELECT positions FROM stream_blocks WHERE place >= ?1 << 28 AND place < (?1 + 1) << 28 ORDER "
        "BY place",
        "SELECT positions FROM streams WHERE stream_no = ?1"}) {
    sqlite3_stmt* rows = database.prepare(sql);
    sqlite3_bind_int64(rows, 1, std::atoll(stream));
    while (sqlite3_step(rows) == SQLITE_ROW) positions += text_in(rows, 0);
    sqlite3_finalize(rows);
  }
  std::string list;  // a statement for each takes half as long again
  for (std::size_t at = 0; at < positions.size(); at += 6) {
    std::uint64_t position = 0;
    for (std::size_t i = at; i < at + 6; ++i) position = position << 8U | static_cast<unsigned char>(positions[i]);
    list += (at == 0 ? '[' : ',') + std::to_string(position);
  }
  list += ']';
  sqlite3_stmt* rows = database.prepare((std::string(columns) + "JOIN json_each(?) ON position = value").c_str());
  bind(rows, 1, list);
  std::size_t bytes = 0;
  while (sqlite3_step(rows) == SQLITE_ROW) bytes += use_row(rows, [](std::string_view, sqlite3_stmt*) {});
  sqlite3_finalize(rows);
  return bytes;
}

/// Formatted by memcpy.
void export_rows(const char* path) {
  std::string out;
  const auto flush = [&] {
    std::fwrite(out.data(), 1, out.size(), stdout);
    out.clear();
  };
  for_each_row(path, [&](std::string_view data, sqlite3_stmt* rows) {
    out.append(text_in(rows, 0)).append(",\"stream\":\"order-1234\",\"seq\":1234,\"position\":123456,\"data\":");
    out.append(data).append(",\"meta\":").append(text_in(rows, 2)).append("\n");
    if (out.size() > 1U << 18U) flush();
  });
  flush();
}

/// One SHA-256 over what is stored.
void hash_rows(const char* path) {
  EVP_MD_CTX* hash = EVP_MD_CTX_new();
  if (EVP_DigestInit_ex(hash, EVP_sha256(), nullptr) != 1) die("SHA-256");
  for_each_row(path, [&](std::string_view data, sqlite3_stmt* rows) {
    for (const int column : {0, 2}) EVP_DigestUpdate(hash, text_in(rows, column).data(), text_in(rows, column).size());
    EVP_DigestUpdate(hash, data.data(), data.size());
  });
  EVP_MD_CTX_free(hash);
}

/// A fold that only parses.
void fold_rows(const char* path) {
  simdjson::dom::parser parser;
  std::string padded;
  for_each_row(path, [&](std::string_view data, sqlite3_stmt*) {
    padded.assign(data).append(simdjson::SIMDJSON_PADDING, ' ');
    if (parser.parse(padded.data(), data.size(), false).error()) die("parse");
  });
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 2 ? argv[1] : "";
  const auto ignore = [](std::string_view, sqlite3_stmt*) {};
  if (what == "parse") {
    std::size_t bytes = 0;
    for_each_line(simdjson::padded_string::load(argv[2]), [&](const Line& line) { bytes += line.data.size(); });
    std::fprintf(stderr, "%zu bytes of data\n", bytes);
  } else if (what == "insert" && argc > 3) {
    insert(argv[2], argv[3], argc > 4);
  } else if (what == "scan") {
    std::fprintf(stderr, "%zu bytes\n", for_each_row(argv[2], ignore));
  } else if (what == "stream" && argc > 3) {
    std::fprintf(stderr, "%zu bytes\n", read_stream(argv[2], argv[3]));
  } else if (what == "export") {
    export_rows(argv[2]);
  } else if (what == "hash") {
    hash_rows(argv[2]);
  } else if (what == "fold") {
    fold_rows(argv[2]);
  } else {
    die("usage");
  }
  return 0;
}
