#include "core/sqlite/examination.hpp"

#include <algorithm>

#include "core/sqlite/file_check.hpp"
#include "core/sqlite/row_reading.hpp"
#include "core/sqlite/snapshot_rows.hpp"
#include "core/sqlite/table_check.hpp"
#include "core/sqlite/tolerance.hpp"
#include "core/sqlite/wal_check.hpp"

namespace evs::sqlite {
namespace {

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
      : tolerate_(std::move(path)), access_(access), tally_(hash) {
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
  std::optional<Position> first_from(Position from) override { return rows_->first_from(from); }
  void events(Position from, Position to, Depth depth, const ExaminedVisitor& visit,
              const FindingVisitor& found) override {
    rows_->events(from, to, depth, visit, found);
  }
  void absorb(const Examination& other) override { tally_.add(dynamic_cast<const SqliteExamination&>(other).tally_); }
  void walk_tables() override;
  void check_tables(const FindingVisitor& found) override;
  std::int64_t check_snapshots(Depth depth, const FindingVisitor& found) override;
  void name_place(Finding& finding) override;
  [[nodiscard]] std::unique_ptr<Examination> another() const override {
    return std::make_unique<SqliteExamination>(path(), access_, tally_.hash());
  }

 private:
  [[nodiscard]] const std::string& path() const { return tolerate_.path(); }
  void open();
  bool can_use_file();
  void prepare();

  Tolerance tolerate_;
  Database::Access access_;
  std::optional<Database> database_;  // nothing: SQLite cannot use the file
  std::string unusable_;              // why
  std::optional<StoreKey> key_;
  Tally tally_;
  TableCheck::Walked walked_;
  bool streams_are_walked_ = false;
  bool ids_are_walked_ = false;
  std::vector<Finding> found_on_the_walk_;
  std::optional<RowReading> rows_;
  Statement commits_;
  bool commits_at_end_ = false;
  bool in_transaction_ = false;
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
    check_identity(*database_, path());
  } catch (const Error& error) {
    // A new store is in its log alone; if that is broken, what is left looks like an empty database.
    if (database_->integer_of("PRAGMA application_id") != 0 || !lost_commits(path())) throw;
    database_.reset();
    unusable_ = error.message();
  }
}

bool SqliteExamination::can_use_file() {
  try {
    database_.emplace(path(), access_);
    static_cast<void>(database_->integer_of("PRAGMA application_id"));
    return true;
  } catch (const Error& error) {
    database_.reset();
    if (error.kind() != ErrorKind::damaged) throw;
    tolerate_.require_readable();
    if (!looks_like_a_store(path())) throw;
    unusable_ = error.message();
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
  const bool can_be_read = tolerate_(Check::format, "the tables cannot be listed", found, [&] {
    for (const std::string& difference : table_differences(*database_)) {
      tables_are_right = false;
      report(difference);
    }
  });
  if (!can_be_read || !tables_are_right) return false;
  if (!database_->is_immutable() && database_->text_of("PRAGMA journal_mode") != "wal") {
    report("another program has changed the journal mode; what evs acknowledges would not be durable");
  }
  tolerate_(Check::format, "look-ups cannot be checked", found, [&] { read_store_key(*database_); });
  tolerate_(Check::format, "the store cannot be told from others", found, [&] { read_store_id(*database_); });
  return true;
}

void SqliteExamination::check_files(Depth depth, const FindingVisitor& found) {
  check_wal(path(), found);
  if (!database_) return;
  tolerate_(Check::file, "SQLite's check came to no end", found, [&] { check_database(*database_, depth, found); });
}

void SqliteExamination::prepare() {
  if (rows_) return;
  try {
    key_ = read_store_key(*database_);
  } catch (const Error& error) {  // which check_format() reports
    if (error.kind() != ErrorKind::damaged) throw;
  }
  rows_.emplace(*database_, key_, tally_, tolerate_);
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
  const bool can_be_read = tolerate_(Check::commits, "the rest of the commits cannot be read", found, [&] {
    if (!commits_.step()) return;
    commit = {commits_.integer(0), Position{commits_.integer(1)}, commits_.integer(2),
              bytes_in<sizeof(Digest)>(commits_, 3)};
  });
  commits_at_end_ = !can_be_read || !commit;
  return commit;
}

std::vector<ExaminedRedaction> SqliteExamination::redactions(const FindingVisitor& found) {
  std::vector<ExaminedRedaction> redactions;
  tolerate_(Check::redactions, "the rest of the redactions cannot be read", found, [&] {
    Statement rows = database_->prepare("SELECT position, commitment FROM redactions ORDER BY position");
    while (rows.step()) redactions.push_back({Position{rows.integer(0)}, bytes_in<sizeof(Digest)>(rows, 1)});
  });
  return redactions;
}

void SqliteExamination::walk_tables() {
  const FindingVisitor keep = [this](const Finding& finding) { found_on_the_walk_.push_back(finding); };
  TableCheck tables(*database_, key_, tally_, keep);
  streams_are_walked_ = tolerate_(Check::streams, "the rest of the streams cannot be checked", keep,
                                  [&] { tables.walk_streams(walked_); });
  ids_are_walked_ = tolerate_(Check::lookups, "the rest of the look-up by id cannot be checked", keep,
                              [&] { tables.walk_ids(walked_); });
}

void SqliteExamination::check_tables(const FindingVisitor& found) {
  const auto check = [&](Check what, const std::string& name, auto work) {
    tolerate_(what, "the rest of the " + name + " cannot be checked", found, work);
  };
  for (const Finding& finding : found_on_the_walk_) found(finding);
  TableCheck tables(*database_, key_, tally_, found);
  if (streams_are_walked_) check(Check::streams, "streams", [&] { tables.check_streams(walked_); });
  check(Check::types, "types", [&] { tables.check_types(); });
  if (ids_are_walked_) check(Check::lookups, "look-up by id", [&] { tables.check_ids(walked_); });
  check(Check::schemas, "schemas", [&] { tables.check_schemas(); });
}

std::int64_t SqliteExamination::check_snapshots(Depth depth, const FindingVisitor& found) {
  std::int64_t count = 0;
  const SnapshotDepth looked_at = depth == Depth::contents ? SnapshotDepth::state : SnapshotDepth::place;
  tolerate_(Check::snapshots, "the rest of the snapshots cannot be checked", found, [&] {
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
