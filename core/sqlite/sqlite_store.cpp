#include "core/sqlite/sqlite_store.hpp"

#include <algorithm>

#include "core/id.hpp"
#include "core/sqlite/batch.hpp"
#include "core/sqlite/reading.hpp"
#include "core/sqlite/schema.hpp"
#include "core/sqlite/selection_sql.hpp"
#include "core/sqlite/writer_lock.hpp"

namespace evs::sqlite {
namespace {

/// Frames of 8 KiB in the write-ahead log after which a writer moves them into the database.
constexpr int frames_before_checkpoint = 1000;
/// The same for a writer that is about to close, so that short-lived ones leave a short log behind.
constexpr int frames_left_behind = 128;

constexpr int cache_kib_for_bulk = 64 << 10;

class SqliteReader final : public Reader {
 public:
  explicit SqliteReader(const std::string& path) : database_(path, Database::Access::read), reading_(open(path)) {}

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
  [[nodiscard]] std::unique_ptr<Reader> another() const override {
    return std::make_unique<SqliteReader>(reading_.path());
  }

 private:
  Reading open(const std::string& path) {
    check_format(database_, path);
    return {database_, path};
  }

  Database database_;
  Reading reading_;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(const std::string& path, OpenOptions options)
      : path_(path),
        options_(std::move(options)),
        lock_(path),
        database_(prepare_file(path), Database::Access::write),
        reading_(open(path)),
        writing_(database_, reading_.key()),
        event_at_(database_.prepare("SELECT e.position, s.name, e.seq, t.name, t.schema, e.time, e.id, e.data, e.meta "
                                    "FROM events e JOIN streams s ON s.stream_no = e.stream_no "
                                    "JOIN types t ON t.type_no = e.type_no WHERE e.position = ?")) {
    if (options_.for_bulk) database_.execute("PRAGMA cache_size=-" + std::to_string(cache_kib_for_bulk));
  }

  ~SqliteStore() override { leave_short_log(); }
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

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
  [[nodiscard]] std::unique_ptr<Reader> another() const override { return open_reader(path_); }

  std::vector<AppendOutcome> append(std::span<const AppendRequest> requests) override;
  ImportOutcome import(std::span<const IncomingEvent> events, const ImportRules& rules) override;

 private:
  static const std::string& prepare_file(const std::string& path) {
    create_file_if_missing(path);
    refuse_network_file_system(path);
    return path;
  }

  Reading open(const std::string& path) {
    if (database_.integer_of("PRAGMA user_version") == 0) {
      const WriterLock::Holder holder = lock_.acquire(options_.timeout);
      create_tables_if_empty(database_);
    }
    check_format(database_, path);
    return {database_, path};
  }

  template <class Work>
  auto write(Work work);
  AppendOutcome append_one(const AppendRequest& request);
  std::optional<Error> refusal_of(const AppendRequest& request, Seq version);
  Error stale_version(const AppendRequest& request, Seq version);
  void import_one(const IncomingEvent& event, const Writing::IdLookup& lookup, const ImportRules& rules,
                  ImportOutcome& outcome);
  std::optional<Error> difference(Position stored, const EventView& wanted, bool compare_time, Appended* original);
  void checkpoint(bool must_be_complete);
  void leave_short_log() noexcept;

  std::string path_;
  OpenOptions options_;
  WriterLock lock_;
  Database database_;
  Reading reading_;
  Writing writing_;
  Statement event_at_;
  bool in_doubt_ = false;
};

/// Runs `work` in a transaction that no other writer disturbs, and makes it durable.
template <class Work>
auto SqliteStore::write(Work work) {
  if (in_doubt_) throw Error(ErrorKind::in_doubt, "an earlier write failed on this disk; nothing more is written");
  WriterLock::Holder holder = lock_.acquire(options_.timeout);
  if (holder.found_unfinished()) {
    holder.leave_unfinished();
    checkpoint(true);
    holder.has_recovered();
  }
  try {
    Transaction transaction(database_);
    writing_.begin();
    auto result = work();
    writing_.finish();
    transaction.commit();
    if (database_.wal_frames() >= frames_before_checkpoint) checkpoint(false);
    return result;
  } catch (const Error& error) {
    writing_.forget();
    in_doubt_ = error.kind() == ErrorKind::in_doubt;
    if (in_doubt_) holder.leave_unfinished();
    throw;
  } catch (...) {
    writing_.forget();
    throw;
  }
}

/// Moves the write-ahead log into the database; the caller holds the lock. A reader of an old state may keep a part of
/// it back, which matters only after a write that failed.
void SqliteStore::checkpoint(bool must_be_complete) {
  Statement run =
      database_.prepare(must_be_complete ? "PRAGMA wal_checkpoint(TRUNCATE)" : "PRAGMA wal_checkpoint(PASSIVE)");
  const bool was_blocked = run.step() && run.integer(0) != 0;
  if (was_blocked && must_be_complete) {
    throw Error(ErrorKind::busy, "a reader keeps the store from being recovered after a write that failed")
        .detail("nothing was written")
        .hint("end the programs that read the store, then retry");
  }
}

void SqliteStore::leave_short_log() noexcept {
  if (in_doubt_ || database_.wal_frames() < frames_left_behind) return;
  try {
    WriterLock::Holder holder = lock_.acquire(std::chrono::milliseconds(0));
    if (holder.found_unfinished()) return holder.leave_unfinished();  // for a writer that can wait
    database_.execute("PRAGMA busy_timeout=0; PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const std::exception&) {  // the log stays, and nothing is lost: the next writer moves it
    return;
  }
}

std::string describe(const EventView& event) {
  return "event " + std::to_string(event.seq.value) + " of stream '" + std::string(event.stream) + "' (position " +
         std::to_string(event.position.value) + ")";
}

/// Nothing if the stored event is the wanted one, whose place in the log is then told; else a conflict that names both.
std::optional<Error> SqliteStore::difference(Position stored, const EventView& wanted, bool compare_time,
                                             Appended* original) {
  const Resetting resetting(event_at_);
  if (!event_at_.bind(1, stored.value).step()) {
    throw Error(ErrorKind::damaged,
                "the look-up of ids points to position " + std::to_string(stored.value) + ", where no event is");
  }
  const EventView event = event_in(event_at_);
  if (original != nullptr) *original = {std::string(event.id), event.seq, event.position, true};
  std::string what;
  if (event.stream != wanted.stream)
    what = "stream";
  else if (event.type != wanted.type)
    what = "type";
  else if (event.schema != wanted.schema)
    what = "schema";
  else if (event.data != wanted.data)
    what = "data";
  else if (event.meta != wanted.meta)
    what = "meta";
  else if (compare_time && event.time != wanted.time)
    what = "time";
  if (what.empty()) return std::nullopt;
  return Error(ErrorKind::conflict, "id '" + std::string(wanted.id) + "' of a new event of stream '" +
                                        std::string(wanted.stream) + "' is taken by " + describe(event) + ", whose " +
                                        what + " is another")
      .hint("send the event with an id of its own, or leave the id out")
      .fact("id", std::string(wanted.id))
      .fact("stream", std::string(event.stream))
      .fact("position", event.position.value);
}

std::vector<AppendOutcome> SqliteStore::append(std::span<const AppendRequest> requests) {
  return write([&] {
    std::vector<AppendOutcome> outcomes;
    outcomes.reserve(requests.size());
    for (const AppendRequest& request : requests) outcomes.push_back(append_one(request));
    return outcomes;
  });
}

AppendOutcome SqliteStore::append_one(const AppendRequest& request) {
  const std::string& name = request.stream.text();
  std::vector<std::string> ids;
  for (const NewEvent& event : request.events) ids.push_back(event.id.empty() ? make_id(options_.clock()) : event.id);
  const auto lookups = writing_.look_up({ids.begin(), ids.end()});

  std::vector<Appended> appended;
  for (std::size_t i = 0; i < ids.size(); ++i) {  // before the version: a retry after a lost answer succeeds
    const auto found = writing_.find_id(ids[i], lookups[i]);
    if (!found.position) continue;
    const NewEvent& event = request.events[i];
    const EventView wanted{ids[i],     name,      {}, {}, event.type, event.schema, event.time.value_or(Timestamp{}),
                           event.data, event.meta};
    if (auto conflict = difference(*found.position, wanted, event.time.has_value(), &appended.emplace_back())) {
      return *conflict;
    }
  }
  if (appended.size() == ids.size() && !ids.empty()) return appended;
  if (!appended.empty()) {
    return Error(ErrorKind::conflict, "only " + std::to_string(appended.size()) + " of the batch's " +
                                          std::to_string(ids.size()) + " events are stored already in stream '" + name +
                                          "'")
        .detail("nothing was appended")
        .hint("a batch is sent again as it was, or with new ids");
  }
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (std::find(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(i), ids[i]) !=
        ids.begin() + static_cast<std::ptrdiff_t>(i)) {
      return Error(ErrorKind::conflict, "id '" + ids[i] + "' stands twice in the batch").detail("nothing was appended");
    }
  }

  auto& stream = writing_.stream(name);
  if (auto refusal = refusal_of(request, stream.second.numbering.version)) return *refusal;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const NewEvent& event = request.events[i];
    const Seq seq = stream.second.numbering.next(name, std::nullopt);
    const NewRow row{ids[i],     event.type, event.schema, event.time ? *event.time : options_.clock(),
                     event.data, event.meta, std::nullopt};
    const auto free_key = writing_.find_id(ids[i], lookups[i]).free_key;
    appended.push_back({ids[i], seq, writing_.add(stream, seq, row, free_key), false});
  }
  return appended;
}

std::optional<Error> SqliteStore::refusal_of(const AppendRequest& request, Seq version) {
  switch (request.expected.kind) {
    case Expected::Kind::any:
      return std::nullopt;
    case Expected::Kind::none:
      if (version == Seq{0}) return std::nullopt;
      break;
    case Expected::Kind::exists:
      if (version != Seq{0}) return std::nullopt;
      return Error(ErrorKind::conflict, "stream '" + request.stream.text() + "' does not exist")
          .detail("nothing was appended")
          .hint("look for its name with 'evs streams', or leave out --expect exists to begin it")
          .fact("stream", request.stream.text())
          .fact("version", 0);
    case Expected::Kind::version:
      if (version == request.expected.version) return std::nullopt;
      break;
  }
  return stale_version(request, version);
}

/// How long ago, in the largest unit that says something.
std::string age(Timestamp then, Timestamp now) {
  const std::int64_t seconds = (now.ns - then.ns) / 1'000'000'000;
  if (seconds < 0) return "";
  if (seconds < 120) return std::to_string(seconds) + " s ago";
  if (seconds < 7200) return std::to_string(seconds / 60) + " min ago";
  if (seconds < 172'800) return std::to_string(seconds / 3600) + " h ago";
  return std::to_string(seconds / 86'400) + " days ago";
}

Error SqliteStore::stale_version(const AppendRequest& request, Seq version) {
  const std::string& name = request.stream.text();
  const Seq wanted = request.expected.version;
  Error error(ErrorKind::conflict, "stream '" + name + "' is at version " + std::to_string(version.value) + ", not " +
                                       std::to_string(wanted.value));
  if (wanted < version) {
    constexpr std::int64_t most_named = 3;
    Statement rows = database_.prepare(
        "SELECT t.name, e.time FROM streams s JOIN stream_events i ON i.stream_no = s.stream_no "
        "JOIN events e ON e.position = i.position JOIN types t ON t.type_no = e.type_no "
        "WHERE s.name_key = ? AND s.name = ? AND i.seq > ? ORDER BY i.seq DESC LIMIT ?");
    rows.bind(1, lookup_key(reading_.key(), name)).bind(2, name).bind(3, wanted.value).bind(4, most_named);
    std::string types;
    std::string when;
    while (rows.step()) {
      if (when.empty()) when = age(Timestamp{rows.integer(1)}, options_.clock());
      types = types.empty() ? std::string(rows.text(0)) : std::string(rows.text(0)) + ", " + types;
    }
    const std::int64_t added = version.value - wanted.value;
    if (!types.empty()) {  // empty when this group of appends wrote them a moment ago
      if (added > most_named) types = "… " + types;
      error.detail((added == 1 ? "event " + std::to_string(version.value) + " was"
                               : "events " + std::to_string(wanted.value + 1) + " to " + std::to_string(version.value) +
                                     " were") +
                   " written since" + (when.empty() ? "" : " (the last " + when + ")") + ": " + types);
    }
    error.hint("look at them with 'evs read " + name + " --from-seq " + std::to_string(wanted.value + 1) +
               "', then retry with --expect " + std::to_string(version.value));
  } else {
    error.hint("look at it with 'evs read " + name + "', then retry with --expect " + std::to_string(version.value));
  }
  error.detail("nothing was appended");
  return std::move(error).fact("stream", name).fact("version", version.value).fact("expected", wanted.value);
}

ImportOutcome SqliteStore::import(std::span<const IncomingEvent> events, const ImportRules& rules) {
  return write([&] {
    std::vector<std::string_view> ids;
    ids.reserve(events.size());
    for (const IncomingEvent& event : events) ids.push_back(event.id);
    const auto lookups = writing_.look_up(ids);
    ImportOutcome outcome;
    for (std::size_t i = 0; i < events.size(); ++i) import_one(events[i], lookups[i], rules, outcome);
    outcome.streams = writing_.changed_streams();
    return outcome;
  });
}

void SqliteStore::import_one(const IncomingEvent& event, const Writing::IdLookup& lookup, const ImportRules& rules,
                             ImportOutcome& outcome) {
  const auto refuse = [&](const Error& error) {
    ++outcome.refused;
    if (rules.on_refused) rules.on_refused(event, error);
  };
  const auto found = writing_.find_id(event.id, lookup);
  if (found.position) {
    const EventView wanted{event.id,   event.stream, {}, {}, event.type, event.schema, event.time.value_or(Timestamp{}),
                           event.data, event.meta};
    const auto conflict = difference(*found.position, wanted, event.time.has_value(), nullptr);
    if (conflict) return refuse(*conflict);
    ++outcome.skipped;
    return;
  }
  auto& stream = writing_.stream(event.stream);
  const bool keeps_number = rules.numbering == ImportRules::Numbering::automatic;
  Seq seq;
  try {
    seq = stream.second.numbering.next(event.stream, keeps_number ? event.source_seq : std::nullopt);
  } catch (const Error& error) {
    return refuse(error);
  }
  const NewRow row{event.id,
                   event.type,
                   event.schema,
                   event.time ? *event.time : options_.clock(),
                   event.data,
                   event.meta,
                   event.time ? event.seal : std::nullopt};
  writing_.add(stream, seq, row, found.free_key);
  ++outcome.imported;
}

}  // namespace

std::unique_ptr<Reader> open_reader(const std::string& path) { return std::make_unique<SqliteReader>(path); }

std::unique_ptr<Store> open_store(const std::string& path, const OpenOptions& options) {
  return std::make_unique<SqliteStore>(path, options);
}

}  // namespace evs::sqlite
