#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "core/sqlite/id_index.hpp"
#include "core/sqlite/number_sort.hpp"
#include "core/sqlite/table_check.hpp"

namespace evs::sqlite {
namespace {

/// Events whose ids are looked for at once.
constexpr std::size_t events_at_once = 100'000;
/// Places where a key leads to instead that are looked at; no more than a few ids share one by chance.
constexpr std::size_t most_others = 4;

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
void TableCheck::walk_ids(Tally::Sums& walked) {
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
    walked.ids += tally_.of_id(entry[0], entry[1]);
    const IdEntry last = std::exchange(before, entry);
    if (entry == last) return;  // which makes the sum another
    if (entry[0] != last[0]) return same.clear();
    if (same.empty()) take(Position{last[1]});
    take(Position{entry[1]});
  });
}

void TableCheck::check_ids(const Tally::Sums& walked) {
  if (!key_ || walked.ids == tally_.sums().ids) return;
  IdIndex index(database_);
  index.begin();
  if (name_events_not_found(index) + name_wrong_entries(index) > 0) return;
  report(Check::lookups, "the look-up by id and the log hold different events");
}

std::int64_t TableCheck::name_events_not_found(IdIndex& index) {
  std::int64_t named = 0;
  Statement events = database_.prepare("SELECT position, id FROM events ORDER BY position");
  for (bool is_at_end = false; !is_at_end;) {
    std::vector<IdIndex::WantedKey> wanted;
    while (wanted.size() < events_at_once && !(is_at_end = !events.step())) {
      wanted.push_back({id_key(*key_, events.text(1)), events.integer(0)});
    }
    named += name_events_not_found(index, std::move(wanted));
  }
  return named;
}

std::int64_t TableCheck::name_events_not_found(IdIndex& index, std::vector<IdIndex::WantedKey> wanted) {
  std::map<std::int64_t, std::vector<Position>> elsewhere;  // by position, where its key leads instead
  for (const auto& [key, position] : wanted) elsewhere.emplace(position, std::vector<Position>());
  sort_by_first(wanted);
  std::vector<std::int64_t> found;
  index.find(wanted, [&](std::int64_t wanted_at, Position position) {
    auto& others = elsewhere[wanted_at];
    if (position.value == wanted_at)
      found.push_back(wanted_at);
    else if (others.size() < most_others)
      others.push_back(position);
  });
  for (const std::int64_t position : found) elsewhere.erase(position);
  IdReading ids(database_);
  Statement events = database_.prepare(
      "SELECT e.id, s.name, e.seq FROM events e LEFT JOIN streams s ON s.stream_no = e.stream_no WHERE e.position = ?");
  for (const auto& [position, others] : elsewhere) {
    const Resetting resetting(events);
    events.bind(1, position).step();
    const auto has_id = [&](Position at) { return ids.at(at) == events.text(0); };
    const auto other = std::find_if(others.begin(), others.end(), has_id);
    report(Check::lookups, other == others.end() ? "the event is not found by its id" : has_same_id(*other),
           events.text(1), Position{position}, Seq{events.integer(2)});
  }
  return static_cast<std::int64_t>(elsewhere.size());
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
