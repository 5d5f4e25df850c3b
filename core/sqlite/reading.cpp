#include "core/sqlite/reading.hpp"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <set>
#include <thread>

#include "core/be64.hpp"
#include "core/integrity/commitment.hpp"
#include "core/per_thread.hpp"
#include "core/sqlite/erasure.hpp"
#include "core/sqlite/names.hpp"
#include "core/sqlite/share_filter.hpp"
#include "core/sqlite/writer_lock.hpp"

namespace evs::sqlite {
namespace {

/// Above this, a scan of the whole log is cheaper than looking events up, and looking them up would need memory.
constexpr std::int64_t most_by_index = 100'000;

/// How long a follower sleeps at most before it looks, should a notification be lost.
constexpr std::chrono::milliseconds longest_sleep{50};

StreamInfo stream_in(const Statement& row) {
  return {std::string(row.checked_text(0, "the name of a stream")),
          Seq{row.checked_integer(1, 1, "the version of a stream")}, Timestamp{row.integer(2)},
          Timestamp{row.integer(3)}};
}

std::int64_t file_size(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? static_cast<std::int64_t>(info.st_size) : 0;
}

FileDescriptor watch_file(const std::string& path) {
  FileDescriptor fd(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (fd && ::inotify_add_watch(fd.number(), path.c_str(), IN_MODIFY) < 0) fd.reset();
  return fd;
}

/// Several statements that must see one state of the store. How it ends is prepared before it begins, since there may
/// be no memory for that later, and an open transaction would be in the way of the next.
class ReadTransaction {
 public:
  explicit ReadTransaction(const Database& database) : end_(database.prepare("END")) { database.execute("BEGIN"); }
  ~ReadTransaction() {
    try {
      end_.run();
    } catch (const std::exception&) {  // there was nothing to undo
      return;
    }
  }
  ReadTransaction(const ReadTransaction&) = delete;
  ReadTransaction& operator=(const ReadTransaction&) = delete;

 private:
  Statement end_;
};

}  // namespace

Position last_position_in(const Statement& commit) {
  const std::int64_t first = commit.checked_integer(0, 1, "the first position of the last commit");
  const std::int64_t count = commit.checked_integer(1, 1, "the number of events of the last commit");
  if (count > Statement::largest_number - first) throw commit.damage("the last commit ends behind all positions");
  return {first + count - 1};
}

Digest digest_in(const Statement& commit) {
  const auto bytes = commit.blob(2);
  Digest digest{};
  if (bytes.size() != digest.size()) throw commit.damage("the digest of the last commit is not 32 bytes long");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

std::int64_t lookup_key(const StoreKey& key, std::string_view text) {
  struct Hashing {
    Sha256 hash;
    std::string bytes;  // one update costs less than two
  };
  static PerThread<Hashing> own;
  auto& [hash, bytes] = own.mine();
  bytes.assign(reinterpret_cast<const char*>(key.data()), key.size());
  bytes += text;
  hash.add(bytes);
  return static_cast<std::int64_t>(from_be64(hash.finish().data()));
}

Reading::Reading(const Database& database, std::string path)
    : database_(database), path_(std::move(path)), key_(read_store_key(database)) {}

StoreInfo Reading::info() const {
  return {"sqlite", path_, std::to_string(format_version), true, true, has_unfinished_purge(database_)};
}

Head Reading::head() {
  Statement last =
      database_.prepare("SELECT first_position, count, digest FROM commits ORDER BY commit_no DESC LIMIT 1");
  return last.step() ? Head{last_position_in(last), digest_in(last)} : Head{Position{0}, Digest{}};
}

Totals Reading::totals() {
  const ReadTransaction transaction(database_);
  Totals totals;
  totals.events = database_.integer_of("SELECT coalesce(sum(events), 0) FROM types");
  totals.types = database_.integer_of("SELECT count(DISTINCT name) FROM types");
  totals.streams = database_.integer_of("SELECT count(*) FROM streams");
  totals.categories = database_.integer_of("SELECT count(DISTINCT category) FROM streams");
  totals.bytes = file_size(path_) + file_size(path_ + "-wal");
  totals.head = head();
  return totals;
}

std::optional<StreamInfo> Reading::stream(const StreamName& name) {
  Statement find =
      database_.prepare("SELECT name, version, first_time, last_time FROM streams WHERE name_key = ? AND name = ?");
  find.bind(1, lookup_key(key_, name.text())).bind(2, name.text());
  if (!find.step()) return std::nullopt;
  return stream_in(find);
}

void Reading::streams(const StreamSelection& selection, const StreamVisitor& visit) {
  Statement rows = database_.prepare(
      "SELECT name, version, first_time, last_time FROM streams "
      "WHERE (?1 = '' OR category = ?1) AND (?2 = '' OR substr(name, 1, length(?2)) = ?2) ORDER BY name LIMIT ?3");
  rows.bind(1, selection.category).bind(2, selection.prefix).bind(3, selection.limit.value_or(-1));
  while (rows.step() && visit(stream_in(rows))) {
  }
}

// Goes through all rows, since no index keeps a copy of the names, which may be personal; but once, and without
// sorting them.
NamedVersions Reading::first_and_last(std::string_view beginning, std::size_t most) {
  Statement rows = database_.prepare("SELECT name, version FROM streams");
  NamedVersions first;
  std::pair<std::string, Seq> last;
  while (rows.step()) {
    const std::string_view name = rows.checked_text(0, "the name of a stream");
    if (!name.starts_with(beginning)) continue;
    const bool is_among_first = first.size() < most || name < first.rbegin()->first;
    if (!is_among_first && name < last.first) continue;
    const Seq version{rows.checked_integer(1, 1, "the version of a stream")};
    if (name >= last.first) last = {std::string(name), version};
    if (!is_among_first) continue;
    first.emplace(name, version);
    if (first.size() > most) first.erase(std::prev(first.end()));
  }
  if (!last.first.empty()) first.insert(std::move(last));
  return first;
}

void Reading::categories(const CategoryVisitor& visit) {
  Statement rows = database_.prepare("SELECT DISTINCT category FROM streams");  // ordered, it would sort all rows
  std::set<std::string> found;
  while (rows.step()) found.emplace(rows.checked_text(0, "the category of a stream"));
  for (const std::string& category : found) {
    if (!visit(category)) return;
  }
}

void Reading::types(const TypeVisitor& visit) {
  Statement rows =
      database_.prepare("SELECT name, schema, events, first_time, last_time FROM types ORDER BY name, schema");
  while (rows.step()) {
    const TypeInfo type{std::string(rows.checked_text(0, "the name of a type")),
                        rows.checked_integer(1, 1, "the schema of a type"),
                        rows.checked_integer(2, 0, "the number of events of a type"), Timestamp{rows.integer(3)},
                        Timestamp{rows.integer(4)}};
    if (!visit(type)) return;
  }
}

std::optional<std::int64_t> Reading::stream_no(const std::string& name) {
  if (!find_stream_) {
    find_stream_ = database_.prepare("SELECT stream_no FROM streams WHERE name_key = ? AND name = ?");
  }
  const Resetting resetting(find_stream_);
  find_stream_.bind(1, lookup_key(key_, name)).bind(2, name);
  if (!find_stream_.step()) return std::nullopt;
  return find_stream_.integer(0);
}

void Reading::read(const Selection& selection, const EventVisitor& visit) {
  const bool is_shared = selection.share || selection.share_of_streams;
  if (is_shared && selection.limit == 0) return;
  Selection asked = selection;
  if (is_shared) asked.limit.reset();  // it counts what belongs to the share
  std::int64_t left = selection.limit.value_or(-1);
  Names names(database_, selection.share_of_streams);
  const bool is_scan = selection.streams.empty() && selection.category.empty() && selection.types.empty();
  std::optional<ShareFilter> filter;
  if (is_scan && selection.share_of_streams) filter.emplace(database_, names, selection);
  const EventColumns scanned = filter ? EventColumns::shared_numbers : EventColumns::numbers;
  rows(asked, is_scan ? scanned : EventColumns::event, [&](const Statement& row) {
    if (selection.reached != nullptr) *selection.reached = Position{row.integer(0)};
    EventView event = is_scan ? names.event_in(row) : event_in(row);
    if (!is_shared) return visit(event);
    if (!is_scan && selection.share_of_streams) {
      const StreamShare share = selection.share_of_streams(event.stream);
      if (!share.is_mine) return true;
      event.attached = share.attached;
    }
    return (selection.share && !selection.share(event)) || (visit(event) && --left != 0);
  });
}

void Reading::rows(const Selection& selection, EventColumns columns,
                   const std::function<bool(const Statement&)>& visit) {
  const ReadTransaction transaction(database_);
  std::vector<std::int64_t> stream_nos;
  for (const StreamName& name : selection.streams) {
    if (const auto found = stream_no(name.text())) stream_nos.push_back(*found);
  }
  if (!selection.streams.empty() && stream_nos.empty()) return;
  std::int64_t selected = 0;
  if (stream_nos.size() > 1) {
    std::string list;
    for (const std::int64_t no : stream_nos) list += (list.empty() ? "" : ",") + std::to_string(no);
    selected = database_.integer_of("SELECT sum(version) FROM streams WHERE stream_no IN (" + list + ")");
  } else if (stream_nos.empty() && !selection.category.empty()) {
    Statement sum = database_.prepare("SELECT coalesce(sum(version), 0) FROM streams WHERE category = ?");
    sum.bind(1, selection.category);
    if (sum.step()) selected = sum.integer(0);
  }
  const SelectionQuery query(selection, stream_nos, selected <= most_by_index, columns);
  Statement found = query.prepare(database_);
  std::optional<std::int64_t> before;
  while (found.step()) {
    if (found.is_null(0)) event_in(found);  // throws
    const std::int64_t position = found.integer(0);
    if (is_out_of_order(selection, before, position)) {
      throw found.damage("position " + std::to_string(position) + " comes behind position " + std::to_string(*before));
    }
    before = position;
    if (!visit(found)) return;
  }
}

bool Reading::wait(const Checkpoint& after, std::chrono::milliseconds timeout) {
  using std::chrono::steady_clock;
  const auto deadline = steady_clock::now() + timeout;
  if (!last_position_) last_position_ = database_.prepare("SELECT max(position) FROM events");
  for (;;) {
    if (!watch_) watch_ = watch_file(WriterLock::path_for(path_));
    {
      const Resetting resetting(last_position_);
      if (last_position_.step() && last_position_.integer(0) > after.position().value) return true;
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{watch_.number(), POLLIN, 0};
    const nfds_t watched = watch_ ? 1 : 0;
    ::poll(&waiting, watched, static_cast<int>(std::min(left, longest_sleep).count()));
    std::array<char, 4096> notes{};
    while (watch_ && ::read(watch_.number(), notes.data(), notes.size()) > 0) {
    }
  }
}

}  // namespace evs::sqlite
