#include "core/sqlite/stored_events.hpp"

#include "core/sqlite/selection_sql.hpp"

namespace evs::sqlite {

StoredEvents::StoredEvents(const Database& database)
    : database_(database), read_(database.prepare(std::string(scan_of_numbers) + " WHERE e.position = ?")) {}

const EventView& StoredEvents::at(Position position) {
  if (event_.position == position) return event_;
  let_go();
  if (!read_.bind(1, position.value).step()) {
    throw read_.damage("the look-up of ids points to position " + std::to_string(position.value) +
                       ", where no event is");
  }
  if (!names_) names_.emplace(database_);
  event_ = names_->event_in(read_);
  return event_;
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
