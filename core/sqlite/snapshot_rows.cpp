#include "core/sqlite/snapshot_rows.hpp"

#include <algorithm>

#include "core/codec/json.hpp"
#include "core/integrity/commitment.hpp"
#include "core/integrity/sha256.hpp"
#include "core/sqlite/reading.hpp"

namespace evs::sqlite {
namespace {

using namespace std::string_view_literals;

const std::string row_columns =
    "SELECT n.snapshot_no, s.name, n.seq, n.position, n.fingerprint, n.time, n.salt, n.digest, n.state, i.position, "
    "n.stream_no FROM snapshots n LEFT JOIN streams s ON s.stream_no = n.stream_no "
    "LEFT JOIN temp.stream_events i ON i.stream_no = n.stream_no AND i.seq = n.seq ";

Digest digest_of(const Snapshot& snapshot, std::span<const unsigned char> salt) {
  Sha256 hash;
  hash.add("evs.snapshot.v1\0"sv);
  hash.add(salt);
  hash.add_lp(snapshot.stream);
  hash.add(snapshot.fingerprint);
  hash.add_be64(snapshot.seq.value);
  hash.add_be64(snapshot.position.value);
  hash.add_be64(snapshot.taken.ns);
  hash.add_lp(snapshot.state);
  return hash.finish();
}

/// What stands in the current row, as far as it can be read, and what is wrong with it; empty: nothing.
std::string read_row(const Statement& row, SnapshotDepth depth, Snapshot& snapshot) {
  std::string_view name;
  std::string_view state;
  if (row.is_null(1)) return "its stream, number " + std::to_string(row.integer(10)) + ", is not there";
  if (!row.read(1, name)) return "the name of its stream is no text";
  snapshot.stream = name;
  if (!row.read(2, 1, snapshot.seq.value)) return "its seq cannot be one";
  if (!row.read(3, 1, snapshot.position.value)) return "its position cannot be one";
  snapshot.taken = {row.integer(5)};
  const auto fingerprint = row.blob(4);
  if (fingerprint.size() != snapshot.fingerprint.size()) return "its fingerprint is not 32 bytes long";
  std::copy(fingerprint.begin(), fingerprint.end(), snapshot.fingerprint.begin());
  if (row.is_null(9)) return "its stream has no event with this seq";
  if (row.integer(9) != snapshot.position.value) return "the event with this seq has another position";
  if (!row.read(8, state)) return "its state is no text";
  snapshot.state = state;
  if (depth == SnapshotDepth::place) return "";
  const auto salt = row.blob(6);
  const auto digest = row.blob(7);
  const Digest computed = digest_of(snapshot, salt);
  if (!std::equal(computed.begin(), computed.end(), digest.begin(), digest.end())) {
    return "it is not what was written: its digest is another";
  }
  if (const auto fault = json::fault_of_payload(state, "{}")) return "its state cannot be one: " + *fault;
  return "";
}

StoredSnapshot stored_in(const Statement& row, SnapshotDepth depth) {
  StoredSnapshot stored{row.integer(0), {}, {}};
  stored.fault = read_row(row, depth, stored.snapshot);
  return stored;
}

Error damaged_snapshot(const Statement& row, const StreamName& stream, const StoredSnapshot& stored) {
  return row
      .damage("a snapshot of stream '" + stream.text() + "', at seq " + std::to_string(stored.snapshot.seq.value) +
              ", is damaged: " + stored.fault)
      .hint("--no-snapshot passes it by; 'evs snapshot drop " + stream.text() + "' drops it, and no event with it")
      .fact("stream", stream.text());
}

std::int64_t require_stream(Statement& find, const StoreKey& key, const std::string& name) {
  const Resetting resetting(find);
  if (find.bind(1, lookup_key(key, name)).bind(2, name).step()) return find.integer(0);
  throw Error(ErrorKind::not_found, "there is no stream '" + name + "'").fact("stream", name);
}

constexpr std::string_view find_stream_sql = "SELECT stream_no FROM streams WHERE name_key = ? AND name = ?";

}  // namespace

std::optional<std::int64_t> SnapshotRows::stream_no(const StreamName& stream) {
  if (!key_ || !database_.has_table("snapshots")) return std::nullopt;
  if (!find_stream_) find_stream_ = database_.prepare(find_stream_sql);
  const Resetting resetting(find_stream_);
  if (!find_stream_.bind(1, lookup_key(*key_, stream.text())).bind(2, stream.text()).step()) return std::nullopt;
  return find_stream_.integer(0);
}

std::optional<Snapshot> SnapshotRows::newest(const StreamName& stream, const Fingerprint& fingerprint,
                                             std::optional<Seq> seq, std::optional<Position> position) {
  const auto no = stream_no(stream);
  if (!no) return std::nullopt;
  if (!find_newest_) {
    find_newest_ = database_.prepare(row_columns +
                                     "WHERE n.stream_no = ? AND n.fingerprint = ? AND n.seq <= ? AND n.position <= ? "
                                     "ORDER BY n.seq DESC LIMIT 1");
  }
  const Resetting resetting(find_newest_);
  find_newest_.bind(1, *no).bind_blob(2, fingerprint);
  find_newest_.bind(3, seq ? seq->value : Statement::largest_number);
  find_newest_.bind(4, position ? position->value : Statement::largest_number);
  if (!find_newest_.step()) return std::nullopt;
  StoredSnapshot stored = stored_in(find_newest_, SnapshotDepth::state);
  if (!stored.fault.empty()) throw damaged_snapshot(find_newest_, stream, stored);
  return std::move(stored.snapshot);
}

std::vector<Seq> SnapshotRows::seqs(const StreamName& stream, const Fingerprint& fingerprint) {
  std::vector<Seq> seqs;
  const auto no = stream_no(stream);
  if (!no) return seqs;
  Statement rows = database_.prepare("SELECT seq FROM snapshots WHERE stream_no = ? AND fingerprint = ? ORDER BY seq");
  rows.bind(1, *no).bind_blob(2, fingerprint);
  while (rows.step()) seqs.push_back(Seq{rows.checked_integer(0, 1, "the seq of a snapshot")});
  return seqs;
}

void SnapshotRows::visit(const SnapshotSelection& selection, SnapshotDepth depth, const SnapshotVisitor& visit) {
  if (!database_.has_table("snapshots")) return;
  std::string numbers;
  for (const StreamName& stream : selection.streams) {
    const auto no = stream_no(stream);
    if (no) numbers += (numbers.empty() ? "" : ",") + std::to_string(*no);
  }
  std::string where = selection.streams.empty() ? "" : "WHERE n.stream_no IN (" + numbers + ") ";
  if (!selection.category.empty()) where += where.empty() ? "WHERE s.category = ? " : "AND s.category = ? ";
  Statement rows = database_.prepare(row_columns + where + "ORDER BY s.name, n.seq, n.fingerprint");
  if (!selection.category.empty()) rows.bind(1, selection.category);
  while (rows.step() && visit(stored_in(rows, depth))) {
  }
}

std::int64_t write_snapshots(const Database& database, const StoreKey& key, const SnapshotBatch& batch) {
  make_optional_table(database, "snapshots");
  Statement find_stream = database.prepare(find_stream_sql);
  Statement insert = database.prepare(
      "INSERT OR REPLACE INTO snapshots (stream_no, fingerprint, seq, position, time, salt, digest, state) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  for (const Snapshot& snapshot : batch.take) {
    const Salt salt = make_salt();
    const Digest digest = digest_of(snapshot, salt);
    insert.bind(1, require_stream(find_stream, key, snapshot.stream)).bind_blob(2, snapshot.fingerprint);
    insert.bind(3, snapshot.seq.value).bind(4, snapshot.position.value).bind(5, snapshot.taken.ns);
    insert.bind_blob(6, salt).bind_blob(7, digest).bind(8, snapshot.state).run();
    database.require_changes(1);
  }
  std::int64_t dropped = 0;
  Statement thin = database.prepare(
      "DELETE FROM snapshots WHERE stream_no = ?1 AND fingerprint = ?2 AND seq < "
      "(SELECT seq FROM snapshots WHERE stream_no = ?1 AND fingerprint = ?2 ORDER BY seq DESC LIMIT 1 OFFSET ?3)");
  for (const auto& [stream, fingerprint] : batch.thin) {
    thin.bind(1, require_stream(find_stream, key, stream.text())).bind_blob(2, fingerprint).bind(3, batch.keep - 1);
    thin.run();
    dropped += database.changes();
  }
  return dropped;
}

namespace {

std::int64_t delete_each(const Database& database, std::string_view sql, std::span<const std::int64_t> numbers) {
  if (!database.has_table("snapshots")) return 0;
  std::int64_t dropped = 0;
  Statement remove = database.prepare(sql);
  for (const std::int64_t number : numbers) {
    remove.bind(1, number).run();
    dropped += database.changes();
  }
  return dropped;
}

}  // namespace

std::int64_t drop_snapshots(const Database& database, std::span<const std::int64_t> numbers) {
  return delete_each(database, "DELETE FROM snapshots WHERE snapshot_no = ?", numbers);
}

std::int64_t drop_snapshots_of(const Database& database, std::span<const std::int64_t> stream_nos) {
  return delete_each(database, "DELETE FROM snapshots WHERE stream_no = ?", stream_nos);
}

}  // namespace evs::sqlite
