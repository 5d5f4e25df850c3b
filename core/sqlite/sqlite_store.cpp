#include "core/sqlite/sqlite_store.hpp"

#include <filesystem>
#include <system_error>
#include <type_traits>

#include "core/integrity/sha256.hpp"
#include "core/sqlite/appending.hpp"
#include "core/sqlite/id_secret.hpp"
#include "core/sqlite/kept_schemas.hpp"
#include "core/sqlite/log_moving.hpp"
#include "core/sqlite/reading.hpp"
#include "core/sqlite/recovery.hpp"
#include "core/sqlite/schema.hpp"
#include "core/sqlite/snapshot_rows.hpp"
#include "core/sqlite/writer_lock.hpp"

namespace evs::sqlite {
namespace {

/// Frames of 8 KiB in the write-ahead log after which a writer moves them into the database.
constexpr int frames_before_checkpoint = 1000;
constexpr int cache_kib_for_bulk = 48 << 10;

/// Makes a store of an empty database. The caller does nothing else with one that is not empty.
void make_store(const Database& database, const std::string& path, std::chrono::milliseconds timeout) {
  if (database.integer_of("PRAGMA user_version") != 0) return;
  WriterLock::Holder holder = WriterLock(path).acquire(timeout);
  create_tables_if_empty(database);
  if (holder.found_unfinished()) recover(database, path);
  holder.has_finished();
}

/// A connection and the reading half of Contract, which is Reader or Store.
template <class Contract>
class ReadingHalf : public Contract {
 public:
  [[nodiscard]] StoreInfo info() const override { return reading_.info(); }
  Head head() override { return reading_.head(); }
  Totals totals() override { return reading_.totals(); }
  std::optional<StreamInfo> stream(const StreamName& name) override { return reading_.stream(name); }
  void streams(const StreamSelection& selection, const StreamVisitor& visit) override {
    reading_.streams(selection, visit);
  }
  void types(const TypeVisitor& visit) override { reading_.types(visit); }
  void read(const Selection& selection, const EventVisitor& visit) override { reading_.read(selection, visit); }
  bool wait(const Checkpoint& after, std::chrono::milliseconds timeout) override {
    return reading_.wait(after, timeout);
  }
  [[nodiscard]] std::unique_ptr<Reader> another() const override { return open_reader(reading_.path()); }

 protected:
  /// `prepare` may make the database a store before it is read.
  template <class Prepare>
  ReadingHalf(const std::string& path, Database::Access access, Prepare prepare)
      : database_(path, access), reading_((prepare(database_), check_format(database_, path), database_), path) {}

  Database database_;
  Reading reading_;
};

class SqliteReader final : public ReadingHalf<Reader>, public Snapshots, public StreamNames {
 public:
  explicit SqliteReader(const std::string& path)
      : ReadingHalf(path, Database::Access::read, [](const Database&) {}), snapshots_(database_, reading_.key()) {}

  std::optional<Snapshot> newest_snapshot(const StreamName& stream, const Fingerprint& fingerprint,
                                          std::optional<Seq> seq, std::optional<Position> position) override {
    return snapshots_.newest(stream, fingerprint, seq, position);
  }
  std::vector<Seq> snapshot_seqs(const StreamName& stream, const Fingerprint& fingerprint) override {
    return snapshots_.seqs(stream, fingerprint);
  }
  void snapshots(const SnapshotSelection& selection, SnapshotDepth depth, const SnapshotVisitor& visit) override {
    snapshots_.visit(selection, depth, visit);
  }

  void categories(const CategoryVisitor& visit) override { reading_.categories(visit); }
  NamedVersions first_and_last(std::string_view beginning, std::size_t most) override {
    return reading_.first_and_last(beginning, most);
  }

 private:
  SnapshotRows snapshots_;
};

class SqliteSchemas final : public Schemas {
 public:
  explicit SqliteSchemas(const std::string& path)
      : database_(path, Database::Access::read), kept_((check_format(database_, path), database_)) {}

  void schemas(const SchemaVisitor& visit) override { kept_.schemas(visit); }
  std::optional<StoredSchema> schema(std::string_view type, std::optional<std::int64_t> version) override {
    return kept_.schema(type, version);
  }
  Enforcement enforcement() override { return kept_.enforcement(); }

 private:
  Database database_;
  KeptSchemas kept_;
};

class SqliteStore final : public ReadingHalf<Store>, public SnapshotStore, public SchemaKeeping {
 public:
  SqliteStore(const std::string& path, const OpenOptions& options)
      : ReadingHalf(path, Database::Access::write,
                    [&](const Database& database) { make_store(database, path, options.timeout); }),
        timeout_(options.timeout),
        clock_(options.clock),
        lock_(path),
        appending_(database_, reading_.key(), options.clock),
        kept_(database_) {
    if (!options.for_bulk) return;
    database_.execute("PRAGMA cache_size=-" + std::to_string(cache_kib_for_bulk));
    moving_.emplace(path);
  }

  ~SqliteStore() override { leave_no_log(); }
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  std::vector<AppendOutcome> append(std::span<const AppendRequest> requests) override {
    return write([&] {
      std::vector<AppendOutcome> outcomes;
      outcomes.reserve(requests.size());
      for (const AppendRequest& request : requests) outcomes.push_back(appending_.append(request));
      return outcomes;
    });
  }

  ImportOutcome import(std::span<const IncomingEvent> events, const ImportRules& rules) override {
    const Writing::Wanted wanted = appending_.wanted_of(events);
    ImportRules own = rules;
    own.on_refused = [&](const IncomingEvent& event, const Error& error) {
      if (rules.on_refused) as_caller([&] { rules.on_refused(event, error); });
    };
    return write([&] {
      ImportOutcome outcome;
      appending_.import(events, wanted, own, outcome);
      std::span<const IncomingEvent> part;
      const auto comes_more = [&] {
        as_caller([&] { part = rules.more(); });
        return !part.empty();
      };
      while (rules.more && comes_more()) appending_.import(part, appending_.wanted_of(part), own, outcome);
      outcome.streams = appending_.batch().changed_streams();
      return outcome;
    });
  }

  IdSecret id_secret() override {
    if (const auto secret = read_id_secret(database_)) return *secret;
    return write([&] { return make_id_secret(database_); });
  }

  std::int64_t write_snapshots(const SnapshotBatch& batch) override {
    return write([&] { return sqlite::write_snapshots(database_, reading_.key(), batch); });
  }

  std::int64_t drop_snapshots(std::span<const std::int64_t> numbers) override {
    return write([&] { return sqlite::drop_snapshots(database_, numbers); });
  }

  void schemas(const SchemaVisitor& visit) override { kept_.schemas(visit); }
  std::optional<StoredSchema> schema(std::string_view type, std::optional<std::int64_t> version) override {
    return kept_.schema(type, version);
  }
  Enforcement enforcement() override { return kept_.enforcement(); }
  Added add(std::string_view type, std::int64_t version, std::string_view text) override {
    return write([&] { return kept_.add({std::string(type), version, std::string(text), sha256(text), clock_()}); });
  }
  void enforce(const std::optional<std::string>& type, bool on) override {
    write([&] { return kept_.enforce(type, on), on; });
  }

 private:
  template <class Work>
  std::invoke_result_t<Work> write(Work work);
  /// What the caller does within a write: if that throws, it says nothing of the store's disk.
  template <class Work>
  void as_caller(Work work) {
    caller_runs_ = true;
    work();
    caller_runs_ = false;
  }
  void make_short_log(WriterLock::Holder holder) noexcept;
  void leave_no_log() noexcept;

  std::chrono::milliseconds timeout_;
  Clock clock_;
  WriterLock lock_;
  Appending appending_;
  KeptSchemas kept_;
  std::optional<LogMoving> moving_;  // in the background, for whoever writes large batches
  bool disk_failed_ = false;         // at a commit or an fsync: nothing more is acknowledged
  bool caller_runs_ = false;
};

/// Runs `work` in a transaction that no other writer disturbs, and makes it durable.
template <class Work>
std::invoke_result_t<Work> SqliteStore::write(Work work) {
  if (moving_ && moving_->finish()) disk_failed_ = true;
  if (disk_failed_) throw Error(ErrorKind::in_doubt, "an earlier write failed on this disk; nothing more is written");
  WriterLock::Holder holder = lock_.acquire(timeout_);
  if (holder.found_unfinished()) recover(database_, reading_.path());
  bool committing = false;
  caller_runs_ = false;
  try {
    Transaction transaction(database_);
    appending_.begin();
    auto result = work();
    appending_.batch().finish();
    committing = true;
    transaction.commit();
    committing = false;
    make_short_log(std::move(holder));
    return result;
  } catch (const Error& error) {
    appending_.batch().forget();
    disk_failed_ = error.kind() == ErrorKind::in_doubt && !caller_runs_;
    if (caller_runs_ || (!disk_failed_ && error.kind() != ErrorKind::system)) holder.has_finished();  // it was undone
    throw;
  } catch (...) {
    appending_.batch().forget();
    disk_failed_ = committing;  // there was no memory for an Error that says it
    throw;
  }
}

/// Behind a commit.
void SqliteStore::make_short_log(WriterLock::Holder holder) noexcept {
  if (database_.wal_frames() < frames_before_checkpoint) return holder.has_finished();
  if (moving_) return moving_->begin(std::move(holder));
  disk_failed_ = move_log(database_, holder);
}

/// So that the database alone is the whole store while nobody uses it, for those who copy only that file.
void SqliteStore::leave_no_log() noexcept {
  if (moving_ && moving_->finish()) return;
  if (disk_failed_ || database_.wal_frames() == 0) return;
  try {
    WriterLock::Holder holder = lock_.acquire(std::chrono::milliseconds(0));
    if (holder.found_unfinished()) return;  // for a writer that can wait
    database_.execute("PRAGMA busy_timeout=0; PRAGMA wal_checkpoint(TRUNCATE)");
    holder.has_finished();
  } catch (const std::exception&) {  // the log stays, and nothing is lost: the next writer moves it
    return;
  }
}

}  // namespace

std::unique_ptr<Reader> open_reader(const std::string& path) { return std::make_unique<SqliteReader>(path); }

std::unique_ptr<Schemas> open_schemas(const std::string& path) { return std::make_unique<SqliteSchemas>(path); }

namespace {

std::unique_ptr<SqliteStore> open_sqlite_store(const std::string& path, const OpenOptions& options) {
  create_file_if_missing(path);
  refuse_network_file_system(path);
  std::error_code unknown;  // which counts as missing
  const bool has_log = std::filesystem::exists(path + "-wal", unknown);
  auto store = std::make_unique<SqliteStore>(path, options);
  if (!has_log) sync_folder_of(path);  // SQLite does so, too, but takes no notice when it fails
  return store;
}

}  // namespace

std::unique_ptr<Store> open_store(const std::string& path, const OpenOptions& options) {
  return open_sqlite_store(path, options);
}

std::unique_ptr<SchemaKeeping> open_schema_keeping(const std::string& path, const OpenOptions& options) {
  return open_sqlite_store(path, options);
}

}  // namespace evs::sqlite
