#include "core/state/time_bound.hpp"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "core/read_through.hpp"

namespace evs {
namespace {

std::optional<Position> first_of(Reader& reader, Selection selection) {
  std::optional<Position> found;
  selection.limit = 1;
  reader.read(selection, [&](const EventView& event) {
    found = event.position;
    return false;
  });
  return found;
}

class BoundStage final : public EventStage {
 public:
  explicit BoundStage(std::shared_ptr<const TimeBound> bound) : bound_(std::move(bound)) {}

  [[nodiscard]] Selection needed(const Selection& wanted) const override {
    Selection needed = wanted;
    needed.to_position = std::min(bound_->last(), wanted.to_position.value_or(bound_->last()));
    return needed;
  }
  bool pass(const EventView& event, const EventVisitor& visit) override {
    return !bound_->includes(event) || visit(event);
  }
  [[nodiscard]] std::unique_ptr<EventStage> another() const override { return std::make_unique<BoundStage>(bound_); }

 private:
  std::shared_ptr<const TimeBound> bound_;
};

}  // namespace

TimeBound::TimeBound(Reader& reader, const StreamSelection& streams, const Moment& moment) {
  Selection in_time;
  in_time.category = streams.category;
  in_time.to_position = moment.position;
  in_time.until = moment.time;
  Selection backwards = in_time;
  backwards.reverse = true;
  const auto last = first_of(reader, backwards);
  if (!last) return;
  in_time.to_position = last_ = *last;
  if (moment.time->ns == std::numeric_limits<std::int64_t>::max()) return;
  Selection late;
  late.category = streams.category;
  late.to_position = last_;
  late.since = Timestamp{moment.time->ns + 1};
  first_late_ = first_of(reader, late);
  if (!first_late_) return;
  in_time.from_position = first_late_;
  reader.read(in_time, [&](const EventView& event) {
    entry_of(ends_, event.stream).second = event.seq;
    return true;
  });
}

bool TimeBound::includes(const EventView& event) const {
  if (event.position > last_) return false;
  if (!first_late_ || event.position < *first_late_) return true;
  const auto end = ends_.find(event.stream);
  return end != ends_.end() && event.seq <= end->second;
}

std::unique_ptr<Reader> read_up_to(Reader& reader, const StreamSelection& streams, const Moment& moment) {
  auto another = reader.another();
  if (!another) {
    throw Error(ErrorKind::usage, "the states at a time take a store that can be read again")
        .hint("write the input to a file first");
  }
  auto bound = std::make_shared<const TimeBound>(reader, streams, moment);
  return read_through(std::move(another), std::make_unique<BoundStage>(std::move(bound)));
}

}  // namespace evs
