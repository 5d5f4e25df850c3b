#include "core/sqlite/examination.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "core/file.hpp"
#include "core/sqlite/row_reading.hpp"
#include "core/sqlite/snapshot_rows.hpp"
#include "core/sqlite/table_check.hpp"
#include "core/sqlite/wal_check.hpp"

namespace evs::sqlite {
namespace {

/// SQLite's own check lists at most so many contradictions; one broken page can give thousands.
constexpr std::int64_t most_from_sqlite = 100;
constexpr std::int64_t smallest_event = 20;  // bytes of a row, rather fewer than more

/// SQLite can take a read that failed for damage, so before something is called damaged, the file must prove to be
/// readable to its end. Throws [system] otherwise.
void require_readable(const std::string& path) {
  const FileDescriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd && errno == ENOENT) return;
  if (!fd) throw system_error("cannot read '" + path + "'", errno);
  std::vector<char> buffer(std::size_t{1} << 20U);
  for (off_t at = 0;;) {
    const ssize_t count = ::pread(fd.number(), buffer.data(), buffer.size(), at);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error("cannot read '" + path + "'", errno);
    if (count == 0) return;
    at += count;
  }
}

/// SQLite's check goes on after a read that failed, and reports it beside real damage: "… error code=266".
void require_no_read_error(std::string_view line) {
  constexpr std::string_view marker = "error code=";
  constexpr int read_error = 10;  // SQLITE_IOERR, the lowest byte of its extended codes
  const std::size_t at = line.find(marker);
  int code = 0;
  if (at == std::string_view::npos) return;
  std::from_chars(line.data() + at + marker.size(), line.data() + line.size(), code);
  if ((code & 0xFF) != read_error) return;
  throw Error(ErrorKind::system, "a page of the database cannot be read (I/O error " + std::to_string(code) + ")");
}

template <std::size_t Size>
std::optional<std::array<unsigned char, Size>> bytes_in(const Statement& row, int column) {
  const auto blob = row.blob(column);
  if (blob.size() != Size) return std::nullopt;
  std::array<unsigned char, Size> bytes;
  std::copy(blob.begin(), blob.end(), bytes.begin());
  return bytes;
}

class SqliteExamination final : public Examination {
 public:
  SqliteExamination(std::string path, Database::Access access, const RowHash& hash)
      : path_(std::move(path)), access_(access), tally_(hash) {
    open();
  }
  ~SqliteExamination() override;
  SqliteExamination(const SqliteExamination&) = delete;
  SqliteExamination& operator=(const SqliteExamination&) = delete;

  bool check_format(const FindingVisitor& found) override;
  void check_files(Depth depth, const FindingVisitor& found) override;
  ExaminedState refresh() override;
  std::optional<ExaminedCommit> next_commit(const FindingVisitor& found) override;
  std::vector<ExaminedRedaction> redactions(const FindingVisitor& found) override;
  std::optional<Position> first_from(Position from) override;
  void events(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
              const FindingVisitor& found) override;
  void absorb(const Examination& other) override { tally_.add(dynamic_cast<const SqliteExamination&>(other).tally_); }
  void check_tables(const FindingVisitor& found) override;
  std::int64_t check_snapshots(Depth depth, const FindingVisitor& found) override;
  void name_place(Finding& finding) override;
  [[nodiscard]] std::unique_ptr<Examination> another() const override {
    return std::make_unique<SqliteExamination>(path_, access_, tally_.hash());
  }

 private:
  void open();
  bool can_use_file();
  void prepare();
  template <class Work>
  bool tolerate(Check check, const std::string& what, const FindingVisitor& found, Work work);
  void check_database(Depth depth, const FindingVisitor& found);
  void check_wal(const FindingVisitor& found);
  void events_one_by_one(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
                         const FindingVisitor& found);
  void require_readable_once();

  std::string path_;
  Database::Access access_;
  std::optional<Database> database_;  // nothing: SQLite cannot use the file
  std::string unusable_;              // why
  std::optional<StoreKey> key_;
  Tally tally_;
  std::optional<RowReading> rows_;
  Statement events_;
  std::optional<Depth> events_depth_;
  Statement first_from_;
  Statement commits_;
  bool commits_at_end_ = false;
  bool in_transaction_ = false;
  bool is_readable_ = false;
};

SqliteExamination::~SqliteExamination() {
  try {
    if (in_transaction_) database_->execute("END");
  } catch (const std::exception&) {  // closing the connection ends it as well
    return;
  }
}

void SqliteExamination::open() {
  if (!can_use_file()) return;
  try {
    check_identity(*database_, path_);
  } catch (const Error& error) {
    // A new store is in its log alone; if that is broken, what is left looks like an empty database.
    if (database_->integer_of("PRAGMA application_id") != 0 || !lost_commits(path_)) throw;
    database_.reset();
    unusable_ = error.message();
  }
}

bool SqliteExamination::can_use_file() {
  try {
    database_.emplace(path_, access_);
    static_cast<void>(database_->integer_of("PRAGMA application_id"));
    return true;
  } catch (const Error& error) {
    database_.reset();
    if (error.kind() != ErrorKind::damaged) throw;
    require_readable_once();
    if (!looks_like_a_store(path_)) throw;
    unusable_ = error.message();
    return false;
  }
}

void SqliteExamination::require_readable_once() {
  if (is_readable_) return;
  require_readable(path_);
  require_readable(path_ + "-wal");
  is_readable_ = true;
}

/// Runs `work`; what it meets of damage is a finding, and false is returned.
template <class Work>
bool SqliteExamination::tolerate(Check check, const std::string& what, const FindingVisitor& found, Work work) {
  try {
    work();
    return true;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
    require_readable_once();
    found({check, {}, {}, {}, what + ": " + shown_safely(error.message())});
    return false;
  }
}

bool SqliteExamination::check_format(const FindingVisitor& found) {
  const auto report = [&](const std::string& meaning) { found({Check::format, {}, {}, {}, shown_safely(meaning)}); };
  if (!database_) {
    report("SQLite cannot use the file: " + unusable_);
    return false;
  }
  bool tables_are_right = true;
  const bool can_be_read = tolerate(Check::format, "the tables cannot be listed", found, [&] {
    for (const std::string& difference : table_differences(*database_)) {
      tables_are_right = false;
      report(difference);
    }
  });
  if (!can_be_read || !tables_are_right) return false;
  if (!database_->is_immutable() && database_->text_of("PRAGMA journal_mode") != "wal") {
    report("another program has changed the journal mode; what evs acknowledges would not be durable");
  }
  tolerate(Check::format, "look-ups cannot be checked", found, [&] { read_store_key(*database_); });
  tolerate(Check::format, "the store cannot be told from others", found, [&] { read_store_id(*database_); });
  return true;
}

void SqliteExamination::check_files(Depth depth, const FindingVisitor& found) {
  check_wal(found);
  if (!database_) return;
  tolerate(Check::file, "SQLite's check came to no end", found, [&] { check_database(depth, found); });
}

void SqliteExamination::check_database(Depth depth, const FindingVisitor& found) {
  const std::string pragma = depth == Depth::contents ? "integrity_check" : "quick_check";
  Statement rows = database_->prepare("PRAGMA " + pragma + "(" + std::to_string(most_from_sqlite) + ")");
  while (rows.step()) {
    const std::string_view line = rows.text(0);
    if (line == "ok") continue;
    require_no_read_error(line);
    found({Check::file, {}, {}, {}, shown_safely(line)});
  }
}

void SqliteExamination::check_wal(const FindingVisitor& found) {
  const auto lost = lost_commits(path_);
  if (!lost) return;
  const std::string where =
      lost->bad_frame == 0 ? "its header is broken" : "frame " + std::to_string(lost->bad_frame) + " is broken";
  found({Check::log,
         {},
         {},
         {},
         where + ", and " + std::to_string(lost->commits) +
             " valid commits behind it are not seen by SQLite: acknowledged events are missing"});
}

void SqliteExamination::prepare() {
  if (rows_) return;
  try {
    key_ = read_store_key(*database_);
  } catch (const Error& error) {  // which check_format() reports
    if (error.kind() != ErrorKind::damaged) throw;
  }
  rows_.emplace(*database_, key_, tally_);
  first_from_ = database_->prepare("SELECT position FROM events WHERE position >= ? ORDER BY position LIMIT 1");
  commits_ = database_->prepare("SELECT commit_no, first_position, count, digest FROM commits ORDER BY commit_no");
}

ExaminedState SqliteExamination::refresh() {
  prepare();
  if (in_transaction_) database_->execute("END");
  in_transaction_ = false;
  database_->execute("BEGIN");
  in_transaction_ = true;
  rows_->forget();
  ExaminedState state;
  state.head.digest = Digest{};
  try {
    Statement last = database_->prepare(
        "SELECT commit_no, first_position + count - 1, digest FROM commits ORDER BY commit_no DESC LIMIT 1");
    if (last.step()) {
      state.commits = last.integer(0);
      state.head = {Position{last.integer(1)}, bytes_in<sizeof(Digest)>(last, 2)};
    }
    state.redactions = database_->integer_of("SELECT count(*) FROM redactions");
  } catch (const Error& error) {  // of a table whose rows will be read, and reported, in their turn
    if (error.kind() != ErrorKind::damaged) throw;
  }
  return state;
}

std::optional<ExaminedCommit> SqliteExamination::next_commit(const FindingVisitor& found) {
  std::optional<ExaminedCommit> commit;
  if (commits_at_end_) return commit;
  const bool can_be_read = tolerate(Check::commits, "the rest of the commits cannot be read", found, [&] {
    if (!commits_.step()) return;
    commit = {commits_.integer(0), Position{commits_.integer(1)}, commits_.integer(2),
              bytes_in<sizeof(Digest)>(commits_, 3)};
  });
  commits_at_end_ = !can_be_read || !commit;
  return commit;
}

std::vector<ExaminedRedaction> SqliteExamination::redactions(const FindingVisitor& found) {
  std::vector<ExaminedRedaction> redactions;
  tolerate(Check::redactions, "the rest of the redactions cannot be read", found, [&] {
    Statement rows = database_->prepare("SELECT position, commitment FROM redactions ORDER BY position");
    while (rows.step()) redactions.push_back({Position{rows.integer(0)}, bytes_in<sizeof(Digest)>(rows, 1)});
  });
  return redactions;
}

std::optional<Position> SqliteExamination::first_from(Position from) {
  try {
    const Resetting resetting(first_from_);
    if (!first_from_.bind(1, from.value).step()) return std::nullopt;
    return Position{first_from_.integer(0)};
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
  }
  require_readable_once();
  const Position begin{std::max<std::int64_t>(from.value, 1)};
  struct stat info {};
  if (::stat(path_.c_str(), &info) != 0) throw system_error("cannot read '" + path_ + "'", errno);
  const bool is_possible = begin.value <= static_cast<std::int64_t>(info.st_size) / smallest_event;
  return is_possible ? std::optional(begin) : std::nullopt;
}

void SqliteExamination::events(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
                               const FindingVisitor& found) {
  if (events_depth_ != depth) events_ = rows_->select(depth);
  events_depth_ = depth;
  try {
    const Resetting resetting(events_);
    events_.bind(1, from.value).bind(2, to.value);
    while (events_.step()) {
      from = Position{events_.integer(0)};
      rows_->visit(events_, depth, visit, found);
      if (from == to) return;
      from = from.next();
    }
    return;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::damaged) throw;
  }
  require_readable_once();
  events_one_by_one(from, to, depth, visit, found);
}

/// Around a broken page: whatever can still be reached is visited.
void SqliteExamination::events_one_by_one(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
                                          const FindingVisitor& found) {
  std::optional<Position> first_lost;
  const auto report_lost = [&](Position last) {
    if (!first_lost) return;
    const std::string range = *first_lost == last ? "what is at this position"
                                                  : "what is at the positions up to " + std::to_string(last.value);
    found({Check::events, first_lost, {}, {}, range + " cannot be read: a page of the database is damaged"});
    first_lost.reset();
  };
  for (std::int64_t at = from.value;; ++at) {
    try {
      const Resetting resetting(events_);
      events_.bind(1, at).bind(2, at);
      if (events_.step()) rows_->visit(events_, depth, visit, found);
      report_lost({at - 1});
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::damaged) throw;
      if (!first_lost) first_lost = Position{at};
    }
    if (at == to.value) break;
  }
  report_lost(to);
}

void SqliteExamination::check_tables(const FindingVisitor& found) {
  TableCheck tables(*database_, key_, tally_, found);
  tolerate(Check::streams, "the rest of the streams cannot be checked", found, [&] { tables.check_streams(); });
  tolerate(Check::types, "the rest of the types cannot be checked", found, [&] { tables.check_types(); });
  tolerate(Check::lookups, "the rest of the look-up by id cannot be checked", found, [&] { tables.check_ids(); });
  tolerate(Check::schemas, "the rest of the schemas cannot be checked", found, [&] { tables.check_schemas(); });
}

std::int64_t SqliteExamination::check_snapshots(Depth depth, const FindingVisitor& found) {
  std::int64_t count = 0;
  const SnapshotDepth looked_at = depth == Depth::contents ? SnapshotDepth::state : SnapshotDepth::place;
  tolerate(Check::snapshots, "the rest of the snapshots cannot be checked", found, [&] {
    SnapshotRows(*database_, key_).visit({}, looked_at, [&](const StoredSnapshot& stored) {
      ++count;
      const Snapshot& snapshot = stored.snapshot;
      if (stored.fault.empty()) return true;
      found({Check::snapshots, snapshot.position, shown_safely(snapshot.stream), snapshot.seq,
             "snapshot " + std::to_string(stored.number) + ": " + shown_safely(stored.fault)});
      return true;
    });
  });
  return count;
}

void SqliteExamination::name_place(Finding& finding) {
  try {
    Statement find = database_->prepare(
        "SELECT s.name, e.seq FROM events e JOIN streams s ON s.stream_no = e.stream_no WHERE e.position = ?");
    if (!find.bind(1, finding.position->value).step()) return;
    finding.stream = shown_safely(find.text(0));
    finding.seq = Seq{find.integer(1)};
  } catch (const Error& error) {  // the finding is told without
    if (error.kind() != ErrorKind::damaged) throw;
  }
}

}  // namespace

std::unique_ptr<Examination> open_examination(const std::string& path, Database::Access access) {
  return std::make_unique<SqliteExamination>(path, access, RowHash());
}

}  // namespace evs::sqlite
