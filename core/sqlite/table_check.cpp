#include "core/sqlite/table_check.hpp"

#include <utility>

#include "core/counted.hpp"
#include "core/sqlite/reading.hpp"
#include "core/sqlite/stream_positions.hpp"

namespace evs::sqlite {
namespace {

/// Streams that are left out where those are named whose look-up is wrong but can be read.
constexpr std::size_t most_left_out = 1000;

std::string text(std::int64_t number) { return std::to_string(number); }

/// Goes through stream_blocks beside the rows of streams.
class StreamEvents {
 public:
  StreamEvents(const Database& database, const Tally& tally, std::function<void(std::int64_t, std::string)> report)
      : blocks_(database.prepare("SELECT place, positions FROM stream_blocks ORDER BY place")),
        tally_(tally),
        report_(std::move(report)) {
    step();
  }

  /// Takes the blocks of streams before this one, of which there should be none.
  void pass_until(std::int64_t stream_no) {
    for (; !at_end_ && stream_no_in(blocks_.integer(0)) < stream_no; step()) pass();
  }
  void pass_rest() { pass_until(largest_stream_no + 1); }

  /// Takes the positions of a stream, the last of which are in its row, and returns how many there are.
  std::int64_t take(std::int64_t stream_no, Seq version, std::span<const unsigned char> in_row) {
    Taken stream{stream_no};
    const auto bytes = static_cast<std::int64_t>(in_row.size());
    if (bytes != bytes_in_row_at(version)) {
      report_(stream_no, "its row has " + text(bytes) + " bytes of positions, not " + text(bytes_in_row_at(version)));
    }
    for (; !at_end_ && stream_no_in(blocks_.integer(0)) == stream_no; step()) {
      const std::int64_t number = block_no_in(blocks_.integer(0));
      const auto positions = blocks_.blob(1);
      if (number != full_blocks_at({stream.events})) {
        report_(stream_no, "block " + text(number) + " follows event " + text(stream.events));
      } else if (static_cast<std::int64_t>(positions.size()) != bytes_of_a_block) {
        report_(stream_no, "block " + text(number) + " is " + text(static_cast<std::int64_t>(positions.size())) +
                               " bytes long, not " + text(bytes_of_a_block));
      }
      add(stream, positions);
    }
    add(stream, in_row);
    return stream.events;
  }

  [[nodiscard]] std::uint64_t sum() const { return sum_; }

 private:
  struct Taken {
    std::int64_t stream_no;
    std::int64_t events = 0;
    std::int64_t last = 0;  // position
  };

  void step() { at_end_ = !blocks_.step(); }

  void pass() {
    const std::int64_t place = blocks_.integer(0);
    report_(stream_no_in(place), "block " + text(block_no_in(place)) + " is of no stream");
  }

  void add(Taken& stream, std::span<const unsigned char> bytes) {
    if (bytes.size() % position_bytes != 0) report_(stream.stream_no, "bytes are left that are no position");
    read_positions(bytes, positions_);
    for (const Position position : positions_) {
      const std::int64_t seq = ++stream.events;
      sum_ += tally_.of_stream_event(stream.stream_no, seq, position.value);
      if (position.value <= stream.last)
        report_(stream.stream_no, "seq " + text(seq) + " lies before the seq before it in the log");
      stream.last = position.value;
    }
  }

  Statement blocks_;
  const Tally& tally_;
  std::function<void(std::int64_t, std::string)> report_;
  bool at_end_ = false;
  std::uint64_t sum_ = 0;
  std::vector<Position> positions_;
};

}  // namespace

void TableCheck::report(Check check, std::string meaning, std::string_view stream, std::optional<Position> position,
                        std::optional<Seq> seq) {
  found_({check, position, shown_safely(stream), seq, std::move(meaning)});
}

void TableCheck::check_stream_row(const Statement& row, std::int64_t events) {
  const std::string_view name = row.text(1);
  const auto wrong = [&](std::string meaning) { report(Check::streams, std::move(meaning), name); };
  try {
    check_stream_name(name);
  } catch (const Error& error) {
    wrong(error.message());
  }
  if (row.text(2) != category_of(name)) wrong("its row has the category '" + shown_safely(row.text(2)) + "'");
  if (key_ && row.integer(3) != lookup_key(*key_, name)) {
    report(Check::lookups, "its row has a look-up key that is not that of its name", name);
  }
  if (row.integer(4) != events) {
    wrong("its row says that it is at version " + text(row.integer(4)) + "; its look-up has " +
          counted(events, "event"));
  }
  if (row.integer(5) != 0 && row.integer(5) != 1) wrong("its source_offset is " + text(row.integer(5)));
}

void TableCheck::walk_streams(Walked& walked) {
  StreamEvents events(database_, tally_, [&](std::int64_t no, std::string meaning) {
    walked.broken_streams.push_back(no);
    report(Check::lookups, std::move(meaning) + " in the look-up of its events", name_of(no));
  });
  Statement rows = database_.prepare(
      "SELECT stream_no, name, category, name_key, version, source_offset, first_time, last_time, positions "
      "FROM streams ORDER BY stream_no");
  while (rows.step()) {
    const std::int64_t no = rows.integer(0);
    events.pass_until(no);
    check_stream_row(rows, events.take(no, {rows.integer(4)}, rows.blob(8)));
    walked.sums.first_times += tally_.of_time(no, rows.integer(6));
    walked.sums.last_times += tally_.of_time(no, rows.integer(7));
  }
  events.pass_rest();
  walked.sums.stream_events = events.sum();
  check_names_unique();
}

void TableCheck::check_streams(const Walked& walked) {
  const Tally::Sums& log = tally_.sums();
  const bool times_agree = walked.sums.first_times == log.first_times && walked.sums.last_times == log.last_times;
  const bool events_agree = walked.sums.stream_events == log.stream_events;
  if (walked.broken_streams.size() > most_left_out) return;  // of which each was told
  std::string broken;
  for (const std::int64_t no : walked.broken_streams) broken += (broken.empty() ? "" : ",") + text(no);
  const bool is_told = !broken.empty();
  if (!events_agree && name_wrong_stream_events(broken) == 0 && !is_told) {
    report(Check::lookups, "the look-up by stream and the log hold different events");
  }
  if (!times_agree && name_wrong_times(broken) == 0 && events_agree && !is_told) {
    report(Check::streams, "rows have other times than the events in the log");
  }
}

std::string TableCheck::name_of(std::int64_t stream_no) const {
  Statement find = database_.prepare("SELECT name FROM streams WHERE stream_no = ?");
  return find.bind(1, stream_no).step() ? std::string(find.text(0)) : "";
}

void TableCheck::check_names_unique() {
  Statement keys = database_.prepare("SELECT name_key FROM streams GROUP BY name_key HAVING count(*) > 1");
  Statement same = database_.prepare(
      "SELECT name, count(*) FROM streams WHERE name_key = ? GROUP BY name HAVING count(*) > 1 ORDER BY name");
  while (keys.step()) {
    const Resetting resetting(same);
    same.bind(1, keys.integer(0));
    while (same.step()) {
      report(Check::streams, "there are " + text(same.integer(1)) + " streams of this name", same.text(0));
    }
  }
}

std::int64_t TableCheck::name_wrong_times(const std::string& but_streams) {
  std::int64_t named = 0;
  Statement rows = database_.prepare(
      "SELECT s.name, s.first_time IS NOT e.time, s.last_time IS NOT f.time FROM streams s "
      "LEFT JOIN temp.stream_events a ON a.stream_no = s.stream_no AND a.seq = 1 LEFT JOIN events e ON e.position = "
      "a.position LEFT JOIN temp.stream_events b ON b.stream_no = s.stream_no AND b.seq = s.version "
      "LEFT JOIN events f ON f.position = b.position "
      "WHERE s.stream_no NOT IN (" +
      but_streams + ") AND (s.first_time IS NOT e.time OR s.last_time IS NOT f.time) ORDER BY s.stream_no");
  for (; rows.step(); ++named) {
    const std::string which = rows.integer(1) == 0 ? "last" : rows.integer(2) == 0 ? "first" : "first and last";
    report(Check::streams, "its row has another time for its " + which + " event than the event", rows.text(0));
  }
  return named;
}

std::int64_t TableCheck::name_wrong_stream_events(const std::string& but_streams) {
  std::int64_t named = 0;
  Statement lost = database_.prepare(
      "SELECT e.position, e.seq, s.name, i.position FROM events e LEFT JOIN streams s ON s.stream_no = e.stream_no "
      "LEFT JOIN temp.stream_events i ON i.stream_no = e.stream_no AND i.seq = e.seq "
      "WHERE e.stream_no NOT IN (" +
      but_streams + ") AND i.position IS NOT e.position ORDER BY e.position");
  for (; lost.step(); ++named) {
    report(Check::lookups,
           lost.is_null(3) ? "the event is missing in the look-up by stream"
                           : "the look-up by stream has another position for this seq: " + text(lost.integer(3)),
           lost.text(2), Position{lost.integer(0)}, Seq{lost.integer(1)});
  }
  Statement stray = database_.prepare(
      "SELECT i.position, i.seq, s.name, e.position IS NULL FROM streams s CROSS JOIN temp.stream_events i ON "
      "i.stream_no = s.stream_no LEFT JOIN events e ON e.position = i.position "
      "WHERE s.stream_no NOT IN (" +
      but_streams + ") AND (e.stream_no IS NOT i.stream_no OR e.seq IS NOT i.seq) ORDER BY s.stream_no, i.seq");
  for (; stray.step(); ++named) {
    report(Check::lookups,
           stray.integer(3) != 0 ? "the look-up by stream points to a position where no event is"
                                 : "the look-up by stream points to a position where another event is",
           stray.text(2), Position{stray.integer(0)}, Seq{stray.integer(1)});
  }
  return named;
}

void TableCheck::check_types() {
  auto expected = tally_.types();
  Statement rows =
      database_.prepare("SELECT type_no, name, schema, events, first_time, last_time FROM types ORDER BY type_no");
  while (rows.step()) {
    const Tally::TypeCount count = expected[rows.integer(0)];
    const std::string type = "type '" + shown_safely(rows.text(1)) + "', schema " + text(rows.integer(2));
    try {
      check_type_name(rows.text(1));
    } catch (const Error& error) {
      report(Check::types, type + ": " + error.message());
    }
    if (rows.integer(3) != count.events) {
      report(Check::types,
             type + ": its row counts " + text(rows.integer(3)) + " events, there are " + text(count.events));
    }
    if (rows.integer(4) != count.first_time || rows.integer(5) != count.last_time) {
      report(Check::types, type + ": its row has other times than its first and last event");
    }
  }
}

}  // namespace evs::sqlite
