#include "core/sqlite/erasure.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>

#include "core/be64.hpp"
#include "core/id.hpp"
#include "core/sqlite/batch.hpp"
#include "core/sqlite/evidence.hpp"
#include "core/sqlite/id_secret.hpp"
#include "core/sqlite/reading.hpp"
#include "core/sqlite/recovery.hpp"
#include "core/sqlite/redacting.hpp"
#include "core/sqlite/schema.hpp"
#include "core/sqlite/writer_lock.hpp"

namespace evs::sqlite {
namespace {

constexpr std::string_view unfinished_purge = "unfinished_purge";      // in properties: the position of its event
constexpr std::string_view unfinished_ledger = "unfinished_ledger";    // there while a purge owes a line to a ledger
constexpr std::string_view unfinished_receipt = "unfinished_receipt";  // there while it owes a receipt
constexpr std::int64_t frame_header = 24;
constexpr std::int64_t spare = std::int64_t{1} << 20U;

std::optional<Position> unfinished_in(const Database& database) {
  Statement find = database.prepare("SELECT value FROM properties WHERE name = ?");
  if (!find.bind(1, unfinished_purge).step()) return std::nullopt;
  const auto bytes = find.blob(0);
  if (bytes.size() != sizeof(std::int64_t)) throw find.damage("the note of an unfinished purge cannot be read");
  return Position{static_cast<std::int64_t>(from_be64(bytes.data()))};
}

void require_room(const std::string& path, std::int64_t needed) {
  struct statvfs disk {};
  if (::statvfs(path.c_str(), &disk) != 0) throw system_error("cannot look at the disk of '" + path + "'", errno);
  const auto free = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
  if (free >= needed) return;
  throw Error(ErrorKind::system, "the disk has too little room: the files of '" + path +
                                     "' cannot be rewritten without " + std::to_string(needed) + " bytes, and " +
                                     std::to_string(free) + " are free")
      .detail("nothing was changed")
      .hint("make room where the store is, then purge again")
      .fact("needed", needed)
      .fact("free", free);
}

class SqliteErasure final : public Erasure {
 public:
  SqliteErasure(const std::string& path, const OpenOptions& options)
      : path_(path),
        clock_(options.clock),
        timeout_(options.timeout),
        holder_(WriterLock(path).acquire(options.timeout)),
        database_(path, Database::Access::write),
        reading_((check_format(database_, path), database_), path) {
    if (holder_.found_unfinished()) recover(database_, path);
    holder_.has_finished();
  }

  [[nodiscard]] std::string store_id() const override { return to_hex(read_store_id(database_)); }
  [[nodiscard]] Head head() override { return reading_.head(); }
  [[nodiscard]] std::unique_ptr<Evidence> evidence() override { return open_evidence(path_); }
  std::optional<UnfinishedPurge> unfinished() override;
  Position erase(ErasureRules& rules, const std::string& type) override;
  void clean() override;
  [[nodiscard]] std::vector<std::string> files() const override;
  void contents(const ContentVisitor& visit) override;
  std::vector<std::string> foreign_tables() override;
  void finish() override;

 private:
  Position account(ErasureRules& rules, const ErasedRows& rows, const std::string& type);
  Position add_account(Writing& writing, const AccountingEvent& event, const std::string& type);
  [[nodiscard]] bool has_note(std::string_view name) const;
  [[nodiscard]] std::int64_t bytes_to_rewrite() const;
  bool empty_log();
  void table_contents(const std::string& table, const ContentVisitor& visit);

  std::string path_;
  Clock clock_;
  std::chrono::milliseconds timeout_;
  WriterLock::Holder holder_;
  Database database_;
  Reading reading_;
};

std::optional<UnfinishedPurge> SqliteErasure::unfinished() {
  const auto position = unfinished_in(database_);
  if (!position) return std::nullopt;
  Statement find = database_.prepare("SELECT data FROM events WHERE position = ?");
  if (!find.bind(1, position->value).step()) throw find.damage("the event that accounts for the purge is not there");
  const OwedFiles owed{has_note(unfinished_ledger), has_note(unfinished_receipt)};
  return UnfinishedPurge{*position, std::string(find.checked_text(0, "what accounts for the purge")), owed};
}

Position SqliteErasure::erase(ErasureRules& rules, const std::string& type) {
  holder_.goes_on();
  bool is_in_doubt = false;
  try {
    Transaction transaction(database_);
    Redacting redacting(database_, reading_.key());
    const Head before = reading_.head();
    redacting.survey(rules, before);
    require_room(path_, bytes_to_rewrite() + redacting.log_bytes() + spare);
    ErasedRows rows = redacting.redact(rules);
    erase_id_secret(database_);
    rows.before = before;
    const Position position = account(rules, rows, type);
    is_in_doubt = true;
    transaction.commit();
    holder_.has_finished();
    return position;
  } catch (const Error& error) {
    if (!is_in_doubt && error.kind() != ErrorKind::system) holder_.has_finished();  // it was undone
    throw;
  }
}

Position SqliteErasure::account(ErasureRules& rules, const ErasedRows& rows, const std::string& type) {
  Writing writing(database_, reading_.key());
  writing.begin();
  std::optional<Position> first;
  for (const AccountingEvent& event : rules.accounts(rows)) {
    const Position position = add_account(writing, event, type);
    if (!first) first = position;
  }
  writing.finish();
  // A backup may hold the note of a purge that was not finished when it was made.
  set_property(database_, unfinished_purge, be64(first->value));
  if (rules.owes().ledger) set_property(database_, unfinished_ledger, be64(first->value));
  if (rules.owes().receipt) set_property(database_, unfinished_receipt, be64(first->value));
  return *first;
}

Position SqliteErasure::add_account(Writing& writing, const AccountingEvent& event, const std::string& type) {
  const std::string id = event.origin ? event.origin->id : make_id(clock_());
  const Timestamp time = event.origin ? event.origin->time : clock_();
  auto& stream = writing.stream(purges_stream);
  const Seq seq = stream.second.numbering.next(std::string(purges_stream), std::nullopt);
  const Writing::IdLookup lookup = writing.look_up(writing.wanted({id})).front();
  if (writing.find_id(id, lookup))
    throw Error(ErrorKind::conflict, "the id '" + id + "' of a purge is taken by another event");
  NewRow row{id, type, 1, time, event.data, "{}", std::nullopt};
  if (event.origin) {
    Sha256 hash;
    const Salt& salt = event.origin->salt;
    row.seal = Seal{salt, commitment_of(hash, salt, {purges_stream, id, type, 1, time, event.data, "{}"})};
  }
  const Position position = writing.add(stream, seq, row, lookup.key);
  writing.flush();  // while the texts live
  return position;
}

bool SqliteErasure::has_note(std::string_view name) const {
  Statement find = database_.prepare("SELECT 1 FROM properties WHERE name = ?");
  return find.bind(1, name).step();
}

/// VACUUM writes every page to the log.
std::int64_t SqliteErasure::bytes_to_rewrite() const {
  const std::int64_t page = database_.integer_of("PRAGMA page_size");
  return database_.integer_of("PRAGMA page_count") * (page + frame_header);
}

/// Which of these steps leaves what behind was measured: VACUUM alone leaves the log full, a checkpoint alone the free
/// pages. SQLite's statistics keep keys, should somebody have had them made.
void SqliteErasure::clean() {
  require_room(path_, bytes_to_rewrite());
  holder_.goes_on();
  database_.execute("PRAGMA busy_timeout=" + std::to_string(timeout_.count()));
  if (database_.integer_of("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite!_stat%' ESCAPE '!'") > 0) {
    database_.execute("ANALYZE");
  }
  database_.execute("VACUUM");
  const bool is_clean = empty_log();
  holder_.has_finished();
  if (is_clean) return;
  throw Error(ErrorKind::busy, "a reader keeps the write-ahead log, which still holds what was erased")
      .detail("the events are redacted; the purge is not finished")
      .hint("end the programs that read the store, then 'evs purge --resume'");
}

bool SqliteErasure::empty_log() {
  Statement run = database_.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  return run.step() && run.integer(0) == 0;
}

std::vector<std::string> SqliteErasure::files() const {
  std::vector<std::string> found;
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    struct stat info {};
    if (::stat((path_ + suffix).c_str(), &info) == 0) found.push_back(path_ + suffix);
  }
  return found;
}

void SqliteErasure::contents(const ContentVisitor& visit) {
  Statement tables = database_.prepare(
      "SELECT t.name, 1 + (SELECT count(*) FROM sqlite_schema i WHERE i.type = 'index' AND i.tbl_name = t.name), t.sql "
      "FROM sqlite_schema t WHERE t.type = 'table' AND t.name NOT IN ('stream_blocks', 'event_ids') ORDER BY t.name");
  while (tables.step()) {
    visit(tables.text(2), std::nullopt);
    for (std::int64_t copies = tables.integer(1); copies > 0; --copies) {
      table_contents(std::string(tables.text(0)), visit);
    }
  }
}

/// In a row of the file, texts and bytes lie one behind the other; a number keeps them apart.
void SqliteErasure::table_contents(const std::string& table, const ContentVisitor& visit) {
  std::string quoted;
  for (const char c : table) quoted += c == '"' ? "\"\"" : std::string(1, c);
  Statement rows = database_.prepare("SELECT * FROM \"" + quoted + "\"");
  std::string bytes;
  while (rows.step()) {
    bytes.clear();
    for (int column = 0; column < rows.columns(); ++column) {
      if (rows.is_number(column)) {
        bytes += '\0';
      } else {
        const auto part = rows.blob(column);
        bytes.append(reinterpret_cast<const char*>(part.data()), part.size());
      }
    }
    visit(bytes, table == "events" ? std::optional(Position{rows.integer(0)}) : std::nullopt);
  }
}

std::vector<std::string> SqliteErasure::foreign_tables() {
  std::vector<std::string> names;
  Statement rows = database_.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name");
  while (rows.step()) {
    if (!is_table_of_store(rows.text(0))) names.emplace_back(rows.text(0));
  }
  return names;
}

void SqliteErasure::finish() {
  holder_.goes_on();
  {
    Transaction transaction(database_);
    database_.prepare("DELETE FROM properties WHERE name IN (?, ?, ?)")
        .bind(1, unfinished_purge)
        .bind(2, unfinished_ledger)
        .bind(3, unfinished_receipt)
        .run();
    transaction.commit();
  }
  empty_log();  // what it holds now is nobody's; it stays if a reader needs it
  holder_.has_finished();
}

}  // namespace

std::unique_ptr<Erasure> open_erasure(const std::string& path, const OpenOptions& options) {
  return std::make_unique<SqliteErasure>(path, options);
}

bool has_unfinished_purge(const Database& database) { return unfinished_in(database).has_value(); }

}  // namespace evs::sqlite
