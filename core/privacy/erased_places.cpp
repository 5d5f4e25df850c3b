#include "core/privacy/erased_places.hpp"

#include <span>

#include "core/codec/json_text.hpp"
#include "core/privacy/json_places.hpp"
#include "core/purged.hpp"

namespace evs {
namespace {

/// Calls `passes` with the number of each value and where it begins; true: what is inside of it is passed over.
template <class Passes>
void for_each_value(std::string_view json, Passes passes) {
  std::int64_t number = 0;
  for (std::size_t at = 0; at < json.size();) {
    const char c = json[at];
    const std::size_t end = c == '"' ? json::end_of_string(json, at) : at;
    if (end > at && json.substr(end, 1) == ":") {  // a key
      at = end;
      continue;
    }
    const bool is_between = c == ',' || c == ':' || c == '}' || c == ']';
    const bool steps = is_between || (!passes(number++, at) && (c == '{' || c == '['));
    at = steps ? at + 1 : json::end_of_value(json, at);
  }
}

std::vector<std::int64_t> nulls_in(std::string_view json) {
  std::vector<std::int64_t> numbers;
  for_each_value(json, [&](std::int64_t number, std::size_t at) {
    if (json[at] == 'n') numbers.push_back(number);
    return false;
  });
  return numbers;
}

/// The values with these numbers, which increase. What is inside of one of them has none.
std::vector<std::string_view> values_at(std::string_view json, std::span<const std::int64_t> numbers) {
  std::vector<std::string_view> values;
  for_each_value(json, [&](std::int64_t number, std::size_t at) {
    if (values.size() == numbers.size() || numbers[values.size()] != number) return false;
    values.push_back(json.substr(at, json::end_of_value(json, at) - at));
    return true;
  });
  return values;
}

void keep(const std::vector<std::string_view>& values, std::vector<std::string>& lost) {
  for (const std::string_view value : values) {
    if (value != "null") lost.emplace_back(value);
  }
}

}  // namespace

ErasedPlaces places_left(const EventView& purged, const Salt& salt) {
  ErasedPlaces places;
  places.position = purged.position;
  places.has_lost = is_purged(purged);
  if (!places.has_lost) return places;
  places.data = nulls_in(purged.data);
  // Where the mark is all that is left, all of the meta may have gone.
  places.meta = purged.meta == only_purged ? std::vector<std::int64_t>{0} : nulls_in(purged.meta);
  places.id = purged.id == id_once_erased(salt);
  places.day = begin_of_day(purged.time) == purged.time;
  return places;
}

std::optional<ErasedAgain> erased_again(const EventView& event, const ErasedPlaces& places) {
  if (!places.has_lost) return std::nullopt;
  ErasedAgain again;
  const auto data = values_at(event.data, places.data);
  keep(data, again.lost);
  again.left.data = with_nulls(event.data, data);

  const std::string meta = marked_as_purged(event.meta);
  const bool is_emptied = !places.meta.empty() && places.meta.front() == 0;
  const auto of_meta = values_at(is_emptied ? event.meta : std::string_view(meta), places.meta);
  keep(of_meta, again.lost);
  again.left.meta = is_emptied ? std::string(only_purged) : with_nulls(meta, of_meta);

  again.left.needs_id = places.id;
  again.left.time = places.day ? begin_of_day(event.time) : event.time;
  return again;
}

}  // namespace evs
