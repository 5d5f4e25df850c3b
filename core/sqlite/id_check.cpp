#include "core/sqlite/reading.hpp"
#include "core/sqlite/table_check.hpp"

namespace evs::sqlite {
namespace {

/// Looks ids up as every reader does: under their key, and as long as another id is met there, under the next.
class IdLookup {
 public:
  struct Found {
    std::int64_t key;
    std::int64_t position;
  };

  IdLookup(const Database& database, const StoreKey& key)
      : key_(key),
        find_(database.prepare("SELECT k.position, e.id FROM event_ids k LEFT JOIN events e ON e.position = k.position "
                               "WHERE k.id_key = ?")) {}

  std::optional<Found> find(std::string_view id) {
    for (std::int64_t key = lookup_key(key_, id);; key = key_behind(key)) {
      const Resetting resetting(find_);
      if (!find_.bind(1, key).step()) return std::nullopt;
      if (!find_.is_null(1) && find_.text(1) == id) return Found{key, find_.integer(0)};
    }
  }

 private:
  const StoreKey& key_;
  Statement find_;
};

}  // namespace

/// Differences of the sums need not be wrong: an id whose key was taken has the next one.
void TableCheck::name_wrong_ids() {
  IdLookup lookup(database_, *key_);
  Statement events = database_.prepare(
      "SELECT e.position, e.seq, s.name, e.id FROM events e LEFT JOIN streams s ON s.stream_no = e.stream_no "
      "ORDER BY e.position");
  while (events.step()) {
    const auto found = lookup.find(events.text(3));
    if (found && found->position == events.integer(0)) continue;
    report(Check::lookups,
           found ? "the event at position " + std::to_string(found->position) + " has the same id"
                 : "the event is not found by its id",
           events.text(2), Position{events.integer(0)}, Seq{events.integer(1)});
  }
  Statement rows = database_.prepare(
      "SELECT k.id_key, k.position, e.id FROM event_ids k LEFT JOIN events e ON e.position = k.position "
      "ORDER BY k.id_key");
  while (rows.step()) {
    const Position position{rows.integer(1)};
    if (rows.is_null(2)) {
      report(Check::lookups, "the look-up by id points to a position where no event is", {}, position);
      continue;
    }
    const auto found = lookup.find(rows.text(2));
    if (found && found->key == rows.integer(0)) continue;
    report(Check::lookups, "the look-up by id leads here under a key that is not that of the event's id", {}, position);
  }
}

}  // namespace evs::sqlite
