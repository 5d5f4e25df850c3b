#include <algorithm>
#include <string>
#include <vector>

#include "core/sqlite/id_index.hpp"
#include "core/sqlite/table_check.hpp"

namespace evs::sqlite {
namespace {

std::string has_same_id(std::int64_t other) {
  return "the event at position " + std::to_string(other) + " has the same id";
}

}  // namespace

/// Sums alone would take two events with one id for right.
void TableCheck::walk_ids(Tally::Sums& walked) {
  Statement id_at = database_.prepare("SELECT id FROM events WHERE position = ?");
  const auto id_of = [&](std::int64_t position) {
    const Resetting resetting(id_at);
    return id_at.bind(1, position).step() ? std::optional(std::string(id_at.text(0))) : std::nullopt;
  };
  std::vector<IdEntry> same;  // entries with the key of the last one
  IdIndex ids(database_);
  ids.begin();
  ids.walk([&](const IdEntry& entry) {
    walked.ids += tally_.of_id(entry[0], entry[1]);
    if (!same.empty() && same.back()[0] != entry[0]) same.clear();
    for (const IdEntry& other : same) {
      const auto id = id_of(entry[1]);
      if (other == entry || !id || id_of(other[1]) != id) continue;
      report(Check::lookups, has_same_id(other[1]), {}, Position{entry[1]});
    }
    same.push_back(entry);
  });
}

void TableCheck::check_ids(const Tally::Sums& walked) {
  if (!key_ || walked.ids == tally_.sums().ids) return;
  IdIndex ids(database_);
  ids.begin();
  name_events_not_found(ids);
  name_wrong_entries(ids);
}

void TableCheck::name_events_not_found(IdIndex& ids) {
  Statement same = database_.prepare("SELECT 1 FROM events WHERE position = ? AND id = ?");
  Statement events = database_.prepare(
      "SELECT e.position, e.seq, s.name, e.id FROM events e LEFT JOIN streams s ON s.stream_no = e.stream_no "
      "ORDER BY e.position");
  while (events.step()) {
    const Position position{events.integer(0)};
    const std::string id(events.text(3));
    const std::vector<Position> found = ids.positions_at(id_key(*key_, id));
    if (std::find(found.begin(), found.end(), position) != found.end()) continue;
    const auto has_id = [&](Position other) {
      const Resetting resetting(same);
      return same.bind(1, other.value).bind(2, id).step();
    };
    const auto other = std::find_if(found.begin(), found.end(), has_id);
    report(Check::lookups, other == found.end() ? "the event is not found by its id" : has_same_id(other->value),
           events.text(2), position, Seq{events.integer(1)});
  }
}

void TableCheck::name_wrong_entries(IdIndex& ids) {
  Statement id_at = database_.prepare("SELECT id FROM events WHERE position = ?");
  std::optional<IdEntry> before;
  ids.walk([&](const IdEntry& entry) {
    const auto [key, position] = entry;
    const auto wrong = [&](const std::string& meaning) {
      report(Check::lookups, "the look-up by id " + meaning, {}, Position{position});
    };
    const Resetting resetting(id_at);
    if (!id_at.bind(1, position).step())
      wrong("points to a position where no event is");
    else if (id_key(*key_, id_at.text(0)) != key)
      wrong("leads here under a key that is not that of the event's id");
    else if (before == entry)
      wrong("leads here twice");
    before = entry;
  });
}

}  // namespace evs::sqlite
