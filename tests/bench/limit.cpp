// usage: limit parse LOG | insert LOG DATABASE | scan DATABASE | export DATABASE
// What the machine allows, in plain C++ without anything that evs promises: no unique ids, no order, no hashes, no
// durability.

#include <simdjson.h>
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

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

/// Calls `use` with each line of the log, which is held in memory.
template <class Use>
void for_each_line(const char* path, Use use) {
  const simdjson::padded_string log = simdjson::padded_string::load(path);
  const std::string_view text(log.data(), log.size());
  ondemand::parser parser;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view bytes = text.substr(begin, end - begin);
    ondemand::document document;
    if (parser.iterate(bytes.data(), bytes.size(), bytes.size() + simdjson::SIMDJSON_PADDING).get(document)) {
      die("parse");
    }
    Line line;
    line.id = document["id"].get_string().value();
    line.stream = document["stream"].get_string().value();
    line.seq = document["seq"].get_int64().value();
    line.type = document["type"].get_string().value();
    line.time = document["time"].get_string().value();
    line.data = document["data"].get_object().value().raw_json().value();
    line.meta = document["meta"].get_object().value().raw_json().value();
    use(line);
    begin = end + 1;
  }
}

sqlite3* open(const char* path) {
  sqlite3* database = nullptr;
  if (sqlite3_open(path, &database) != SQLITE_OK) die("open");
  sqlite3_exec(database, "PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", nullptr, nullptr,
               nullptr);
  return database;
}

sqlite3_stmt* prepare(sqlite3* database, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK) die("prepare");
  return statement;
}

void bind(sqlite3_stmt* statement, int index, std::string_view text) {
  sqlite3_bind_text(statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

void insert(const char* log, const char* path) {
  sqlite3* database = open(path);
  sqlite3_exec(database, "CREATE TABLE e (p INTEGER PRIMARY KEY, i, s, q, t, z, d, m); BEGIN", nullptr, nullptr,
               nullptr);
  sqlite3_stmt* row = prepare(database, "INSERT INTO e (i, s, q, t, z, d, m) VALUES (?, ?, ?, ?, ?, ?, ?)");
  for_each_line(log, [&](const Line& line) {
    bind(row, 1, line.id);
    bind(row, 2, line.stream);
    sqlite3_bind_int64(row, 3, line.seq);
    bind(row, 4, line.type);
    bind(row, 5, line.time);
    bind(row, 6, line.data);
    bind(row, 7, line.meta);
    if (sqlite3_step(row) != SQLITE_DONE) die("insert");
    sqlite3_reset(row);
  });
  sqlite3_exec(database, "COMMIT", nullptr, nullptr, nullptr);
  sqlite3_finalize(row);
  sqlite3_close(database);
}

void scan(const char* path, bool print) {
  sqlite3* database = open(path);
  sqlite3_stmt* rows = prepare(database, "SELECT i, s, q, p, t, z, d, m FROM e ORDER BY p");
  std::size_t bytes = 0;
  std::string out;
  while (sqlite3_step(rows) == SQLITE_ROW) {
    for (int column = 0; column < 8; ++column) {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(rows, column));
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(rows, column));
      bytes += size;
      if (print) out.append(text, size).append(",\"column\":");
    }
    if (print) out += '\n';
    if (out.size() > 1U << 18U) {
      std::fwrite(out.data(), 1, out.size(), stdout);
      out.clear();
    }
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  std::fprintf(stderr, "%zu bytes\n", bytes);
  sqlite3_finalize(rows);
  sqlite3_close(database);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc > 2 ? argv[1] : "";
  if (what == "parse") {
    std::size_t bytes = 0;
    for_each_line(argv[2], [&](const Line& line) { bytes += line.data.size(); });
    std::fprintf(stderr, "%zu bytes of data\n", bytes);
  } else if (what == "insert" && argc > 3) {
    insert(argv[2], argv[3]);
  } else if (what == "scan" || what == "export") {
    scan(argv[2], what == "export");
  } else {
    die("usage");
  }
  return 0;
}
