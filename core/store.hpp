#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/codec/incoming.hpp"
#include "core/error.hpp"
#include "core/event.hpp"

namespace evs {

/// How far a reader has got, in a form that a backend may define: SQLite and log files have one log, so theirs is a
/// position; a partitioned store would have one a partition.
class Checkpoint {
 public:
  Checkpoint() = default;  // before the first event
  explicit Checkpoint(Position position) : position_(position) {}
  [[nodiscard]] Position position() const { return position_; }
  /// The text that a user keeps in a file; parse() takes it back or throws [bad-input].
  [[nodiscard]] std::string text() const;
  static Checkpoint parse(std::string_view text);

 private:
  Position position_;
};

struct StoreInfo {
  std::string kind;    // "sqlite", "log file"
  std::string name;    // how messages call it: the path or URL
  std::string format;  // the version of its format
  bool finds_streams;  // reads one stream without touching the others
  bool reads_again;    // false for a pipe: a second read() throws [usage]
  bool has_unfinished_purge = false;
};

struct StreamInfo {
  std::string name;
  Seq version;
  Timestamp first;  // times of the first and the last event
  Timestamp last;
};

struct TypeInfo {
  std::string type;
  std::int64_t schema;
  std::int64_t events;
  Timestamp first;
  Timestamp last;
};

struct Totals {
  std::int64_t events = 0;
  std::int64_t streams = 0;
  std::int64_t categories = 0;
  std::int64_t types = 0;
  std::int64_t bytes = 0;  // of the store's files
  Head head;
};

/// What is said of a stream where several readers share the work.
struct StreamShare {
  bool is_mine = false;
  void* attached = nullptr;  // handed out with the stream's events, so that they need not be asked for their stream
};

/// Which events a read hands out: those that satisfy every field that is set.
struct Selection {
  std::vector<StreamName> streams;  // any of them; empty: all
  std::string category;             // empty: all
  std::vector<std::string> types;   // any of them; empty: all
  std::optional<Seq> from_seq;      // bounds are inclusive
  std::optional<Seq> to_seq;
  std::optional<Position> from_position;
  std::optional<Position> to_position;
  std::optional<Timestamp> since;
  std::optional<Timestamp> until;
  /// Of the events as they are stored, where several readers share the work: those of streams, which a reader may ask
  /// once for each stream, and of them these; unset: all.
  std::function<StreamShare(std::string_view)> share_of_streams;
  std::function<bool(const EventView&)> share;
  /// Where a store that finds streams notes, for whoever shares the work, which event it has come to, others' too.
  Position* reached = nullptr;
  std::optional<std::int64_t> limit;  // at most so many, counted in the order of the read
  bool reverse = false;               // last event first
};

/// Whether an event satisfies all of a selection but its limit.
bool matches(const Selection& selection, const EventView& event);

/// Which streams a listing names.
struct StreamSelection {
  std::string category;  // empty: all
  std::string prefix;    // of the name; empty: all
  std::optional<std::int64_t> limit;
};

/// Return false to end the read.
using EventVisitor = std::function<bool(const EventView&)>;
using StreamVisitor = std::function<bool(const StreamInfo&)>;
using TypeVisitor = std::function<bool(const TypeInfo&)>;

/// Reads a store. One object serves one thread; every call sees a consistent state of the store, and a later call may
/// see a newer one. All calls throw [damaged] when what is stored contradicts itself and [system] when reading fails.
class Reader {
 public:
  Reader() = default;
  virtual ~Reader() = default;
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// What this store is; the same for the life of the object.
  [[nodiscard]] virtual StoreInfo info() const = 0;

  /// The last position and the digest of everything up to there; position 0 in an empty store.
  virtual Head head() = 0;

  /// Counts over the whole store.
  virtual Totals totals() = 0;

  /// The stream, or nothing if it has no events; that is not an error.
  virtual std::optional<StreamInfo> stream(const StreamName& name) = 0;

  /// Visits streams in the byte order of their names.
  virtual void streams(const StreamSelection& selection, const StreamVisitor& visit) = 0;

  /// Visits each (type, schema) that occurs, by type, then by schema.
  virtual void types(const TypeVisitor& visit) = 0;

  /// Visits the selected events by increasing position, which within a stream is also by seq; by decreasing position
  /// if the selection is reversed. Selecting nothing is not an error. The visitor must not call this object.
  virtual void read(const Selection& selection, const EventVisitor& visit) = 0;

  /// Waits until there may be events behind `after`, at most for `timeout`; true if it is worth reading. Another
  /// process's commit is noticed within 100 ms.
  virtual bool wait(const Checkpoint& after, std::chrono::milliseconds timeout) = 0;

  /// A second reader of the same store, for another thread; nothing where the input can be read only once.
  [[nodiscard]] virtual std::unique_ptr<Reader> another() const = 0;
};

/// What the reader of a log that another program appends to can do besides.
class GrowingReader {
 public:
  GrowingReader() = default;
  virtual ~GrowingReader() = default;
  GrowingReader(const GrowingReader&) = delete;
  GrowingReader& operator=(const GrowingReader&) = delete;

  /// Like Reader::read(), but goes on where the last call with this selection ended, and leaves a last line that is
  /// not whole yet for the next call. Returns how far it got. Throws [damaged] when what was read has been cut off
  /// since, [not-found] when the log is no longer there or another one is in its place.
  virtual Checkpoint read_on(const Selection& selection, const EventVisitor& visit) = 0;
};

/// What an append demands of a stream's version before it.
struct Expected {
  enum class Kind { any, none, exists, version };
  Kind kind = Kind::any;
  Seq version;  // when kind is version

  /// "any", "none", "exists" or a number without leading zeros; throws [usage] otherwise. 0 is the same as none.
  static Expected parse(std::string_view text);
};

struct AppendRequest {
  StreamName stream;
  Expected expected;
  std::vector<NewEvent> events;  // appended together or not at all
};

struct Appended {
  std::string id;
  Seq seq;
  Position position;
  bool already_stored = false;  // the same event was stored before under this id; nothing was written
};

/// One entry an event of the request, or why none of them was stored.
using AppendOutcome = std::variant<std::vector<Appended>, Error>;

/// How an import numbers events and what it does with one that it cannot take.
struct ImportRules {
  enum class Numbering {
    automatic,  // keep the source's numbers, those of a stream that starts at 0 shifted by one; refuse holes
    assign,     // number in the order of arrival
  };
  Numbering numbering = Numbering::automatic;
  /// Called for each event that is refused ([conflict], [bad-input]); throwing from it undoes the batch.
  std::function<void(const IncomingEvent&, const Error&)> on_refused;
  /// Not set: the batch is all there. Else it is called, again and again, for more events of the batch, so that these
  /// can be read while the first are stored; none: it was all. It must not use the store; throwing from it undoes the
  /// batch.
  std::function<std::span<const IncomingEvent>()> more;
  std::size_t expected = 0;  // how many events the batch is likely to have, if it has more
};

struct ImportOutcome {
  std::int64_t imported = 0;
  std::int64_t skipped = 0;  // already stored with the same content
  std::int64_t refused = 0;
  std::vector<std::string> streams;  // that got events
};

/// What a store makes ids with for imported events that have none (derived_id.hpp).
struct IdSecret {
  std::array<unsigned char, 32> bytes{};
  bool was_one_erased = false;  // by a purge: events may be stored under ids that nobody can make again
};

/// Adds writing. When a call returns, what it wrote is durable; when it throws, nothing of it was written, except that
/// [in-doubt] says the outcome is unknown. Writers of other processes wait for each other; [busy] if that took too
/// long.
class Store : public Reader {
 public:
  /// Carries out each request by itself and makes all of them durable together (group commit). A request whose first id
  /// is stored already with the same content, in the same stream, gets its old positions back, whatever it expects.
  /// Refusals are outcomes: [conflict] when the stream is at another version, when an id is taken by an event with
  /// other content, or when a part of a batch was stored before. Throws what concerns the whole store.
  virtual std::vector<AppendOutcome> append(std::span<const AppendRequest> requests) = 0;

  /// Stores a batch of an import in one commit. An event whose id is stored with the same content is skipped. Every
  /// event must have an id. The texts of all must live until the call returns.
  virtual ImportOutcome import(std::span<const IncomingEvent> events, const ImportRules& rules) = 0;

  /// The store's secret, the same until a purge replaces it; the first call makes it, durably.
  virtual IdSecret id_secret() = 0;
};

}  // namespace evs
