#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/sqlite/id_index.hpp"
#include "core/sqlite/number_sort.hpp"
#include "core/sqlite/table_check.hpp"

namespace evs::sqlite {
namespace {

/// Events whose ids are looked for at once.
constexpr std::size_t events_at_once = 1'000'000;

/// An event that its id does not lead to, and where it leads instead, or 0.
struct Missing {
  Position position;
  Position other;
};

std::string has_same_id(Position other) {
  return "the event at position " + std::to_string(other.value) + " has the same id";
}

/// The ids of events by their positions.
class IdReading {
 public:
  explicit IdReading(const Database& database) : row_(database.prepare("SELECT id FROM events WHERE position = ?")) {}

  /// Nothing if there is no event.
  std::optional<std::string> at(Position position) {
    const Resetting resetting(row_);
    return row_.bind(1, position.value).step() ? std::optional(std::string(row_.text(0))) : std::nullopt;
  }

 private:
  Statement row_;
};

}  // namespace

/// Sums alone would take two events with one id for right.
void TableCheck::walk_ids(Walked& walked) {
  IdReading ids(database_);
  std::map<std::string, Position> same;  // the first event with each id among those that share the key
  const auto take = [&](Position position) {
    const auto id = ids.at(position);
    if (!id) return;
    const auto [first, is_new] = same.emplace(*id, position);
    if (!is_new) report(Check::lookups, has_same_id(first->second), {}, position);
  };
  IdEntry before{-1, 0};
  IdIndex index(database_);
  index.begin();
  index.walk([&](const IdEntry& entry) {
    walked.sums.ids += tally_.of_id(entry[0], entry[1]);
    const IdEntry last = std::exchange(before, entry);
    if (entry == last) return;  // which makes the sum another
    if (entry[0] != last[0]) return same.clear();
    if (same.empty()) take(Position{last[1]});
    take(Position{entry[1]});
  });
}

void TableCheck::check_ids(const Walked& walked) {
  if (!key_ || walked.sums.ids == tally_.sums().ids) return;
  IdIndex index(database_);
  index.begin();
  if (name_events_not_found(index) + name_wrong_entries(index) > 0) return;
  report(Check::lookups, "the look-up by id and the log hold different events");
}

std::int64_t TableCheck::name_events_not_found(const IdIndex& index) {
  std::int64_t named = 0;
  Statement events = database_.prepare("SELECT position, id FROM events ORDER BY position");
  for (bool is_at_end = false; !is_at_end;) {
    std::vector<IdEntry> wanted;
    while (wanted.size() < events_at_once && !(is_at_end = !events.step())) {
      wanted.push_back({id_key(*key_, events.text(1)), events.integer(0)});
    }
    sort_by_first(wanted);
    named += name_missing(index, wanted);
  }
  return named;
}

/// Entries and wanted ones go in the same order, side by side.
std::int64_t TableCheck::name_missing(const IdIndex& index, const std::vector<IdEntry>& wanted) {
  std::vector<Missing> missing;
  std::size_t at = 0;
  IdEntry first{-1, 0};  // entry with the key of the last one
  const auto miss_until = [&](const IdEntry& entry) {
    for (; at < wanted.size() && wanted[at] < entry; ++at) {
      const auto [key, position] = wanted[at];
      std::int64_t other = 0;
      if (key == first[0]) other = first[1];
      if (key == entry[0] && other == 0) other = entry[1];
      missing.push_back({Position{position}, Position{other}});
    }
  };
  index.walk([&](const IdEntry& entry) {
    miss_until(entry);
    if (at < wanted.size() && wanted[at] == entry) ++at;
    if (entry[0] != first[0]) first = entry;
  });
  miss_until({std::numeric_limits<std::int64_t>::max(), 0});
  std::sort(missing.begin(), missing.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
  IdReading ids(database_);
  Statement events = database_.prepare(
      "SELECT e.id, s.name, e.seq FROM events e LEFT JOIN streams s ON s.stream_no = e.stream_no WHERE e.position = ?");
  for (const auto& [position, other] : missing) {
    const Resetting resetting(events);
    events.bind(1, position.value).step();
    const bool is_same = other != Position{0} && ids.at(other) == events.text(0);
    report(Check::lookups, is_same ? has_same_id(other) : "the event is not found by its id", events.text(1), position,
           Seq{events.integer(2)});
  }
  return static_cast<std::int64_t>(missing.size());
}

std::int64_t TableCheck::name_wrong_entries(const IdIndex& index) {
  std::int64_t named = 0;
  IdReading ids(database_);
  IdEntry before{-1, 0};
  index.walk([&](const IdEntry& entry) {
    const auto wrong = [&](const std::string& meaning) {
      ++named;
      report(Check::lookups, "the look-up by id " + meaning, {}, Position{entry[1]});
    };
    const IdEntry last = std::exchange(before, entry);
    const auto id = ids.at(Position{entry[1]});
    if (!id)
      wrong("points to a position where no event is");
    else if (id_key(*key_, *id) != entry[0])
      wrong("leads here under a key that is not that of the event's id");
    else if (last == entry)
      wrong("leads here twice");
  });
  return named;
}

}  // namespace evs::sqlite
