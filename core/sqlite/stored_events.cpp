#include "core/sqlite/stored_events.hpp"

#include "core/sqlite/selection_sql.hpp"

namespace evs::sqlite {

StoredEvents::StoredEvents(const Database& database)
    : database_(database),
      read_(database.prepare(std::string(scan_of_numbers) + " WHERE e.position >= ? ORDER BY e.position")) {}

const EventView& StoredEvents::at(Position position) {
  if (event_.position == position) return event_;
  const bool is_next = event_.position != Position{0} && event_.position.next() == position;
  event_ = {};
  if (!is_next) {
    read_.reset();
    read_.bind(1, position.value);
  }
  if (!names_) names_.emplace(database_);
  if (read_.step()) event_ = names_->event_in(read_);
  if (event_.position == position) return event_;
  let_go();
  throw read_.damage("the look-up of ids points to position " + std::to_string(position.value) + ", where no event is");
}

void StoredEvents::let_go() {
  event_ = {};
  read_.reset();
}

void StoredEvents::forget() {
  let_go();
  names_.reset();
}

}  // namespace evs::sqlite
