#include "core/sqlite/schema.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "core/error.hpp"
#include "core/file.hpp"
#include "core/id.hpp"

namespace evs::sqlite {
namespace {

constexpr std::int64_t application_id = 0x65767331;  // "evs1"

// Why it is like this: man/evs-store.5. In short: events lie in the order of their positions, since everything but the
// reading of one stream goes through them in that order; where a stream's are is told by its row, which an append
// writes anyway, and by blocks of what is too much for it; names and ids are looked up by salted hashes, so that no
// index page keeps a copy of a personal value.
constexpr std::string_view tables = R"sql(
CREATE TABLE properties (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE TABLE streams (
  stream_no INTEGER PRIMARY KEY, name TEXT NOT NULL, category TEXT NOT NULL, name_key INTEGER NOT NULL,
  version INTEGER NOT NULL, source_offset INTEGER NOT NULL, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL,
  positions BLOB NOT NULL
) STRICT;
CREATE INDEX streams_by_key ON streams (name_key);
CREATE TABLE types (
  type_no INTEGER PRIMARY KEY, name TEXT NOT NULL, schema INTEGER NOT NULL,
  events INTEGER NOT NULL, first_time INTEGER NOT NULL, last_time INTEGER NOT NULL, UNIQUE (name, schema)
) STRICT;
CREATE TABLE events (
  position INTEGER PRIMARY KEY, stream_no INTEGER NOT NULL, seq INTEGER NOT NULL, type_no INTEGER NOT NULL,
  time INTEGER NOT NULL, id TEXT NOT NULL, data TEXT, meta TEXT, salt BLOB NOT NULL
) STRICT;
CREATE TABLE stream_blocks (place INTEGER PRIMARY KEY, positions BLOB NOT NULL) STRICT;
CREATE TABLE event_ids (place INTEGER PRIMARY KEY, entries BLOB NOT NULL) STRICT;
CREATE TABLE commits (
  commit_no INTEGER PRIMARY KEY, first_position INTEGER NOT NULL, count INTEGER NOT NULL, digest BLOB NOT NULL
) STRICT;
CREATE TABLE redactions (position INTEGER PRIMARY KEY, commitment BLOB NOT NULL) STRICT;
CREATE VIEW event_lines AS
  SELECT position, stream, seq, type, schema, time, id, data, meta,
    '{"id":' || json_quote(id) || ',"stream":' || json_quote(stream) || ',"seq":' || seq || ',"position":' || position
    || ',"type":' || json_quote(type) || ',"schema":' || schema || ',"time":"' || time || '","data":' || data
    || ',"meta":' || meta || '}' AS line
  FROM (
    SELECT position, stream, seq, type, schema, id, data, meta,
      strftime('%Y-%m-%dT%H:%M:%S', (ns - fraction) / 1000000000, 'unixepoch') || CASE
        WHEN fraction = 0 THEN ''
        WHEN fraction % 1000000 = 0 THEN printf('.%03d', fraction / 1000000)
        WHEN fraction % 1000 = 0 THEN printf('.%06d', fraction / 1000)
        ELSE printf('.%09d', fraction) END || 'Z' AS time
    FROM (
      SELECT e.position, s.name AS stream, e.seq, t.name AS type, t.schema, e.id, e.data, e.meta, e.time AS ns,
        ((e.time % 1000000000) + 1000000000) % 1000000000 AS fraction
      FROM events e JOIN streams s ON s.stream_no = e.stream_no JOIN types t ON t.type_no = e.type_no));
)sql";

// Tables that are made when they are first needed: a store without them is whole.
constexpr std::string_view optional_tables = R"sql(
CREATE TABLE snapshots (
  snapshot_no INTEGER PRIMARY KEY, stream_no INTEGER NOT NULL, fingerprint BLOB NOT NULL, seq INTEGER NOT NULL,
  position INTEGER NOT NULL, time INTEGER NOT NULL, salt BLOB NOT NULL, digest BLOB NOT NULL, state TEXT NOT NULL,
  UNIQUE (stream_no, fingerprint, seq)
) STRICT;
CREATE TABLE schemas (
  type TEXT NOT NULL, schema INTEGER NOT NULL, text TEXT NOT NULL, digest BLOB NOT NULL, added INTEGER NOT NULL,
  PRIMARY KEY (type, schema)
) STRICT;
CREATE TABLE enforced_types (type TEXT NOT NULL PRIMARY KEY) STRICT;
)sql";

bool is_empty_database(const Database& database) {
  return database.integer_of("SELECT count(*) FROM sqlite_schema") == 0 &&
         database.integer_of("PRAGMA application_id") == 0 && database.integer_of("PRAGMA user_version") == 0;
}

/// The 16 bytes of a property.
std::array<unsigned char, 16> property_of(const Database& database, std::string_view name) {
  std::array<unsigned char, 16> value{};
  Statement statement = database.prepare("SELECT value FROM properties WHERE name = ?");
  statement.bind(1, name);
  if (!statement.step() || statement.blob(0).size() != value.size()) {
    throw statement.damage("the store has lost its " + std::string(name) + " (table properties)");
  }
  const auto bytes = statement.blob(0);
  std::copy(bytes.begin(), bytes.end(), value.begin());
  return value;
}

}  // namespace

void create_file_if_missing(const std::string& path) {
  const FileDescriptor fd(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd && errno == EEXIST) return;
  if (!fd) throw system_error("cannot create '" + path + "'", errno);
  sync_folder_of(path);
}

void set_property(const Database& database, std::string_view name, std::span<const unsigned char> value) {
  database.prepare("INSERT OR REPLACE INTO properties (name, value) VALUES (?, ?)")
      .bind(1, name)
      .bind_blob(2, value)
      .run();
}

void create_tables_if_empty(const Database& database) {
  if (!is_empty_database(database)) return;
  database.execute("PRAGMA page_size=8192");
  if (database.text_of("PRAGMA journal_mode=WAL") != "wal") {
    throw Error(ErrorKind::system, "SQLite cannot use a write-ahead log here")
        .hint("keep the store on a local file system");
  }
  StoreKey key;
  fill_random(key);
  StoreKey identity;
  fill_random(identity);
  Transaction transaction(database);
  database.execute(std::string(tables));
  set_property(database, "key", key);
  set_property(database, "store_id", identity);
  database.execute("PRAGMA application_id=" + std::to_string(application_id));
  database.execute("PRAGMA user_version=" + std::to_string(format_version));
  transaction.commit();
}

void check_identity(const Database& database, const std::string& path) {
  const std::int64_t application = database.integer_of("PRAGMA application_id");
  const std::int64_t version = database.integer_of("PRAGMA user_version");
  if (application != application_id) {
    const bool is_empty = is_empty_database(database);
    throw Error(ErrorKind::damaged, "'" + path + "' is " + (is_empty ? "an empty database" : "not an evs store"))
        .hint(is_empty ? "make it a store with 'evs init'" : "name the store with -s or EVS_STORE");
  }
  if (version != format_version) {
    throw Error(ErrorKind::damaged, "'" + path + "' has store format " + std::to_string(version) +
                                        "; this evs reads format " + std::to_string(format_version))
        .hint(version == 1 || version == 2
                  ? "'evs export --raw' with the evs that wrote it, and import that into a new store"
                  : "use the evs that wrote it, or a newer one");
  }
  if (const std::string encoding = database.text_of("PRAGMA encoding"); encoding != "UTF-8") {
    throw database.damage("'" + path + "' keeps its texts in " + encoding + ", not in UTF-8");
  }
}

void check_format(const Database& database, const std::string& path) {
  check_identity(database, path);
  if (database.is_immutable()) return;  // SQLite calls its journal mode "delete", whatever the file says
  if (const std::string mode = database.text_of("PRAGMA journal_mode"); mode != "wal") {
    throw Error(ErrorKind::damaged, "'" + path + "' is in journal mode '" + mode + "', not 'wal'")
        .detail("another program has changed it; what evs acknowledges would not be durable")
        .hint("close every program that uses the store, then: sqlite3 " + path + " 'PRAGMA journal_mode=wal'");
  }
}

bool looks_like_a_store(const std::string& path) {
  std::array<unsigned char, 100> header{};
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd || ::pread(fd.number(), header.data(), header.size(), 0) != static_cast<ssize_t>(header.size())) return false;
  const auto number_at = [&](std::size_t at) {
    std::int64_t number = 0;
    for (std::size_t i = at; i < at + 4; ++i) number = number << 8 | header[i];
    return number;
  };
  constexpr std::size_t version_at = 60;
  constexpr std::size_t application_at = 68;
  return number_at(version_at) == format_version && number_at(application_at) == application_id;
}

void make_optional_table(const Database& database, std::string_view name) {
  if (database.has_table(name)) return;
  const std::size_t begin = optional_tables.find("CREATE TABLE " + std::string(name) + " ");
  const std::size_t end = optional_tables.find(";\n", begin);
  database.execute(std::string(optional_tables.substr(begin, end - begin)));
}

bool is_table_of_store(std::string_view name) {
  const std::string begin = "CREATE TABLE " + std::string(name) + " (";
  return tables.find(begin) != std::string_view::npos || optional_tables.find(begin) != std::string_view::npos;
}

std::vector<std::string> table_differences(const Database& database) {
  std::vector<std::string> differences;
  std::size_t found = 0;
  Statement rows =
      database.prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'");
  while (rows.step()) {
    const std::string what = std::string(rows.text(0)) + " '" + std::string(rows.text(1)) + "'";
    const std::string definition = std::string(rows.text(2)) + ";\n";
    if (tables.find("\n" + definition) != std::string_view::npos)
      ++found;
    else if (optional_tables.find("\n" + definition) == std::string_view::npos)
      differences.push_back("the " + what + " is not one of a store, or not as evs makes it");
  }
  const auto expected = static_cast<std::size_t>(std::count(tables.begin(), tables.end(), ';'));
  if (found != expected) {
    differences.push_back(std::to_string(expected - found) + " of the tables of a store are missing or changed");
  }
  return differences;
}

void refuse_network_file_system(const std::string& path) {
  constexpr long network_file_systems[] = {0x6969, 0xFF534D42, 0xFE534D42, 0x517B, 0x5346414F, 0x73757245};
  struct statfs info {};
  if (::statfs(path.c_str(), &info) != 0) return;  // opening it will say why
  const auto is_type = [&](long type) { return static_cast<long>(info.f_type) == type; };
  if (std::any_of(std::begin(network_file_systems), std::end(network_file_systems), is_type)) {
    throw Error(ErrorKind::system, "'" + path + "' is on a network file system (NFS, SMB, AFS or Coda)")
        .detail("locks and fsync cannot be relied on there, so nothing that evs acknowledges would be safe")
        .hint("keep the store on a local disk");
  }
}

StoreKey read_store_key(const Database& database) { return property_of(database, "key"); }

StoreId read_store_id(const Database& database) { return property_of(database, "store_id"); }

}  // namespace evs::sqlite
